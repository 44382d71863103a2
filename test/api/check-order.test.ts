import { expect, it } from 'vitest';
import { paths } from './calls.ts';
import type { Call } from './exchange.ts';
import { startBody } from './samples.ts';
import { throughEverySkin } from './skins.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';

/** What is still wrong with the call; each step of the test puts one thing right. */
interface Draft {
  target: string;
  method: NonNullable<Call['method']>;
  headers: Record<string, string>;
  body: string;
}

function body(entryPoint: number, date?: string) {
  return JSON.stringify(startBody({ entryPoint, ...(date !== undefined && { date }), activity: { subject: 'text' } }));
}
const stale = '2020-01-01T00:00:00.000Z';

/** A start in which everything is wrong, and what is answered while it is put right: spec 2.5, then 6.5. */
const repairs: [code: string, putRight: (draft: Draft, stage: Stage) => void | Promise<void>][] = [
  ['404-140', (draft) => (draft.target = `${paths.start}?foo=1`)],
  ['405-150', (draft) => (draft.method = 'POST')],
  ['401-101', async (draft, stage) => void (draft.headers['authorization'] = `Bearer ${await stage.token()}`)],
  ['406-151', (draft) => (draft.headers['accept'] = 'application/json')],
  ['415-153', (draft) => (draft.headers['content-type'] = 'application/json')],
  ['413-152', (draft) => (draft.body = '{')],
  ['400-109', (draft) => (draft.target = paths.start)],
  ['400-110', (draft) => (draft.target = `${paths.start}?anonymousCustomer=yes`)],
  ['400-103', (draft) => (draft.body = '{}')],
  ['400-105', (draft) => (draft.body = body(9999, stale))],
  ['404-141', (draft) => (draft.body = body(1008, stale))],
  ['403-130', (draft) => (draft.body = body(1002, stale))],
  ['403-131', (_draft, { simulator }) => void simulator.applications.change('demo', { type: 'Chat' })],
  ['400-112', (_draft, { simulator }) => void simulator.entryPoints.edit(1002, { active: true })],
  ['409-100', (draft, { simulator }) => (draft.body = body(1002, simulator.entryPoints.get(1002).lastModified))],
  ['400-114', (_draft, { simulator }) => simulator.applications.reactivateCallback('demo')],
  ['500-161', (_draft, { simulator }) => (simulator.partition('default').assignmentServiceRunning = true)],
  ['400-113', (_draft, { simulator }) => void simulator.agents.logIn('Cleo')],
];

throughEverySkin((skin) => {
  it('the first failure is answered, in the order of spec 2.5 and 6.5 (http.checkOrder, conversation.start.checkOrder)', async () => {
    await using stage = await openStage(skin);
    const { applications, entryPoints } = stage.simulator;
    applications.change('demo', { type: 'Callback' });
    applications.deactivateCallback('demo');
    entryPoints.edit(1002, { active: false });
    stage.simulator.partition('default').assignmentServiceRunning = false;

    const draft: Draft = {
      target: `${paths.start}ed?foo=1`,
      method: 'PATCH',
      headers: { accept: 'text/csv', 'content-type': 'text/csv' },
      body: '{'.padEnd(1_048_577),
    };
    const codes: (string | undefined)[] = [];
    for (const [, putRight] of repairs) {
      codes.push(codeOf((await stage.send(draft)).text));
      await putRight(draft, stage);
    }
    expect(codes).toEqual(repairs.map(([code]) => code));
    expect((await stage.send(draft)).status).toBe(201);
  });
});

/** Of an error body in either form: what `Accept` does not choose is XML. */
function codeOf(text: string): string | undefined {
  return /"code":"([\d-]+)"|<code>([\d-]+)<\/code>/.exec(text)?.slice(1).find(Boolean);
}
