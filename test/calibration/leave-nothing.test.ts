import { expect, it, onTestFinished } from 'vitest';
import { nothingLearnt } from '../../calibration/plan/known.ts';
import { formatRecording } from '../../calibration/recording/recording-file.ts';
import { choosePlan, runProbes } from '../../calibration/run/calibrate.ts';
import { CallbackServer } from '../../calibration/run/callback-server.ts';
import { checkAccess } from '../../calibration/run/check-access.ts';
import { NetworkTarget } from '../../calibration/run/network-target.ts';
import type { Deviation } from './deviant-ece.ts';
import { DeviantEce } from './deviant-ece.ts';

const planted = {
  clientSecret: 'shop-secret',
  userName: 'ann',
  password: 'ann-password',
  agent: 'Wilhelmina',
  lastName: 'Brandt-Okonkwo',
  queue: 'Mahnwesen Nord',
  text: 'Your account 44112233 is 7311 EUR in arrears',
  mail: 'w.brandt@bank.test',
  phone: '4917112345678',
  subject: 'Kontoauszug',
};

/** The probes whose requests the stand-in can read. */
const names = ['token', 'configuration', 'inactive', 'foreign-entry-point', 'availability', 'start', 'revoke', 'log-in', 'end'];

it('a run at an ECE that shares no code with the simulator leaves nothing open, and its recording tells of nobody', async () => {
  let time = Date.parse('2026-05-12T08:00:00Z');
  const clock = {
    now: () => time,
    wait: (ms: number) => {
      time += ms;
      return Promise.resolve();
    },
  };
  // What waits for callbacks waits for their arrival alone.
  const untilAborted = (signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal === undefined || signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
  const callbacks = new CallbackServer(0, { now: clock.now, wait: (_ms, signal) => untilAborted(signal) });
  await callbacks.open();
  onTestFinished(() => callbacks.close());
  const tokens: string[] = [];
  const conversations: string[] = [];
  const people: readonly Deviation[] = [
    {
      at: /\/configuration\?/,
      change: (answer) => {
        const { queue, mail, phone, agent } = planted;
        const more = JSON.stringify({ queueName: queue, owner: { firstName: agent, email: mail, phoneNo: phone } });
        return answer.status === 200 && answer.body.startsWith('{')
          ? { ...answer, body: `${more.slice(0, -1)},${answer.body.slice(1)}` }
          : answer;
      },
    },
    {
      at: /\/oauth2\/token/,
      change: (answer) => {
        const token = /"access_token":"([^"]+)"/.exec(answer.body)?.[1];
        if (token !== undefined) tokens.push(token);
        return answer;
      },
    },
    {
      at: /\/conversation\/start/,
      change: (answer) => {
        const id = /"id":"([\da-f-]{36})"/.exec(answer.body)?.[1];
        if (id === undefined) return answer;
        conversations.push(id);
        void bringCallback(id);
        return answer;
      },
    },
    {
      at: /\/conversation\/end/,
      change: (answer) => {
        void bringCallback(conversations.at(-1)!);
        return answer;
      },
    },
  ];
  const bringCallback = (id: string) =>
    fetch(`http://127.0.0.1:${callbacks.port}/hook/of-the-bank`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        message: [
          {
            conversation: { id },
            type: { value: 'text/plain', user: { firstName: planted.agent, lastName: planted.lastName, id: '1042' } },
            subject: planted.subject,
            content: planted.text,
            sender: { type: 'user' },
            id: String(conversations.length),
          },
        ],
      }),
    });
  await using ece = await DeviantEce.open('/cce', ['a start answers 200', 'refusals in another envelope'], people);
  const target = new NetworkTarget({
    origin: ece.url,
    fetch: globalThis.fetch,
    clock,
    pauseMs: 1000,
    callbacks,
    ask: () => Promise.resolve(false),
  });
  const known = {
    root: '/cce',
    clientId: 'shop',
    clientSecret: planted.clientSecret,
    user: { userName: planted.userName, password: planted.password },
    entryPoints: { ready: '71', inactive: '75', foreign: '78' },
    run: '0001',
    ...nothingLearnt(),
  };
  const head = {
    kind: 'recording',
    version: 1,
    madeBy: 'a test',
    startedAt: new Date(time).toISOString(),
    contextRoot: '/cce',
    receivesCallbacks: true,
  } as const;
  const saved: string[] = [];
  await checkAccess(target, known);
  const { recording, leftOpen } = await runProbes({
    target,
    known,
    probes: choosePlan(known, true, ['log-in']).filter(({ name }) => names.includes(name)),
    head,
    before: [],
    save: (so) => Promise.resolve(void saved.push(formatRecording(so))),
    onProbe: () => undefined,
  });
  expect(new Set(recording.lines.map(({ probe }) => probe))).toEqual(new Set(names));
  expect([leftOpen, ece.open]).toEqual([[], 0]);
  expect(conversations.length).toBeGreaterThan(3);
  expect(recording.lines.filter(({ kind }) => kind === 'callback').length).toBeGreaterThan(0);
  const secrets = [...Object.values(planted), ...tokens, ...conversations, new URL(ece.url).host, 'of-the-bank'];
  for (const text of [...saved, formatRecording(recording)])
    expect(secrets.filter((secret) => new RegExp(String.raw`\b${secret}\b`).test(text))).toEqual([]);
});
