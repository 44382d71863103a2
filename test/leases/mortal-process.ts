import type { Clock, Inbox } from '../../client/index.ts';

/** The clock of a process that can be paused and can die: what is due while it is paused runs when it goes on, and after its death never. */
export class MortalProcess implements Clock {
  state: 'running' | 'paused' | 'dead' = 'running';
  /** How many calls of the store are under way: the run waits for them before time passes. */
  busy = 0;
  readonly #clock: Clock;
  readonly #onIncident: () => void;
  #late: (() => void)[] = [];

  constructor(clock: Clock, onIncident: () => void) {
    this.#clock = clock;
    this.#onIncident = onIncident;
  }

  now(): number {
    return this.#clock.now();
  }

  setTimeout(callback: () => void, milliseconds: number): unknown {
    return this.#clock.setTimeout(() => this.whenRunning(callback), milliseconds);
  }

  clearTimeout(handle: unknown): void {
    this.#clock.clearTimeout(handle);
  }

  whenRunning(work: () => void): void {
    if (this.state === 'running') work();
    else if (this.state === 'paused') this.#late.push(work);
  }

  pause(): void {
    if (this.state !== 'running') return;
    this.state = 'paused';
    this.#onIncident();
  }

  continue(): void {
    if (this.state !== 'paused') return;
    this.state = 'running';
    const late = this.#late;
    this.#late = [];
    for (const work of late) this.whenRunning(work);
  }

  die(): void {
    if (this.state === 'dead') return;
    this.state = 'dead';
    this.#late = [];
    this.#onIncident();
  }

  /** Settles when the process runs. */
  running(): Promise<void> {
    return new Promise((resolve) => this.whenRunning(resolve));
  }

  /**
   * The inbox as this process sees it. `chance` may pause or kill the process before and after each call; `done` is told what the database did.
   */
  wrapInbox(inbox: Inbox, chance: () => void, done: (method: keyof Inbox, given: unknown[]) => Promise<void> | void): Inbox {
    const wrap = (name: keyof Inbox) => {
      return async (...given: unknown[]) => {
        chance();
        await this.running();
        this.busy++;
        try {
          const result: unknown = await (inbox[name] as (...given: unknown[]) => Promise<unknown>)(...given);
          await done(name, given);
          // A handler begins when `confirm` returns. A pause between the two cannot be told from one in the handler.
          if (name !== 'confirm') chance();
          return result;
        } finally {
          this.busy--;
          if (name !== 'confirm') await this.running();
        }
      };
    };
    return Object.fromEntries((Object.keys(inbox) as (keyof Inbox)[]).map((name) => [name, wrap(name)])) as unknown as Inbox;
  }
}
