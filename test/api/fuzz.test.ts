import { XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArbitraryRequest, Keys } from './arbitrary-requests.ts';
import { anyRequest, knowingRequest } from './arbitrary-requests.ts';
import { availabilityCall } from '../../simulator/testing/calls.ts';
import type { Call } from '../../simulator/testing/exchange.ts';
import { RawSocket, requestText } from './raw-socket.ts';
import { annLee } from '../../simulator/testing/samples.ts';
import { skins } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

/** Makes the same requests in each run; change the seed to make others. */
const seed = 20_260_115;
const patience = { timeout: 60_000 };

async function keysOf(centre: ContactCentre): Promise<Keys> {
  const token = await centre.token();
  return { token, session: await centre.logIn(), conversation: await centre.start(token) };
}

/** No answer is 5xx, and each body is JSON, XML or empty. */
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
    await using centre = await openContactCentre(skins.inProcess, {
      onDefect: (error) => defects.push(error),
      world: { customers: [annLee] },
    });
    const property = fc.asyncProperty(requestOf(await keysOf(centre)), async ({ method, target, headers, body }) => {
      const hasBody = method !== 'GET' && method !== 'HEAD';
      const call = { method, target, headers, ...(hasBody && { body }) } as Call;
      const answer = await centre.send(call);
      expectDocumented(answer.status, answer.contentType, answer.text);
    });
    await fc.assert(property, { seed, numRuns: runs });
    expect(defects).toEqual([]);
    expect((await centre.call(availabilityCall('chatAllowed'))).json).toEqual({ allowed: true });
  });

  it('is answered in the documented form, on a socket', patience, async () => {
    const defects: unknown[] = [];
    await using centre = await openContactCentre(skins.express, {
      onDefect: (error) => defects.push(error),
      world: { customers: [annLee] },
    });
    const property = fc.asyncProperty(requestOf(await keysOf(centre)), async (request) => {
      const [status, contentType, text] = await answerOf(centre, request);
      // The simulator itself answers the root and pages of other origins, in plain text.
      if (contentType?.startsWith('text/plain')) expect([403, 404]).toContain(status);
      else expectDocumented(status, contentType, text);
    });
    await fc.assert(property, { seed, numRuns: runs / 10 });
    expect(defects).toEqual([]);
    expect((await centre.call(availabilityCall('chatAllowed'))).json).toEqual({ allowed: true });
  });
});

/** Writes the request to a socket as it is: `fetch` would normalize paths and headers. */
async function answerOf(
  { simulator }: ContactCentre,
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
