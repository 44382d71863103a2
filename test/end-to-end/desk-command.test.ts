import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { runCli } from './cli-process.ts';

const cli = path.join(import.meta.dirname, '../../cli/cli.ts');

it('an agent sits down in a terminal, serves a chat that comes, and the agent is as before afterwards', async () => {
  const simulator = await startSimulator({ port: 0, controlToken: 'a-token-for-the-desk', world: { chats: [] } });
  onTestFinished(() => simulator.close(0));
  const child = spawn(process.execPath, [cli, 'desk', '--url', simulator.url, '--agent', 'Cleo'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ECE_SIMULATOR_CONTROL_TOKEN: 'a-token-for-the-desk' },
  });
  const ended = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const sees = async (words: RegExp) => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`the desk closed before it showed ${words}`);
      if (words.test(value)) return;
    }
  };
  await sees(/^You are Cleo/);
  await sees(/\/quit/);
  expect(simulator.agents.get('Cleo')).toMatchObject({ loggedIn: true, behaviour: 'manual' });
  const ece = await EceClient.authorized(simulator.url);
  const chat = await ece.startConversation({ entryPoint: 1002 });
  await sees(/^\[1\] .* waits \(entry point 1002\)/);
  child.stdin.write('/take\nHello!\n');
  await sees(/^── chat 1 ──/);
  child.stdin.end('/quit\n');
  expect(await ended).toEqual([0, null]);
  expect(simulator.conversations.get(chat).transcript.map(({ content }) => content)).toContain('Hello!');
  expect(simulator.agents.get('Cleo')).toMatchObject({ loggedIn: false, behaviour: 'answers' });
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 143],
] as const)('leaves the agent as before when %s ends it', async (signal, exitCode) => {
  const simulator = await startSimulator({ port: 0 });
  onTestFinished(() => simulator.close(0));
  const child = spawn(process.execPath, [cli, 'desk', '--url', simulator.url, '--agent', 'Cleo'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  for await (const text of child.stdout) if (/You are Cleo/.test(String(text))) child.kill(signal);
  expect(await ended).toEqual([exitCode, null]);
  expect(simulator.agents.get('Cleo')).toMatchObject({ loggedIn: false, behaviour: 'answers' });
});

it.each([
  ['an agent that is not there', ['--agent', 'Adda'], /no agent is called "Adda"\. Did you mean "Ada"\?/],
  ['a partition that is not there', ['--partition', 'nowhere'], /nowhere/],
  ['a missing control token', ['--control-token', 'wrong-token-of-length-16'], /token/],
])('exits 2 with a sentence for %s', async (_, flags, sentence) => {
  const simulator = await startSimulator({ port: 0, controlToken: 'a-token-for-the-desk' });
  onTestFinished(() => simulator.close(0));
  const { code, stderr } = await runCli(['desk', '--url', simulator.url, ...flags], {
    ...(flags.includes('--control-token') ? {} : { ECE_SIMULATOR_CONTROL_TOKEN: 'a-token-for-the-desk' }),
  });
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/\n {4}at /);
});
