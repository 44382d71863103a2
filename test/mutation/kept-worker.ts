import type { PoolWorker } from 'vitest/node';
import { ThreadsPoolWorker } from 'vitest/node';

type Listener = Parameters<PoolWorker['on']>[1];
type Message = Parameters<PoolWorker['send']>[0];

const name = 'kept';
let kept: KeptWorker | undefined;

/**
 * Runs the tests of every mutant in one thread, which loads the code once: Stryker has all mutants in the code, and says which one is active.
 * Vitest would end the thread after each run, and loading took most of the time.
 */
export const keptWorker = {
  name,
  createPoolWorker: (options: ConstructorParameters<typeof ThreadsPoolWorker>[0]): PoolWorker =>
    (kept ??= new KeptWorker(options)),
};

class KeptWorker extends ThreadsPoolWorker {
  override readonly name = name;
  readonly #listeners: [string, Listener][] = [];
  #isStarted = false;
  #isStopped = false;

  override async start(): Promise<void> {
    this.#isStopped = false;
    if (!this.#isStarted) await super.start();
    this.#isStarted = true;
  }

  override on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    super.on(event, listener);
  }

  override send(message: Message): void {
    if (message.type !== 'stop') return super.send(message);
    this.#isStopped = true;
    const answer = { __vitest_worker_response__: true, type: 'stopped' };
    for (const [event, listener] of this.#listeners) if (event === 'message') listener(answer);
  }

  /** Ends the thread only when it is forced to: then it was not asked to stop before. */
  override async stop(): Promise<void> {
    for (const [event, listener] of this.#listeners.splice(0)) super.off(event, listener);
    if (this.#isStopped) return;
    kept = undefined;
    await super.stop();
  }
}
