import path from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { committedPacts, pactFile } from '../../contracts/consumer/pact.ts';
import { askInTerminal } from '../../contracts/provider/ask-person.ts';
import type { PersonTask } from '../../contracts/provider/person.ts';
import type { InteractionResult } from '../../contracts/provider/result.ts';
import { verify } from '../../contracts/provider/verify.ts';
import { availability, PactFolder, sendCall } from '../../contracts/provider/testing/pacts.ts';
import type { Reply } from '../../simulator/testing/receiver.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { deadPort, serveProxy } from '../client/sockets.ts';
import { StandInEce } from './stand-in-ece.ts';

/** All that the owner of the stand-in knows of it. */
const known = {
  credentials: { clientId: 'shop', clientSecret: 'shop-secret' },
  user: { userName: 'ann', password: 'ann-password' },
  entryPoints: {
    ready: '71',
    'no-agent': '72',
    full: '73',
    waiting: '74',
    inactive: '75',
    'block-all': '76',
    'not-required': '77',
    foreign: '78',
    'allow-list': '79',
  },
};

const least = 120;

describe('the contract at an ECE that shares no code with the simulator', () => {
  let results: readonly InteractionResult[];
  let ongoing: number;
  beforeAll(async () => {
    await using ece = await StandInEce.open();
    results = await verify({
      pacts: [path.join(committedPacts, pactFile('imiconnect-nodes'))],
      running: { url: ece.url, ...known },
    });
    ongoing = ece.ongoing;
  }, 180_000);

  it('everything that a client can bring about by itself is run, and passes', () => {
    const failed = results.flatMap((result) =>
      result.verdict === 'failed' ? [[result.description, ...result.mismatches].join('\n  ')] : [],
    );
    expect(failed).toEqual([]);
    expect(results.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThanOrEqual(least);
  });

  it('the rest is skipped, each with what a person would have to do', () => {
    const skipped = results.filter((result) => result.verdict === 'skipped');
    expect(skipped.filter(({ person }) => person === undefined).map(({ reason }) => reason)).toEqual([]);
  });

  it('leaves no conversation open but those that an interaction started', () => {
    expect(ongoing).toBeLessThan(30);
  });
});

/** The first interaction of a pact at an ECE. */
async function verifyOne(interaction: object, url: string, more: object = {}, ask?: (task: PersonTask) => Promise<undefined>) {
  await using folder = await PactFolder.open();
  const [result] = await verify({ pacts: [await folder.write([interaction])], running: { url, ...more }, ...(ask && { ask }) });
  return result!;
}

describe('what the caller does not tell', () => {
  it.each([
    ['an access token', {}, '--client-id and --client-secret'],
    ['an ongoing conversation', { credentials: known.credentials }, '--entry-point <id>'],
    ['an inactive entry point', { credentials: known.credentials }, '--entry-point inactive=<id>, one that is not active'],
    ['a user session', {}, '--user-name and --password'],
  ])('%s: the flag is named', async (state, more, flag) => {
    await using ece = await StandInEce.open();
    const result = await verifyOne(availability({ states: [state] }), ece.url, more);
    expect(result).toMatchObject({ verdict: 'skipped', reason: `the state "${state}" needs ${flag}` });
  });
});

it('a refusal of a call for a state is told with the words of ECE', async () => {
  await using server = await Receiver.open(() => ({
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: '{"code":"400-630","developerMessage":"The entry point is inactive."}',
  }));
  expect(await verifyOne(availability({ states: ['an access token'] }), server.url, known)).toMatchObject({
    verdict: 'skipped',
    reason: expect.stringMatching(/oauth2\/token was answered 400: The entry point is inactive\.$/) as string,
  });
});

describe('what only a person can do', () => {
  const states = ['an access token', "an agent's file"];

  it('is asked for, and what the person tells is used', async () => {
    await using ece = await StandInEce.open();
    const [input, output] = [new PassThrough(), new PassThrough()];
    input.end('\nno-such-conversation\n4711\noffer.pdf\nhttp://files\n/files\n');
    const ask = askInTerminal(input, output);
    const sent = sendCall({ states, response: { status: 400 } });
    await using folder = await PactFolder.open();
    const pacts = [await folder.write([sent])];
    const [result] = await verify({ pacts, running: { url: ece.url, ...known }, ask });
    expect(result).toMatchObject({ verdict: 'passed' });
    expect(String(output.read())).toContain('For "the customer writes": an agent takes the chat and sends offer.pdf.');
  });

  it('is skipped when nobody is there', async () => {
    await using ece = await StandInEce.open();
    const result = await verifyOne(sendCall({ states }), ece.url, known, () => Promise.resolve(undefined));
    expect(result).toMatchObject({ verdict: 'skipped', reason: expect.stringContaining('nobody could do it') as string });
  });
});

describe('an answer that is not of ECE is told as what it is', () => {
  it.each<[string, Reply, string]>([
    [
      'a redirect to a login page',
      { status: 302, headers: { location: 'https://portal.example/login?then=secret' } },
      'the answer is a redirect to https://portal.example/login, as to a login page. ECE does not redirect: is the URL right, or does a portal stand before it?',
    ],
    [
      'a page',
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><title>Log in</title></html>' },
      'the answer is a page for people ("Log in"). ECE answers JSON or XML: is the URL right, or does a portal stand before it?',
    ],
    [
      'a 404 without a body',
      { status: 404 },
      'the answer is a 404 without a body: nothing is at this path. Does the URL lead to ECE, and to its context root?',
    ],
    ['nothing', { status: 200 }, 'the answer is empty. ECE answers this call with a body: does the URL lead to ECE?'],
  ])('%s', async (_what, answer, sentence) => {
    await using server = await Receiver.open(() => answer);
    const result = await verifyOne(availability(), server.url);
    expect(result.verdict === 'failed' && result.mismatches[0]).toBe(sentence);
    const state = await verifyOne(availability({ states: ['an access token'] }), server.url, known);
    expect(state).toMatchObject({ verdict: 'skipped', reason: expect.stringContaining(sentence) as string });
  });

  it.each<[string, Reply, string]>([
    ['half of a JSON', { status: 200, body: '{"access_token":' }, 'the answer is no JSON. Is it ECE that answers there?'],
    ['null', { status: 200, body: 'null' }, 'the answer is no object. Is it ECE that answers there?'],
    [
      'an object',
      { status: 200, body: '{}' },
      'the answer has no "access_token" that can be used. Is it ECE that answers there?',
    ],
  ])('to a call for a state: %s', async (_what, answer, sentence) => {
    await using server = await Receiver.open(() => answer);
    const reason = `the state "an access token" cannot be set there: POST /system/ws/v19/clientapplications/authentication/oauth2/token: ${sentence}`;
    expect(await verifyOne(availability({ states: ['an access token'] }), server.url, known)).toMatchObject({ reason });
  });

  it('and no redirect is followed', async () => {
    await using server = await Receiver.open(({ path: asked }) =>
      asked === '/login' ? 200 : { status: 302, headers: { location: '/login' } },
    );
    const result = await verifyOne(availability(), server.url);
    expect(result.verdict === 'failed' && result.mismatches.slice(1)).toContain('status: expected 200, got 302');
    expect(server.received.map((one) => one.path)).not.toContain('/login');
  });
});

describe('an ECE that gives no answer', () => {
  const isCheck = (place: string) => place.startsWith('/_sim/');

  it.each<[string, Reply, string]>([
    ['hangs', 'hang', 'none came within 0.05 s'],
    ['hangs up', 'hang up', 'the other side closed the connection (ECONNRESET)'],
  ])('%s', async (_what, reply, why) => {
    await using server = await Receiver.open(({ path: asked }) => (isCheck(asked) ? 404 : reply));
    const more = { ...known, answerWithinMs: 50 };
    expect(await verifyOne(availability({ response: { status: 504, body: undefined } }), server.url, more)).toMatchObject({
      mismatches: [`no answer: ${why}. Is ECE up, and is the URL right?`],
    });
    const state = await verifyOne(availability({ states: ['an access token'] }), server.url, more);
    expect(state).toMatchObject({ verdict: 'skipped', reason: expect.stringContaining(`got no answer: ${why}`) as string });
  });

  it('from the start', async () => {
    await using server = await Receiver.open(() => 'hang');
    await expect(verifyOne(availability(), server.url, { answerWithinMs: 50 })).rejects.toThrow(
      `No answer comes from ${server.url}: none came within 0.05 s. Is the provider up, and is the URL right?`,
    );
  });
});

describe('the URL of an ECE', () => {
  it('may have the context root that the paths of the pact have', async () => {
    await using server = await Receiver.open(({ path: asked }) => ({
      status: asked.startsWith('/front/system/ws/') || asked.startsWith('/front/system/egain/') ? 200 : 404,
      headers: { 'content-type': 'application/json' },
      body: '{"access_token":"t","available":true}',
    }));
    const request = { path: '/system/egain/chat/entrypoint/agentAvailability/71' };
    const one = availability({ states: ['an access token'], request });
    for (const root of ['/front', '/front/system', '/front/system/'])
      expect(await verifyOne(one, server.url + root, known)).toMatchObject({ verdict: 'passed' });
  });

  it('holds no credentials', async () => {
    await expect(verifyOne(availability(), 'http://ann:secret@127.0.0.1:9')).rejects.toThrow(
      '--url: the URL must not hold a user name or password',
    );
  });
});

describe('an environment with proxies', () => {
  const spellings = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'];

  it.each(spellings)('%s is not for this machine', async (name) => {
    vi.stubEnv(name, `http://127.0.0.1:${await deadPort()}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    await using ece = await StandInEce.open();
    const one = availability({ request: { path: '/egain/chat/entrypoint/agentAvailability/71' } });
    expect(await verifyOne(one, ece.url)).toMatchObject({ verdict: 'passed' });
  });

  it.each(['HTTP_PROXY', 'http_proxy'])('%s leads to an ECE elsewhere', async (name) => {
    await using ece = await StandInEce.open();
    const { port, asked } = await serveProxy(Number(new URL(ece.url).port));
    vi.stubEnv(name, `127.0.0.1:${port}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const one = availability({ request: { path: '/egain/chat/entrypoint/agentAvailability/71' } });
    expect(await verifyOne(one, 'http://ece.example')).toMatchObject({ verdict: 'passed' });
    expect(asked).toContain('ece.example:80');
  });
});
