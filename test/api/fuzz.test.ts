import { XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArbitraryRequest, Keys } from './arbitrary-requests.ts';
import { anyRequest, knowingRequest } from './arbitrary-requests.ts';
import { availabilityCall } from './calls.ts';
import type { Call } from './exchange.ts';
import { RawSocket, requestText } from './raw-socket.ts';
import { annLee } from './samples.ts';
import { skins } from './skins.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';

/** The same requests in each run; others are a matter of one line. */
const seed = 20_260_115;
const patience = { timeout: 60_000 };

async function keysOf(stage: Stage): Promise<Keys> {
  const token = await stage.token();
  return { token, session: await stage.logIn(), conversation: await stage.start(token) };
}

/** Nothing is answered 5xx, and nothing in another form than JSON, XML or no body at all. */
function expectDocumented(status: number, contentType: string | undefined, text: string): void {
  expect(status, text).toBeLessThan(500);
  if (text === '') return;
  expect(['application/json', 'application/xml']).toContain(contentType);
  if (contentType === 'application/json') expect(() => JSON.parse(text) as unknown).not.toThrow();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- as in protocol/xml.ts
  else expect(XMLValidator.validate(text)).toBe(true);
}

describe.each([
  ['any request', anyRequest, 300],
  ['a request of a client who knows the call', knowingRequest, 1000],
] as const)('%s', (_what, requestOf, runs) => {
  it('is answered in the documented form, in process', patience, async () => {
    const defects: unknown[] = [];
    await using stage = await openStage(skins.inProcess, {
      onDefect: (error) => defects.push(error),
      world: { customers: [annLee] },
    });
    const property = fc.asyncProperty(requestOf(await keysOf(stage)), async ({ method, target, headers, body }) => {
      const hasBody = method !== 'GET' && method !== 'HEAD';
      const call = { method, target, headers, ...(hasBody && { body }) } as Call;
      const answer = await stage.send(call);
      expectDocumented(answer.status, answer.contentType, answer.text);
    });
    await fc.assert(property, { seed, numRuns: runs });
    expect(defects).toEqual([]);
    expect((await stage.call(availabilityCall('chatAllowed'))).json).toEqual({ allowed: true });
  });

  it('is answered in the documented form, on a socket', patience, async () => {
    const defects: unknown[] = [];
    await using stage = await openStage(skins.express, {
      onDefect: (error) => defects.push(error),
      world: { customers: [annLee] },
    });
    const property = fc.asyncProperty(requestOf(await keysOf(stage)), async (request) => {
      const [status, contentType, text] = await answerOf(stage, request);
      expectDocumented(status, contentType, text);
    });
    await fc.assert(property, { seed, numRuns: runs / 10 });
    expect(defects).toEqual([]);
    expect((await stage.call(availabilityCall('chatAllowed'))).json).toEqual({ allowed: true });
  });
});

/** Written on a socket as it is: `fetch` would put a path or a header in order first. */
async function answerOf(
  { simulator }: Stage,
  { method, target, headers, body }: ArbitraryRequest,
): Promise<[status: number, contentType: string | undefined, text: string]> {
  await using socket = new RawSocket(simulator.url);
  const bytes = Buffer.from(body);
  const line = `${method} ${target}`;
  await socket.write(requestText(line, { ...headers, 'content-length': String(bytes.byteLength) }, bytes.toString('latin1')));
  const [, status, head, text] = /^HTTP\/1\.1 (\d+)(.*?)\r\n\r\n(.*)$/s.exec(await socket.untilClosed())!;
  const contentType = /^content-type: (.*)$/im.exec(head!)?.[1]?.trim();
  return [Number(status), contentType, Buffer.from(text!, 'latin1').toString()];
}
