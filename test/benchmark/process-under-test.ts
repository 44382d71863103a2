import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = process.env['ECE_SIMULATOR_ROOT'] ?? path.join(import.meta.dirname, '../..');
const sampler = path.join(import.meta.dirname, 'stall-sampler.ts');

/** What one turn of the event loop took at most, in milliseconds. */
export interface LongestTurn {
  /** For which the loop stood still. */
  readonly longestMs: number;
  /** Of the processor: other processes of the machine do not lengthen it. */
  readonly mostWorkMs: number;
}

interface Told extends Partial<LongestTurn> {
  readonly url?: string;
  readonly defect?: string;
}

/** The simulator as a process of its own, whose event loop is measured from inside. */
export class ProcessUnderTest {
  readonly url: string;
  readonly #child: ChildProcess;
  /** Told of each defect, where the program tells its parent of them. */
  onDefect: (defect: string) => void = () => undefined;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
    child.on('message', ({ defect }: Told) => {
      if (defect !== undefined) this.onDefect(defect);
    });
  }

  /** @param flags of `start`, beside the port and the log */
  static async start(...flags: string[]): Promise<ProcessUnderTest> {
    const child = spawnMeasured([
      path.join(root, 'cli/cli.ts'),
      'start',
      '--port',
      '0',
      '--json',
      '--log-level',
      'silent',
      ...flags,
    ]);
    const [line] = (await Promise.race([once(createInterface(child.stdout!), 'line'), ended(child)])) as [string];
    return new ProcessUnderTest((JSON.parse(line) as { url: string }).url, child);
  }

  /** @param program that sends its parent `{ url }` when the simulator can be reached */
  static async run(program: string): Promise<ProcessUnderTest> {
    const child = spawnMeasured([program]);
    const [{ url = '' }] = (await Promise.race([once(child, 'message'), ended(child)])) as [Told];
    return new ProcessUnderTest(url, child);
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Runs a task, and gives the longest turn of the simulator's event loop meanwhile. */
  async longestTurnDuring(task: () => Promise<unknown>): Promise<LongestTurn> {
    await this.#ask('reset');
    await task();
    return this.isAlive ? this.#ask('read') : { longestMs: Infinity, mostWorkMs: Infinity };
  }

  async #ask(question: 'reset' | 'read'): Promise<LongestTurn> {
    const { promise, resolve } = Promise.withResolvers<LongestTurn>();
    const listener = ({ longestMs, mostWorkMs }: Told) => {
      if (longestMs !== undefined && mostWorkMs !== undefined) resolve({ longestMs, mostWorkMs });
    };
    this.#child.on('message', listener);
    this.#child.send(question);
    return promise.finally(() => this.#child.off('message', listener));
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }
}

function spawnMeasured(command: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', sampler, ...command], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
}

async function ended(child: ChildProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error('The simulator did not start.');
}
