import { Interrupted } from './ending.ts';

/** The trainer has seen enough. */
export class Quit extends Error {
  override readonly name = 'Quit';
}

export interface Keyboard {
  /** The next key; those that were pressed before it was asked for count too. */
  next(): Promise<string>;
}

export interface PaceSettings {
  /** Undefined when nobody can press one: then all runs by itself. */
  readonly keyboard: Keyboard | undefined;
  /** Begins by itself, without a key for each step. */
  readonly auto: boolean;
  /** Of running by itself; Infinity does not wait. */
  readonly speed: number;
  /** Waits so many milliseconds, or until the signal. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Shows what keys there are, until the function that it gives is called. */
  readonly prompt: (text: string) => () => void;
  readonly signal: AbortSignal;
}

const help = 'Enter: go on   a: run on by itself   q: end';
const helpOfAuto = 'Enter: step by step   q: end';
const readingMs = { atLeast: 800, atMost: 8000, perCharacter: 20 };

/** How long one reads so much text. */
export function readingTime(characters: number): number {
  return Math.min(readingMs.atMost, Math.max(readingMs.atLeast, characters * readingMs.perCharacter));
}

/** Waits between the steps of a demonstration, for a key or for as long as one reads. */
export class Pace {
  readonly #settings: PaceSettings;
  #isAuto: boolean;
  #key: Promise<string> | undefined;

  constructor(settings: PaceSettings) {
    this.#settings = settings;
    this.#isAuto = settings.auto || settings.keyboard === undefined;
  }

  /**
   * @param characters how much was told since the last time
   * @throws {Quit | Interrupted}
   */
  async wait(characters: number): Promise<void> {
    if (this.#isAuto) await this.#read(characters);
    else await this.#waitForKey();
  }

  async #waitForKey(): Promise<void> {
    const clear = this.#settings.prompt(help);
    try {
      for (;;) {
        const key = await this.#interruptible(this.#pressed());
        if (this.#obeys(key)) return;
      }
    } finally {
      clear();
    }
  }

  async #read(characters: number): Promise<void> {
    const { speed, sleep, keyboard, prompt, signal } = this.#settings;
    signal.throwIfAborted();
    if (speed === Infinity) return;
    const clear = keyboard === undefined ? () => undefined : prompt(helpOfAuto);
    const enough = new AbortController();
    try {
      const slept = sleep(readingTime(characters) / speed, AbortSignal.any([signal, enough.signal]));
      const key = await this.#interruptible(keyboard === undefined ? slept : Promise.race([slept, this.#pressed()]));
      if (typeof key === 'string') this.#obeys(key);
    } finally {
      enough.abort();
      clear();
    }
  }

  /** Whether the key lets the demonstration go on. */
  #obeys(key: string): boolean {
    this.#key = undefined;
    if (key === 'q') throw new Quit();
    const goesOn = ['\r', '\n', ' '].includes(key);
    if (key === 'a') this.#isAuto = true;
    else if (goesOn) this.#isAuto = false;
    return goesOn || key === 'a';
  }

  #pressed(): Promise<string> {
    return (this.#key ??= this.#settings.keyboard!.next());
  }

  async #interruptible<Value>(work: Promise<Value>): Promise<Value> {
    const { signal } = this.#settings;
    signal.throwIfAborted();
    const { promise, reject } = Promise.withResolvers<never>();
    const stop = () => reject(new Interrupted('interrupted'));
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([work, promise]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
