import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Configuration } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { runCli } from './cli-process.ts';

const cli = path.join(import.meta.dirname, '../../cli/cli.ts');

async function start(options: Configuration = {}) {
  const simulator = await startSimulator({ port: 0, clock: '20x', ...options });
  onTestFinished(() => simulator.close(0));
  return simulator;
}

it('says what it is given, shows what the agent does, and ends the conversation', async () => {
  const { url, conversations } = await start({ seed: 'chat' });
  const { code, stdout, stderr } = await runCli(['chat', '--url', url, 'I paid twice', 'page', 'file']);
  expect([code, stderr]).toEqual([0, '']);
  const said = stdout.split('\n').filter((line) => !/^(POST|GET) /.test(line));
  expect(said).toEqual([
    '          An agent has taken the chat.',
    expect.stringMatching(/^Ada {7}.*this is Ada/),
    'You       I paid twice',
    expect.stringMatching(/^Ada {7}.*(invoice|payment)/),
    'You       page',
    expect.stringMatching(/^Ada {7}https:/),
    'You       file',
    'Ada       offers a file',
    'You       bye',
    expect.stringMatching(/^Ada {7}/),
    '          The chat is over.',
    '',
  ]);
  expect(stdout.match(/^POST \/system\/ws\/v19\/clientapplications\/messaging\/sendmessage -> 204$/gm)).toHaveLength(4);
  expect(conversations.list().at(-1)!.state).toBe('ended');
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('ends the conversation when %s ends it', async (signal, exitCode) => {
  const { url, conversations } = await start({ agents: 'manual' });
  const child = spawn(process.execPath, [cli, 'chat', '--url', url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  for await (const text of child.stdout) if (/The customer waits/.test(String(text))) child.kill(signal);
  expect(await ended).toEqual([exitCode, null]);
  expect(conversations.list().at(-1)!.state).toBe('ended');
});

it('is a customer of another partition', async () => {
  const simulator = await start();
  const anna = simulator.createPartition({ name: 'anna', clock: '20x' });
  const { code, stderr } = await runCli(['chat', '--url', simulator.url, '--partition', 'anna', '--entry-point', '1001']);
  expect([code, stderr]).toEqual([0, '']);
  expect([anna.conversations.list().length, simulator.conversations.list().length]).toEqual([1, 0]);
});

it('finds ECE below another context root', async () => {
  const { url } = await start({ settings: { 'http.prefix': 'none' } });
  const { code, stdout } = await runCli(['chat', '--url', `${url}/`]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^POST \/ws\/v19\//)]);
});

it('says how to trust the certificate of the simulator', async () => {
  const { url } = await start({ tls: true });
  const { code, stderr } = await runCli(['chat', '--url', url]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/: its certificate is not trusted\. NODE_EXTRA_CA_CERTS names /)]);
});

it.each([
  ['an agent who ends the chat', ['--entry-point', '8003'], 0, /^$/],
  ['a refusal', ['--entry-point', '1005'], 1, /ECE refuses it: \{"code":"400-/],
  ['an answer that does not come', ['--entry-point', '3901'], 1, /conversation\/start\S* has no answer: /],
  ['an entry point that is none', ['--entry-point', 'first'], 2, /there is no entry point "first"\. Valid: 1001/],
  ['a URL that is none', ['--url', 'first'], 2, /It is an http or https URL/],
  ['a URL at which nothing listens', ['--url', 'http://127.0.0.1:1'], 2, /No simulator answers at http:\/\/127\.0\.0\.1:1/],
])('copes with %s', async (_, flags, exitCode, sentence) => {
  const { url } = await start();
  const { code, stderr } = await runCli(['chat', '--url', url, ...flags]);
  expect([code, stderr]).toEqual([exitCode, expect.stringMatching(sentence)]);
  expect(stderr).not.toMatch(/\n {4}at |should not happen/);
});
