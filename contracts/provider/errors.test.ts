import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { describeProblem, isVerifierError, VerifierInputError } from './errors.ts';
import { PactProcess } from './pact-process.ts';
import { availability, message, PactFolder } from './testing/pacts.ts';
import type { VerifyOptions } from './verify.ts';
import { verify as verifyIn } from './verify.ts';

let pact: PactProcess;
beforeAll(() => void (pact = new PactProcess()));
afterAll(() => pact[Symbol.asyncDispose]());

function verify(options: VerifyOptions) {
  return verifyIn(options, pact);
}

/** The sentences that a refused verification prints. */
async function problemsOf(options: VerifyOptions): Promise<readonly string[]> {
  const error = await verify(options).then(
    () => new Error('it is verified'),
    (reason: unknown) => reason,
  );
  if (error instanceof VerifierInputError) return error.problems.map(describeProblem);
  throw error;
}

function withState(name: string, params = {}) {
  return availability({ states: [{ name, params }] });
}

it.each([
  ['a file that is no JSON', '{"consumer":', /: this is no pact, since it is not JSON: .*\.$/],
  ['JSON that is no pact', '[]', /: this is no pact: The file must be a mapping, not a list\.$/],
  ['a pact without a provider', '{"consumer":{"name":"a"},"interactions":[]}', /: this is no pact: "provider" is missing\.$/],
  [
    'a pact with states in the form of another version',
    '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[{"description":"a","providerStates":"b","request":{},"response":{}}]}',
    /: this is no pact: interactions\[0\]\.providerStates: "providerStates" must be a list, not a text\.$/,
  ],
  [
    'a pact without interactions',
    '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[]}',
    /: the pact holds no interaction, so nothing in it can be verified\.$/,
  ],
])('%s', async (_what, text, sentence) => {
  await using folder = await PactFolder.open();
  const file = await folder.writeText(text);
  const problems = await problemsOf({ pacts: [file] });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(sentence);
  expect(problems[0]!.startsWith(file)).toBe(true);
});

it.each<[string, BufferEncoding, string]>([
  ['UTF-16', 'utf16le', 'the file is UTF-16, not UTF-8. Save it as UTF-8.'],
  ['Latin-1', 'latin1', 'the file is not UTF-8: line 1 looks like Latin-1 (ISO-8859-1 or Windows-1252). Save it as UTF-8.'],
])('a file in %s', async (_what, encoding, sentence) => {
  await using folder = await PactFolder.open();
  const file = path.join(folder.path, 'shop.json');
  await writeFile(file, '{"consumer":{"name":"\u00fc"}}', encoding);
  expect(await problemsOf({ pacts: [file] })).toEqual([`${file}: ${sentence}`]);
});

it('a pattern that no file fits, and the URL of a broker', async () => {
  expect(await problemsOf({ pacts: ['nowhere/*.json'] })).toEqual([
    `nowhere/*.json: no file fits this pattern in ${process.cwd()}.`,
  ]);
  expect(await problemsOf({ pacts: ['https://broker.example/pacts/1'] })).toEqual([
    'https://broker.example/pacts/1: pacts are read from files. Fetch the pact from the broker first, e.g. with curl -o pact.json.',
  ]);
});

it('everything that is wrong with a file', async () => {
  await using folder = await PactFolder.open();
  const file = await folder.writeText('{"name":"shop"}');
  const missing = ['consumer', 'provider'].map((name) => `${file}: this is no pact: "${name}" is missing.`);
  expect(await problemsOf({ pacts: [file] })).toEqual(missing);
});

it('an empty name', async () => {
  expect(await problemsOf({ pacts: [''] })).toEqual(['a pact has an empty name: name a file, a folder or a pattern.']);
});

it.runIf(process.platform === 'linux')('a file that cannot be read', async () => {
  expect(await problemsOf({ pacts: ['/proc/self/mem'] })).toEqual([
    expect.stringMatching(/^\/proc\/self\/mem: the file cannot be read: .*\.$/) as string,
  ]);
});

it('a file that is not there, and a folder without pacts', async () => {
  await using folder = await PactFolder.open();
  expect(await problemsOf({ pacts: [`${folder.path}/nothing.json`] })).toEqual([
    `${folder.path}/nothing.json: there is no such file or folder.`,
  ]);
  expect(await problemsOf({ pacts: [folder.path] })).toEqual([
    `${folder.path}: the folder holds no pact, that is, no file that ends in .json.`,
  ]);
});

it('a provider with which no pact is', async () => {
  await using folder = await PactFolder.open();
  await folder.write([availability()], { provider: 'billing' });
  expect(await problemsOf({ pacts: [folder.path], provider: 'ece' })).toEqual([
    'No pact is with the provider "ece"; those found are with "billing".',
  ]);
});

