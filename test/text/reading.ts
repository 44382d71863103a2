import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect } from 'vitest';
import { fetchInProcess } from '../../simulator/index.ts';
import { configurationCall, searchCall } from '../../simulator/testing/calls.ts';
import { openApi } from '../control/documented.ts';
import { textsIn } from './awkward-text.ts';
import type { Scene } from './doors.ts';
import { pathParameters } from './doors.ts';

/** Reads everything that a simulator tells: whatever came in, each answer can be read and holds only well-formed text. */
export async function readEverything(scene: Scene, callbacks: readonly string[]): Promise<void> {
  await readControlAnswers(scene);
  for (const callback of callbacks) expectReadable(callback);
  for (const { kind, answer, problem } of scene.simulator.journal.entries)
    if (kind === 'callback') expect([answer?.status, problem]).toEqual([200, null]);
  await readAnswers(scene);
  await readFiles(scene, callbacks);
  takeAndRestore(scene);
}

const readRows = Object.entries(openApi.paths)
  .filter(
    ([path, { get }]) => get !== undefined && !/\/partitions\/\{|\/events$|\{(file|customer|fault|part|snapshot)\}/.test(path),
  )
  .map(([path]) => path);

async function readControlAnswers(scene: Scene): Promise<void> {
  for (const row of readRows) {
    const path = row.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(pathParameters(scene)[name]!));
    const answer = await fetch(scene.url + path);
    // An agent or application that has another name now is not found.
    if (answer.status !== 404) expect(answer.status, path).toBe(200);
    expectReadable(await answer.text());
  }
}

async function readAnswers({ ece, session }: Scene): Promise<void> {
  for (const accept of ['application/json', 'application/xml']) {
    for (const call of [configurationCall(ece.token), searchCall(session, '$attribute=all&phone=1')]) {
      const { status, text } = await ece.sendAsIs({ ...call, headers: { ...call.headers, accept } });
      expect(status).toBeLessThan(500);
      expectReadable(text);
    }
  }
}

/** The content URL of a file of an agent leads to the file. */
async function readFiles({ simulator, ece }: Scene, callbacks: readonly string[]): Promise<void> {
  const headers = { authorization: `Bearer ${ece.token}` };
  for (const text of callbacks.flatMap((callback) => [...textsIn(parse(callback))])) {
    if (!text.includes('/messaging/attachment/')) continue;
    const answer = await fetchInProcess(simulator, text, { headers });
    // Its token may be over; the application may have another type now.
    expect([200, 401, 403], text).toContain(answer.status);
  }
}

function takeAndRestore({ simulator }: Scene): void {
  const taken = simulator.snapshots.export();
  expectReadable(taken);
  simulator.snapshots.import(taken);
  expect(statesIn(simulator.snapshots.export()) === statesIn(taken), 'the state is as it was').toBe(true);
}

/** Without what goes on counting. */
function statesIn(snapshot: string): string {
  const { partitions } = JSON.parse(snapshot) as { partitions: { state: unknown }[] };
  return JSON.stringify(partitions.map(({ state }) => state));
}

// eslint-disable-next-line no-control-regex -- the control characters are what is looked for
const illegalInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** JSON or XML, without half a surrogate pair in it. */
export function expectReadable(text: string): void {
  if (text === '') return;
  expect([...textsIn(parse(text))].filter((one) => !one.isWellFormed())).toEqual([]);
}

function parse(text: string): unknown {
  return text.startsWith('<') ? readXml(text) : JSON.parse(text);
}

/* eslint-disable @typescript-eslint/no-deprecated -- as in protocol/xml.ts */
function readXml(text: string): unknown {
  expect(text).not.toMatch(illegalInXml);
  expect(XMLValidator.validate(text)).toBe(true);
  return new XMLParser({ htmlEntities: true }).parse(text) as unknown;
}
