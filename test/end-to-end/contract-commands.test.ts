import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { availability, message, PactFolder, sendCall } from '../../contracts/provider/testing/pacts.ts';
import { messages } from '../../contracts/messages.ts';
import { states } from '../../contracts/states.ts';
import { StandInEce } from '../stand-in/stand-in-ece.ts';
import { runCli, startCli } from './cli-process.ts';

it('verify prints each interaction and nothing of what Pact prints, and exits 0', async () => {
  await using folder = await PactFolder.open();
  const file = await folder.write([availability(), sendCall(), message()]);
  const { code, stdout, stderr } = await runCli(['verify', folder.path]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`Verifying 3 interactions against a simulator started for it

shop with ece-v19 (${file})
  passed   somebody asks for an agent
  passed   the customer writes, given an access token; an ongoing conversation
  passed   the agent ends the conversation

3 interactions: 3 passed, 0 failed, 0 skipped
`);
});

it('verify exits 1 when something failed, and says what', async () => {
  await using folder = await PactFolder.open();
  await using ece = await startCli();
  const file = await folder.write([availability({}, false), availability()]);
  const { code, stdout } = await runCli(['verify', file, '--url', ece.url]);
  expect(code).toBe(1);
  expect(stdout.split('\n').slice(2)).toEqual([
    `shop with ece-v19 (${file})`,
    '  FAILED   somebody asks for an agent',
    '             body $.available: expected false, got true',
    '  passed   somebody asks for an agent',
    '',
    '2 interactions: 1 passed, 1 failed, 0 skipped',
    '',
  ]);
});

it('verify --fail-on-skipped exits 1 when an interaction was skipped, also when all others passed', async () => {
  await using folder = await PactFolder.open();
  await using ece = await StandInEce.open();
  const request = { path: '/egain/chat/entrypoint/agentAvailability/71' };
  const file = await folder.write([availability({ request }), message()]);
  for (const [flags, code] of [
    [[], 0],
    [['--fail-on-skipped'], 1],
  ] as const) {
    const ended = await runCli(['verify', file, '--url', ece.url, ...flags]);
    expect(ended).toMatchObject({ code, stdout: expect.stringContaining('1 passed, 0 failed, 1 skipped') as string });
  }
});

it('verify refuses a report that cannot be written before it runs, and keeps none of an earlier run', async () => {
  await using folder = await PactFolder.open();
  const file = await folder.write([availability()]);
  const old = await folder.writeText('an old report', 'old.xml');
  const missing = path.join(folder.path, 'nowhere/summary.md');
  const { code, stdout, stderr } = await runCli(['verify', file, '--junit', old, '--summary', missing]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`--summary: ${missing} cannot be written: `);
  expect(await readFile(old, 'utf8')).toBe('');
});

it('verify prints nothing of a pact that looks like a line of its own', async () => {
  await using folder = await PactFolder.open();
  const file = await folder.write([{ ...availability({}, false), description: 'a\u202e\u001b[2J\n  passed   b' }]);
  const { code, stdout } = await runCli(['verify', file]);
  expect(code).toBe(1);
  expect(stdout).toContain('  FAILED   a\ufffd\ufffd[2J passed   b\n');
});

it.each([
  [['nothing.json'], 'nothing.json: there is no such file or folder.'],
  [
    ['nothing.json', '--url', 'http://127.0.0.1:1', '--entry-point', '1', '--entry-point', '2'],
    '--entry-point: the situation "ready" has two entry points: name one for each situation.',
  ],
  [['nothing.json', '--url', 'http://127.0.0.1:1', '--entry-point', 'full=1=2'], '"full=1=2" has no id of an entry point'],
  [['nothing.json', '--client-id', 'a'], '--client-id and --client-secret go together.'],
  [['nothing.json', '--control-token', 'a'], 'are about a running provider: say which with --url.'],
])('verify %j exits 2 with one sentence', async (flags, sentence) => {
  const { code, stdout, stderr } = await runCli(['verify', ...flags]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(sentence);
});

it('the example of the document is verified as it says', async () => {
  const readme = await readFile(new URL('../../contracts/README.md', import.meta.url), 'utf8');
  const [, example] = /<!-- example pact -->\n\n```json\n([^]*?)```/.exec(readme)!;
  await using folder = await PactFolder.open();
  const file = await folder.writeText(example!);
  const { code, stdout } = await runCli(['verify', file]);
  expect(code).toBe(1);
  const output = `<!-- example output -->\n\n\`\`\`text\n${stdout.replaceAll(file, 'shop.json')}\`\`\``;
  const renewed = readme.replace(/<!-- example output -->\n\n```text\n[^]*?```/, () => output);
  await expect(renewed).toMatchFileSnapshot('../../contracts/README.md');
});

it('states lists every state and message, for people and for programs', async () => {
  const { stdout } = await runCli(['states']);
  for (const name of [...Object.keys(states), ...Object.keys(messages)]) expect(stdout).toContain(name);
  const json = JSON.parse((await runCli(['states', '--json'])).stdout) as { states: { name: string }[] };
  expect(json.states.find(({ name }) => name === 'a customer with a phone number')).toEqual({
    name: 'a customer with a phone number',
    about: states['a customer with a phone number'].about,
    parameters: { phoneNumber: 'as the contact point holds it, without country code' },
    returns: ['customerId', 'contactPersonId', 'contactPointId'],
  });
});