/** It fails alone: the interactions beside it are verified. */
it.each([
  [
    withState('an entry point with agent ready'),
    'there is no provider state "an entry point with agent ready". Did you mean "an entry point with agents ready"? ece-simulator states lists those there are.',
  ],
  [withState('toString'), 'there is no provider state "toString". ece-simulator states lists those there are.'],
  [
    message('the agent ends the chat, as JSON'),
    'there is no message "the agent ends the chat, as JSON". Did you mean "the agent ends the conversation"? ece-simulator states lists those there are.',
  ],
  [
    withState('a customer with a phone number'),
    'the provider state "a customer with a phone number" takes other parameters: "phoneNumber" is missing.',
  ],
  [withState('a user', { name: 'Ann' }), 'the provider state "a user" takes other parameters: "name" is not known here.'],
  [{ ...message(), type: 'Synchronous/Messages' }, 'ECE answers no synchronous messages; take the interaction out of the pact.'],
])('what a simulator is not able to do (%#)', async (interaction, sentence) => {
  await using folder = await PactFolder.open();
  const file = await folder.write([availability(), interaction]);
  const results = await verify({ pacts: [file] });
  expect(results.map(({ verdict }) => verdict)).toEqual(['passed', 'failed']);
  expect(results[1]).toMatchObject({ mismatches: expect.arrayContaining([sentence]) as string[] });
});

it('a provider that is down, and one that is none', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.close();
  await once(server, 'close');
  await using folder = await PactFolder.open();
  const pacts = [await folder.write([availability()])];
  expect(await problemsOf({ pacts, running: { url } })).toEqual([
    `No answer comes from ${url}: nothing listens there (ECONNREFUSED). Is the provider up, and is the URL right?`,
  ]);
  expect(await problemsOf({ pacts, running: { url: 'localhost:8080' } })).toEqual([
    '--url: "localhost:8080" is no URL such as http://127.0.0.1:8080.',
  ]);
});

it('a control API whose token is not known', async () => {
  await using simulator = await startSimulator({ port: 0, controlToken: 'a-long-control-token' });
  await using folder = await PactFolder.open();
  const pacts = [await folder.write([availability()])];
  const sentence = `The control API of ${simulator.url} wants its token: name it with --control-token or ECE_SIMULATOR_CONTROL_TOKEN.`;
  expect(await problemsOf({ pacts, running: { url: simulator.url } })).toEqual([sentence]);
  expect(await problemsOf({ pacts, running: { url: simulator.url, controlToken: 'another-one' } })).toEqual([sentence]);
});

it('tells the problems as data', async () => {
  await using folder = await PactFolder.open();
  const file = await folder.write([availability()], { provider: 'billing' });
  const error = await verify({ pacts: [file] }).catch((reason: unknown) => reason);
  expect(isVerifierError(error)).toBe(true);
  expect(error).toMatchObject({
    name: 'VerifierInputError',
    problems: [{ path: [file], message: expect.stringContaining('--provider billing') as string }],
  });
});

it('a pact whose provider is another, named in every spelling of ECE', async () => {
  await using folder = await PactFolder.open();
  const file = await folder.write([availability()], { provider: 'billing system' });
  expect(await problemsOf({ pacts: [file] })).toEqual([
    `${file}: the provider of this pact is "billing system", and this verifies ECE. If that is ECE under another name, say --provider 'billing system'; if not, leave the file out, or say --provider with the name of ECE.`,
  ]);
  for (const provider of ['ece-v19', 'ECE', 'Cisco ECE', 'eGain Chat', 'billing system']) {
    await folder.write([availability()], { provider });
    const named = provider === 'billing system' ? provider : undefined;
    expect(await verify({ pacts: [file], provider: named })).toMatchObject([{ verdict: 'passed' }]);
  }
});

it.each(['PACT_DESCRIPTION', 'PACT_PROVIDER_STATE', 'PACT_PROVIDER_NO_STATE'])(
  '%s of the environment leaves nothing out',
  async (name) => {
    vi.stubEnv(name, 'something else');
    onTestFinished(() => void vi.unstubAllEnvs());
    await using folder = await PactFolder.open();
    const interaction = withState('an entry point with agents ready');
    expect(await verifyIn({ pacts: [await folder.write([interaction])] })).toMatchObject([{ verdict: 'passed' }]);
  },
);

it('patterns leave alone what packages hold', async () => {
  await using folder = await PactFolder.open();
  const inside = path.join(folder.path, 'node_modules');
  await mkdir(inside);
  await writeFile(path.join(inside, 'theirs.json'), '{}');
  const file = await folder.write([availability()]);
  expect(await verify({ pacts: [path.join(folder.path, '**/*.json')] })).toMatchObject([{ file, verdict: 'passed' }]);
});
