import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = process.env['ECE_SIMULATOR_ROOT'] ?? path.join(import.meta.dirname, '../..');
const sampler = path.join(import.meta.dirname, 'stall-sampler.ts');

/** The simulator as a process of its own, whose event loop is measured from inside. */
export class ProcessUnderTest {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /** @param flags of `start`, beside the port and the log */
  static async start(...flags: string[]): Promise<ProcessUnderTest> {
    const cli = [path.join(root, 'cli/cli.ts'), 'start', '--port', '0', '--json', '--log-level', 'silent', ...flags];
    const child = spawn(process.execPath, ['--import', sampler, ...cli], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const lines = createInterface(child.stdout!);
    const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => ['{}'])])) as [string];
    const { url } = JSON.parse(line) as { url?: string };
    if (url === undefined) throw new Error('The simulator did not start.');
    return new ProcessUnderTest(url, child);
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Runs a task, and gives the longest time that the event loop of the simulator stood still meanwhile, in milliseconds. */
  async longestStallDuring(task: () => Promise<unknown>): Promise<number> {
    await this.#ask('reset');
    await task();
    return this.#ask('read');
  }

  async #ask(question: 'reset' | 'read'): Promise<number> {
    const answered = once(this.#child, 'message') as Promise<[{ longestMs: number }]>;
    this.#child.send(question);
    const [{ longestMs }] = await answered;
    return longestMs;
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }
}
