import { InterruptedError } from './run-command.ts';

/** The trainer ended the demonstration. */
export class QuitError extends Error {
  override readonly name = 'QuitError';
}

export interface Keyboard {
  /** The next key, also one that was pressed before the call. */
  readKey(): Promise<string>;
}

export interface PaceSettings {
  /** Undefined when nobody can press a key: then the demonstration runs by itself. */
  readonly keyboard: Keyboard | undefined;
  /** Whether it runs by itself from the beginning. */
  readonly auto: boolean;
  /** Factor of running by itself, e.g. 2 for twice as fast; Infinity does not wait. */
  readonly speed: number;
  /** Waits so many milliseconds, or until the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Shows the keys until the returned function is called. */
  readonly prompt: (text: string) => () => void;
  readonly signal: AbortSignal;
}

const keysOfSteps = 'Enter: continue   a: run by itself   q: end';
const keysOfAuto = 'Enter: step by step   q: end';
const readingMs = { atLeast: 800, atMost: 8000, perCharacter: 20 };

/** Milliseconds that a person needs to read a text of so many characters. */
export function calculateReadingTime(characters: number): number {
  return Math.min(readingMs.atMost, Math.max(readingMs.atLeast, characters * readingMs.perCharacter));
}

/** Waits between the steps of a demonstration: for a key, or as long as reading takes. */
export class Pace {
  readonly #settings: PaceSettings;
  #isAuto: boolean;
  #key: Promise<string> | undefined;

  constructor(settings: PaceSettings) {
    this.#settings = settings;
    this.#isAuto = settings.auto || settings.keyboard === undefined;
  }

  /**
   * @param characters how many characters were shown since the last time
   * @throws {QuitError | InterruptedError}
   */
  async wait(characters: number): Promise<void> {
    if (this.#isAuto) await this.#waitForReader(characters);
    else await this.#waitForKey();
  }

  async #waitForKey(): Promise<void> {
    const clear = this.#settings.prompt(keysOfSteps);
    try {
      for (;;) {
        const key = await this.#orInterrupt(this.#nextKey());
        if (this.#handleKey(key)) return;
      }
    } finally {
      clear();
    }
  }

  async #waitForReader(characters: number): Promise<void> {
    const { speed, sleep, keyboard, prompt, signal } = this.#settings;
    signal.throwIfAborted();
    if (speed === Infinity) return;
    const clear = keyboard === undefined ? () => undefined : prompt(keysOfAuto);
    const stopSleeping = new AbortController();
    try {
      const slept = sleep(calculateReadingTime(characters) / speed, AbortSignal.any([signal, stopSleeping.signal]));
      const key = await this.#orInterrupt(keyboard === undefined ? slept : Promise.race([slept, this.#nextKey()]));
      if (typeof key === 'string') this.#handleKey(key);
    } finally {
      stopSleeping.abort();
      clear();
    }
  }

  /** @returns whether the demonstration continues */
  #handleKey(key: string): boolean {
    this.#key = undefined;
    if (key === 'q') throw new QuitError();
    const continues = ['\r', '\n', ' '].includes(key);
    if (key === 'a') this.#isAuto = true;
    else if (continues) this.#isAuto = false;
    return continues || key === 'a';
  }

  #nextKey(): Promise<string> {
    return (this.#key ??= this.#settings.keyboard!.readKey());
  }

  /** @throws {InterruptedError} when the signal aborts first */
  async #orInterrupt<Value>(work: Promise<Value>): Promise<Value> {
    const { signal } = this.#settings;
    signal.throwIfAborted();
    const { promise, reject } = Promise.withResolvers<never>();
    const stop = () => reject(new InterruptedError('interrupted'));
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([work, promise]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
