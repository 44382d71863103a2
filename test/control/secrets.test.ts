import fc from 'fast-check';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { logHappenings } from '../../cli/logging.ts';
import type { Simulator } from '../../simulator/index.ts';
import { paths } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { EventReader } from './event-reader.ts';
import { startOnSocket } from './running.ts';

const utf8 = new TextEncoder();

/** The forms in which a secret could be sent and echoed. */
const encodings: Record<string, (secret: string) => string> = {
  'as it is': (secret) => secret,
  'in a URL': encodeURIComponent,
  'in a form': (secret) => new URLSearchParams({ '': secret }).toString().slice(1),
  'in JSON': (secret) => JSON.stringify(secret).slice(1, -1),
  'in JSON, every character': (secret) =>
    Array.from({ length: secret.length }, (_, at) => `\\u${secret.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  'in JSON in JSON': (secret) => JSON.stringify(JSON.stringify(secret)).slice(1, -1),
  'in XML': (secret) => Array.from(secret, (one) => `&#${one.codePointAt(0)};`).join(''),
  'in Basic credentials': (secret) => Buffer.from(`someone:${secret}`).toString('base64'),
  'in Basic credentials in a URL': (secret) => encodeURIComponent(Buffer.from(`someone:${secret}`).toString('base64')),
  'in Base64 for URLs': (secret) => Buffer.from(secret).toString('base64url'),
};

/** Where a text can stand in a call. */
const places: Record<string, (text: string) => { target: string; headers: Record<string, string>; body: string }> = {
  'the target': (text) => ({ target: `${paths.configuration}?entrypoint=${text}`, headers: {}, body: '' }),
  'an unknown path': (text) => ({ target: `/system/ws/v19/${text}`, headers: {}, body: '' }),
  'a header': (text) => ({ target: paths.configuration, headers: { accept: text, 'x-node-run': text }, body: '' }),
  'a body of JSON': (text) => ({ target: paths.start, headers: { 'content-type': 'application/json' }, body: `{"a":"${text}"}` }),
  'a body that is no JSON': (text) => ({ target: paths.start, headers: { 'content-type': 'application/json' }, body: text }),
  'a body of XML': (text) => ({ target: paths.start, headers: { 'content-type': 'text/xml' }, body: `<a>${text}</a>` }),
  'a form': (text) => ({
    target: paths.token,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `a=${text}`,
  }),
  "a customer's file": (text) => ({
    target: paths.send,
    headers: { 'content-type': 'application/json' },
    body: `{"attachments":[{"contentUrl":"http://files/${text}"}]}`,
  }),
};

/** What everybody can read: the journal, its archive, the stream of events, what a wait finds and tells, and the log. */
async function readEverything({ simulator, control, lines }: Awaited<ReturnType<typeof start>>): Promise<string[]> {
  const stream = await EventReader.open(`${control.base}/events?after=0`);
  const streamed = await stream.next(simulator.since(0).length);
  stream.close();
  const found = await control.post('/wait', { body: { match: { journal: { kind: 'call' } } } });
  const timedOut = await control.refused('POST', '/wait', { match: { journal: { status: 599 } }, timeoutMs: 0 });
  const read = [
    await control.get('/journal'),
    await control.get('/journal.har'),
    streamed,
    found,
    timedOut,
    simulator.journal.entries,
  ];
  return [...textsIn(read), ...lines.flatMap((line) => [line, ...textsIn(JSON.parse(line))])];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

async function start() {
  const running = await startOnSocket();
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  logHappenings(running.simulator, pino({ level: 'trace' }, destination));
  return { ...running, lines };
}

function send(simulator: Simulator, place: string, text: string) {
  const { target, headers, body } = places[place]!(text);
  const method = body === '' ? 'GET' : 'POST';
  return simulator.handle({ method, target, headers: { accept: 'application/json', ...headers }, body: utf8.encode(body) });
}

const secrets = fc.oneof(
  fc.stringMatching(/^[!-~]{8,40}$/),
  fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }).filter((text) => text.isWellFormed() && text.trim().length >= 8),
  fc.uuid(),
);
/** Characters before the secret: it also stands at each bound at which the journal cuts. */
const before = fc.oneof(
  fc.nat(100),
  ...[200, 500, 2000, 8000, 20_000].map((bound) => fc.integer({ min: bound - 120, max: bound + 20 })),
);

it('a secret of the partition is shown nowhere, however it is encoded and wherever it stands, also when it was changed since', async () => {
  const running = await start();
  const { simulator } = running;
  await fc.assert(
    fc.asyncProperty(
      secrets,
      before,
      fc.constantFrom(...Object.keys(encodings)),
      fc.constantFrom(...Object.keys(places)),
      fc.boolean(),
      async (secret, length, encoding, place, isOfUser) => {
        simulator.reset();
        running.lines.length = 0;
        if (isOfUser) simulator.users.change('demo-user', { password: secret });
        else simulator.applications.change('demo', { secret });
        const encoded = encodings[encoding]!(secret);
        await send(simulator, place, `${'. '.repeat(length).slice(0, length)}${encoded} and more`);
        await send(simulator, place, encoded);
        if (isOfUser) simulator.users.change('demo-user', { password: 'another password' });
        else simulator.applications.change('demo', { secret: 'another secret' });
        const forms = [secret, encoded, ...Object.values(encodings).map((encode) => encode(secret))];
        for (const text of await readEverything(running)) {
          for (const form of forms)
            if (text.includes(form)) expect.fail(`${encoding} in ${place}: ${form} is shown in ${text.slice(0, 300)}`);
          expect(text.includes(encoded.slice(0, 12)), 'half a secret').toBe(false);
        }
      },
    ),
    { numRuns: 150 },
  );
});

it('a token, and what a customer and an agent write, are masked in events, waits and logs', async () => {
  const running = await start();
  const { simulator } = running;
  const ece = await EceClient.authorized(simulator.url);
  const chat = await ece.startConversation();
  await ece.say(chat, `my token is ${ece.token}, in Base64 ${btoa(`${ece.token}:`)}, my secret demo-secret`);
  simulator.conversations.say(chat, `do not write demo-secret or ${encodeURIComponent(`{"t":"${ece.token}"}`)}`);
  const texts = await readEverything(running);
  for (const secret of [ece.token, btoa(`${ece.token}:`), 'demo-secret'])
    expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  expect(texts).toContain('my token is ***, in Base64 ***, my secret ***');
});
