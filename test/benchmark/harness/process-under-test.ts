import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { failsWith, spawnChild } from './children.ts';
import type { InsideAnswers, LongestTurn } from './inside.ts';

const root = process.env['ECE_SIMULATOR_ROOT'] ?? path.join(import.meta.dirname, '../../..');
const inside = path.join(import.meta.dirname, 'inside.ts');
export const startFlags = ['start', '--port', '0', '--json', '--log-level', 'silent'] as const;

interface Told {
  readonly url?: string;
  readonly defect?: string;
  readonly answerTo?: string;
  readonly answer?: unknown;
}

/** A program of Node as a process of its own, which is measured from inside. */
export class ProcessUnderTest {
  readonly url: string;
  /** What it printed, or sent, when it could be reached. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly #child: ChildProcess;
  /** Told of each defect, where the program tells its parent of them. */
  onDefect: (defect: string) => void = () => undefined;

  private constructor(told: Told, child: ChildProcess) {
    this.url = told.url ?? '';
    this.told = { ...told };
    this.#child = child;
    child.on('message', ({ defect }: Told) => {
      if (defect !== undefined) this.onDefect(defect);
    });
  }

  /** The simulator of this tree, as it is. @param flags of `start`, beside the port and the log */
  static start(...flags: string[]): Promise<ProcessUnderTest> {
    return ProcessUnderTest.runPrinting([path.join(root, 'cli/cli.ts'), ...startFlags, ...flags]);
  }

  /** @param command flags of Node and a program that prints a line of JSON with its `url` when it can be reached */
  static async runPrinting(command: readonly string[], name = 'The simulator'): Promise<ProcessUnderTest> {
    const child = spawnMeasured(command);
    const [line] = (await Promise.race([once(createInterface(child.stdout!), 'line'), failsWith(child, name)])) as [string];
    return new ProcessUnderTest(JSON.parse(line) as Told, child);
  }

  /** @param program that sends its parent `{ url }` when the simulator can be reached */
  static async run(program: string, ...flags: string[]): Promise<ProcessUnderTest> {
    return ProcessUnderTest.runWith(undefined, program, ...flags);
  }

  /** @param options that the program waits for: they are too long for its command line */
  static async runWith(options: object | undefined, program: string, ...flags: string[]): Promise<ProcessUnderTest> {
    const child = spawnMeasured(['--expose-gc', program, ...flags]);
    const ends = failsWith(child, 'The simulator');
    if (options !== undefined) {
      // Its first message says that it listens.
      await Promise.race([once(child, 'message'), ends]);
      child.send({ options });
    }
    const [told] = (await Promise.race([once(child, 'message'), ends])) as [Told];
    return new ProcessUnderTest(told, child);
  }

  /** @param command a program that tells nothing: ask at the URL until it answers */
  static runSilent(command: readonly string[], url: string): { process: ProcessUnderTest; ends: Promise<never> } {
    const child = spawnMeasured(command, 'ignore');
    return { process: new ProcessUnderTest({ url }, child), ends: failsWith(child, 'The program') };
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async ask<Name extends keyof InsideAnswers>(question: Name): Promise<InsideAnswers[Name]> {
    return (await this.#askFor({ askedInside: question }, question)) as InsideAnswers[Name];
  }

  /** @param task of the program itself, which answers `{ answerTo: task, answer }` */
  async askProgram(task: string, input: unknown): Promise<unknown> {
    return this.#askFor({ task, input }, task);
  }

  async #askFor(message: object, name: string): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const listener = ({ answerTo, answer }: Told) => {
      if (answerTo === name) resolve(answer);
    };
    const ended = () => reject(new Error('The process under test has ended.'));
    this.#child.on('message', listener).once('exit', ended);
    this.#child.send(message, (error) => error && reject(error));
    return promise.finally(() => this.#child.off('message', listener).off('exit', ended));
  }

  /** Runs a task, and gives the longest turn of the simulator's event loop meanwhile. */
  async longestTurnDuring(task: () => Promise<unknown>): Promise<LongestTurn> {
    await this.ask('watchTurns');
    await task();
    return this.isAlive ? this.ask('longestTurn') : { longestMs: Infinity, mostWorkMs: Infinity };
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }
}

function spawnMeasured(command: readonly string[], output: 'pipe' | 'ignore' = 'pipe'): ChildProcess {
  const errors = output === 'ignore' ? 'ignore' : 'inherit';
  return spawnChild([process.execPath, '--import', inside, ...command], { stdio: ['ignore', output, errors, 'ipc'] });
}
