import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';

const cli = path.join(import.meta.dirname, '../../cli/cli.ts');
type Stream = 'pipe' | number;

function launch(flags: readonly string[], [stdout, stderr]: readonly [Stream, Stream]): ChildProcess {
  const child = spawn(process.execPath, [cli, ...flags], { stdio: ['ignore', stdout, stderr] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Starts a simulator, reads its one line, and reads nothing after it. */
async function startUnread(stderr: Stream = 'pipe') {
  const child = launch(['start', '--port', '0', '--json', '--log-level', 'debug'], ['pipe', stderr]);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const lines = createInterface(child.stdout!);
  const [line] = (await once(lines, 'line')) as [string];
  lines.pause();
  const { url } = JSON.parse(line) as { url: string };
  const stop = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { child, url, stop };
}

/** Calls enough that the log is several times as long as a pipe holds. */
async function call(url: string): Promise<void> {
  const client = await EceClient.authorized(url);
  for (let count = 0; count < 10; count++) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.configuration('x'.repeat(2000))));
    expect(answers[0]!.status).toBe(400);
  }
}

function openFull(): number {
  const file = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(file));
  return file;
}

/** Everything that the stream gives until it ends. */
async function read(stream: Readable): Promise<string> {
  let text = '';
  for await (const part of stream) text += String(part);
  return text;
}

describe('a simulator whose log', () => {
  it('nobody reads answers all the same, and stops', async () => {
    const { url, stop } = await startUnread();
    await call(url);
    expect(await stop()).toBe(143);
  });

  it('is read late says how many lines it has dropped', async () => {
    const { child, url, stop } = await startUnread();
    await call(url);
    await call(url);
    let log = '';
    child.stderr!.on('data', (part: Buffer) => (log += part.toString()));
    const client = await EceClient.authorized(url);
    while (!/\d+ lines of the log were dropped, because nobody read them/.test(log)) await client.configuration();
    expect(await stop()).toBe(143);
  });

  it('goes to a pipe that is closed answers all the same, and stops', async () => {
    const { child, url, stop } = await startUnread();
    child.stderr!.destroy();
    child.stdout!.destroy();
    await call(url);
    expect(await stop()).toBe(143);
  });

  it.runIf(process.platform === 'linux')('goes to a full disk answers all the same, and stops', async () => {
    const { url, stop } = await startUnread(openFull());
    await call(url);
    expect(await stop()).toBe(143);
  });
});

const commands = [
  'start --port 0',
  'start --port 0 --json',
  'scenario list',
  'scenario show agent-pushes-a-page',
  'scenario run agent-pushes-a-page',
  'scenario demo agent-pushes-a-page --auto',
  'states',
];

describe('standard output', () => {
  it.runIf(process.platform === 'linux').each(commands)('that is a full disk ends `%s` with a sentence', async (command) => {
    const child = launch(command.split(' '), [openFull(), 'pipe']);
    const [text, [code]] = await Promise.all([read(child.stderr!), once(child, 'exit') as Promise<[number]>]);
    expect(text.split('\n').filter((line) => !line.startsWith('{'))).toEqual([
      'ece-simulator: Standard output cannot be written: no space is left on the device.',
      '',
    ]);
    expect(code).toBe(1);
  });

  it.each(commands)('that nobody reads ends `%s`', async (command) => {
    const child = launch(command.split(' '), ['pipe', 'pipe']);
    child.stdout!.destroy();
    const [text, [code]] = await Promise.all([read(child.stderr!), once(child, 'exit') as Promise<[number]>]);
    const isStart = command.startsWith('start');
    const sentence = 'ece-simulator: Standard output cannot be written: nobody reads it any more.';
    expect(text.split('\n').filter((line) => !line.startsWith('{') && line !== '')).toEqual(isStart ? [sentence] : []);
    expect(code).toBe(isStart ? 1 : 0);
  });
});

/** `URL` stands for that of a simulator. */
const otherCommands = ['--help', 'help start', 'ready --url URL', 'desk --url URL'];

async function simulatorUrl(): Promise<string> {
  const simulator = await startSimulator({ port: 0 });
  onTestFinished(() => simulator.close(0));
  return simulator.url;
}

async function endOf(child: ChildProcess): Promise<number | null> {
  return ((await once(child, 'exit')) as [number | null])[0];
}

describe('standard output of a command that starts no simulator', () => {
  it.runIf(process.platform === 'linux').each(otherCommands)('that is a full disk ends `%s` with a sentence', async (command) => {
    const child = launch(command.replace('URL', await simulatorUrl()).split(' '), [openFull(), 'pipe']);
    const [text, code] = await Promise.all([read(child.stderr!), endOf(child)]);
    expect(text).toBe('ece-simulator: Standard output cannot be written: no space is left on the device.\n');
    expect(code).toBe(1);
  });

  it.each(otherCommands)('that nobody reads ends `%s`', async (command) => {
    const child = launch(command.replace('URL', await simulatorUrl()).split(' '), ['pipe', 'pipe']);
    child.stdout!.destroy();
    const [text, code] = await Promise.all([read(child.stderr!), endOf(child)]);
    expect([text, code]).toEqual(['', 0]);
  });

  it('that is closed leaves the agent of a desk as before', async () => {
    const simulator = await startSimulator({ port: 0 });
    onTestFinished(() => simulator.close(0));
    const child = launch(['desk', '--url', simulator.url, '--agent', 'Cleo'], ['pipe', 'pipe']);
    child.stdout!.destroy();
    expect(await endOf(child)).toBe(0);
    expect(simulator.agents.get('Cleo')).toMatchObject({ loggedIn: false, behaviour: 'answers' });
  });

  it('is that of the command with `exec`', async () => {
    const child = launch(['exec', '--', process.execPath, '-e', '"nothing is printed"'], ['pipe', 'pipe']);
    child.stdout!.destroy();
    expect(await endOf(child)).toBe(0);
  });
});

describe('standard error', () => {
  const failing: readonly [command: string, code: number][] = [
    ['verify no-such.json', 2],
    ['ready --url http://127.0.0.1:1', 1],
    ['desk --url http://127.0.0.1:1', 2],
    ['exec -- ./no-such-command', 2],
    ['help --no-such-option', 2],
  ];

  it.each(failing)('that is closed does not change how `%s` ends', async (command, code) => {
    const child = launch(command.split(' '), ['pipe', 'pipe']);
    child.stderr!.destroy();
    expect(await endOf(child)).toBe(code);
  });

  it.each(failing)('that nobody reads does not change how `%s` ends', async (command, code) => {
    expect(await endOf(launch(command.split(' '), ['pipe', 'pipe']))).toBe(code);
  });

  it.runIf(process.platform === 'linux').each(failing)(
    'that is a full disk does not change how `%s` ends',
    async (command, code) => {
      expect(await endOf(launch(command.split(' '), ['pipe', openFull()]))).toBe(code);
    },
  );
});
