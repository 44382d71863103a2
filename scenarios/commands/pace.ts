/** The trainer ended the demonstration. */
export class QuitError extends Error {
  override readonly name = 'QuitError';
}

/** The trainer wants to go on at another step. */
export class JumpError extends Error {
  override readonly name = 'JumpError';
  /** Number of the step, from 1; `back` is the pause before this one. */
  readonly to: number | 'back';

  constructor(to: number | 'back') {
    super(`jump to ${to}`);
    this.to = to;
  }
}

export interface Keyboard {
  /** The next key, also one that was pressed before the call. An arrow is `right` or `left`. */
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
  /** Shows a text until the returned function is called. */
  readonly prompt: (text: string) => () => void;
  /** Shows or hides requests and callbacks. */
  readonly toggleWire: () => void;
  /** Number of the last step, for jumps. */
  readonly lastStep: number;
  readonly signal: AbortSignal;
}

/** What a key does, and how the line of keys calls it. */
type Act = 'next' | 'back' | 'jump' | 'wire' | 'auto' | 'quit';
const acts: Readonly<Record<Act, { readonly keys: readonly string[]; readonly words: string }>> = {
  next: { keys: ['\r', '\n', ' ', 'right'], words: 'Enter next' },
  back: { keys: ['b', 'left'], words: 'b back' },
  jump: { keys: ['j'], words: 'j jump' },
  wire: { keys: ['w'], words: 'w wire' },
  auto: { keys: ['a'], words: 'a by itself' },
  quit: { keys: ['q', '\u001b'], words: 'q end' },
};
const readingMs = { atLeast: 800, atMost: 8000, perCharacter: 20 };

function wordsOf(...some: Act[]): string {
  return some.map((act) => acts[act].words).join(' · ');
}

function actOf(key: string): Act | undefined {
  return (Object.keys(acts) as Act[]).find((act) => acts[act].keys.includes(key.toLowerCase()));
}

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
   * @param next what comes next, in a sentence
   * @throws {QuitError | JumpError | InterruptedError}
   */
  async wait(characters: number, next = ''): Promise<void> {
    if (this.#isAuto) await this.#waitForReader(characters);
    else await this.#waitForKey(next, ['next', 'back', 'jump', 'wire', 'auto', 'quit']);
  }

  /**
   * Waits at the end, where somebody can press a key.
   * @throws {JumpError | InterruptedError}
   */
  async waitAtEnd(): Promise<void> {
    if (this.#isAuto) return;
    try {
      await this.#waitForKey('', ['back', 'jump', 'wire', 'quit']);
    } catch (error) {
      if (!(error instanceof QuitError)) throw error;
    }
  }

  async #waitForKey(next: string, possible: Act[]): Promise<void> {
    const keys = wordsOf(...possible);
    let said = next;
    for (;;) {
      const key = await this.#keyAfter([said, keys].filter(Boolean).join('\n'));
      const act = actOf(key);
      if (act !== undefined && possible.includes(act)) {
        said = next;
        if (await this.#does(act)) return;
      } else said = `${describeKey(key)} does nothing here.`;
    }
  }

  async #keyAfter(prompt: string): Promise<string> {
    const clear = this.#settings.prompt(prompt);
    try {
      return await this.#orInterrupt(this.#nextKey());
    } finally {
      this.#key = undefined;
      clear();
    }
  }

  /** @returns whether the demonstration continues */
  async #does(act: Act): Promise<boolean> {
    switch (act) {
      case 'quit':
        throw new QuitError();
      case 'back':
        this.#isAuto = false;
        throw new JumpError('back');
      case 'jump':
        throw new JumpError(await this.#readStep());
      case 'wire':
        this.#settings.toggleWire();
        return false;
      case 'auto':
        this.#isAuto = true;
        return true;
      case 'next':
        this.#isAuto = false;
        return true;
    }
  }

  /** Digits up to Enter. */
  async #readStep(): Promise<number> {
    const { lastStep } = this.#settings;
    for (let digits = '', hint = ''; ;) {
      const key = await this.#keyAfter(`${hint}Jump to which step, 1 to ${lastStep}? ${digits}`);
      if (/^\d$/.test(key)) digits += key;
      else if (key === '\u007f' || key === '\b') digits = digits.slice(0, -1);
      else if (acts.quit.keys.includes(key)) throw new QuitError();
      else if (acts.next.keys.includes(key) && Number(digits) >= 1 && Number(digits) <= lastStep) return Number(digits);
      else {
        hint = `Type a number from 1 to ${lastStep}, then Enter. `;
        if (acts.next.keys.includes(key)) digits = '';
      }
    }
  }

  async #waitForReader(characters: number): Promise<void> {
    const { speed, sleep, keyboard, prompt, signal } = this.#settings;
    signal.throwIfAborted();
    if (speed === Infinity) return;
    const clear = keyboard === undefined ? () => undefined : prompt('Enter step by step · w wire · b back · q end');
    const stopSleeping = new AbortController();
    let key: string | undefined;
    try {
      const slept = sleep(calculateReadingTime(characters) / speed, AbortSignal.any([signal, stopSleeping.signal])).then(
        () => undefined,
      );
      key = await this.#orInterrupt(keyboard === undefined ? slept : Promise.race([slept, this.#nextKey()]));
    } finally {
      stopSleeping.abort();
      clear();
    }
    if (key === undefined) return;
    this.#key = undefined;
    const act = actOf(key);
    if (act !== undefined && act !== 'auto') await this.#does(act);
  }

  #nextKey(): Promise<string> {
    return (this.#key ??= this.#settings.keyboard!.readKey());
  }

  /** @throws {InterruptedError} when the signal aborts first */
  async #orInterrupt<Value>(work: Promise<Value>): Promise<Value> {
    const { signal } = this.#settings;
    signal.throwIfAborted();
    const { promise, reject } = Promise.withResolvers<never>();
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([work, promise]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}

const keyNames: Readonly<Record<string, string>> = {
  '\t': 'Tab',
  '\u007f': 'Backspace',
  up: 'This arrow',
  down: 'This arrow',
  unknown: 'This key',
};

function describeKey(key: string): string {
  // eslint-disable-next-line no-control-regex -- a control character is not shown
  return keyNames[key] ?? (/^[\u0000-\u001f]/.test(key) ? 'This key' : `"${key}"`);
}
