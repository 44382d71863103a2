import { isUuid } from '../recording/uuid.ts';

const hex = /^[\da-f]{32}$/i;
const isoMilliseconds = /^\d{4}-\d\d-\d\dT[\d:]+\.\d+Z$/;
const isoSeconds = /^\d{4}-\d\d-\d\dT[\d:]+Z$/;

/** The form of a text that an ECE makes up: an id or a time. Undefined for any other text. */
export function formOf(text: string): string | undefined {
  if (isUuid(text)) return 'uuid';
  if (hex.test(text)) return 'hex';
  if (isoMilliseconds.test(text)) return 'date with milliseconds';
  if (isoSeconds.test(text)) return 'date';
  if (/^\d{13}$/.test(text)) return 'epoch milliseconds';
  if (/^\d{3,}$/.test(text)) return 'digits';
  return undefined;
}

/** Which value of the simulator stands for which value of the recording, such as the id of a conversation. */
export class Correspondence {
  readonly #pairs = new Map<string, string>();
  #pattern: RegExp | undefined;

  /** From now on the simulator's value stands for the recorded one. The first pair of a value stays. */
  add(recorded: string, simulated: string): void {
    if (recorded === '' || this.#pairs.has(recorded)) return;
    this.#pairs.set(recorded, simulated);
    this.#pattern = undefined;
  }

  /** As {@link add}, also when the value had another: a date of an entry point that was edited. */
  replace(recorded: string, simulated: string): void {
    this.#pairs.delete(recorded);
    this.add(recorded, simulated);
  }

  get(recorded: string): string | undefined {
    return this.#pairs.get(recorded);
  }

  /** The text of the recording as the simulator would have written it. */
  translate(text: string): string {
    if (this.#pairs.size === 0) return text;
    this.#pattern ??= new RegExp(
      [...this.#pairs.keys()]
        .toSorted((one, other) => other.length - one.length)
        .map((value) => String.raw`(?<![\w-])${value.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)}(?![\w-])`)
        .join('|'),
      'g',
    );
    return text.replaceAll(this.#pattern, (value) => this.#pairs.get(value)!);
  }
}
