import { isUuid, uuids } from './uuid.ts';

/** Replaces values by others of the same form, the same value always by the same. */
export class Pseudonyms {
  readonly #byValue = new Map<string, string>();
  /** Each way in which a value is written, with what replaces it. */
  readonly #bySpelling = new Map<string, string>();
  readonly #made = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #numbers = new OrderedNumbers();

  /** Makes the value one that is replaced, wherever it stands. */
  add(value: string, form: Form = formOf(value)): void {
    if (value === '' || this.#byValue.has(value) || this.#made.has(value) || isPseudonym(value)) return;
    const pseudonym = this.#make(value, form);
    this.#byValue.set(value, pseudonym);
    this.#made.add(pseudonym);
    if (idsOnly.test(value)) return;
    for (const spelling of spell(value)) this.#bySpelling.set(spelling, pseudonym);
  }

  #make(value: string, form: Form): string {
    if (form === 'digits' && longNumber.test(value)) return this.#numbers.make(value);
    const count = (this.#counts.get(form) ?? 0) + 1;
    this.#counts.set(form, count);
    return makers[form](count, value);
  }

  /** The text with every value replaced, also where JSON, XML or a URL writes it with escapes. */
  replaceIn(text: string): string {
    if (text === '') return text;
    const withoutIds = text.replaceAll(idRuns, (run) => this.#byValue.get(run) ?? run);
    return this.#replaceWords(withoutIds);
  }

  #replaceWords(text: string): string {
    const found = new Map<string, string>();
    for (const [spelling, pseudonym] of this.#bySpelling) if (text.includes(spelling)) found.set(spelling, pseudonym);
    if (found.size === 0) return text;
    const longestFirst = [...found.keys()].toSorted((one, other) => other.length - one.length);
    const pattern = longestFirst.map((spelling) => bounded(spelling)).join('|');
    return text.replaceAll(new RegExp(pattern, 'gu'), (spelling) => found.get(spelling)!);
  }
}

/** Such as ids of messages. A shorter one leaves no room between others. */
const longNumber = /^\d{16,}$/;

/**
 * Gives a long number another one that lies between the same neighbours, because ECE's ids may increase or be random, and the calibration
 * has to tell. A number is learnt when it comes, so what it gets depends on what came before.
 */
class OrderedNumbers {
  readonly #byLength = new Map<number, Neighbours>();

  make(value: string): string {
    const room = value.length - start.length;
    const neighbours = this.#byLength.get(value.length) ?? new Neighbours(10n ** BigInt(room - leapDigits));
    this.#byLength.set(value.length, neighbours);
    return start + String(neighbours.place(value)).padStart(room, '0');
  }
}

/** Numbers of one length, in order, each with the one that replaces it. */
class Neighbours {
  readonly #known: { readonly value: string; readonly pseudonym: bigint }[] = [];
  readonly #used = new Set<bigint>();
  readonly #leap: bigint;
  #greatest = 0n;

  constructor(leap: bigint) {
    this.#leap = leap;
  }

  place(value: string): bigint {
    const at = this.#indexOf(value);
    const [low, high] = [this.#known[at - 1]?.pseudonym ?? 0n, this.#known[at]?.pseudonym];
    const between = high === undefined ? low + this.#leap : (low + high) / 2n;
    // Where there is no room between the neighbours, the order is lost.
    const pseudonym = between === low || this.#used.has(between) ? this.#greatest + this.#leap : between;
    this.#known.splice(at, 0, { value, pseudonym });
    this.#used.add(pseudonym);
    if (pseudonym > this.#greatest) this.#greatest = pseudonym;
    return pseudonym;
  }

  /** Where the value belongs. */
  #indexOf(value: string): number {
    let [from, to] = [0, this.#known.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#known[middle]!.value < value) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/** By this a pseudonym is known, so it must be rare in numbers of ECE and of people. */
const start = '900000';
/** Room for so many digits of numbers that each follow the greatest: a million. */
const leapDigits = 6;

export type Form = 'uuid' | 'hex' | 'digits' | 'email' | 'file' | 'text' | 'name' | 'secret';

/** What needs no escapes is found in one pass. */
const ids = String.raw`(?:${uuids.source}|[\da-f]{32}|\d{3,})`;
const idsOnly = new RegExp(`^${ids}$`, 'i');
const idRuns = new RegExp(String.raw`(?<![\w-])${ids}(?![\w-])`, 'gi');

function formOf(value: string): Form {
  if (isUuid(value)) return 'uuid';
  if (/^[\da-f]{32}$/i.test(value)) return 'hex';
  if (/^\+?\d+$/.test(value)) return 'digits';
  if (/^[^\s@]+@[^\s@]+$/.test(value)) return 'email';
  if (/^[^/\\\s]+\.\w{1,5}$/.test(value)) return 'file';
  return /\s/.test(value) ? 'text' : 'name';
}

const makers: Readonly<Record<Form, (count: number, value: string) => string>> = {
  uuid: (count) => `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
  hex: (count) => String(count).padStart(32, '0'),
  // The first digit keeps it apart from small numbers; the length stays.
  digits: (count, value) => `9${String(count).padStart(value.length - 1, '0')}`.slice(0, Math.max(value.length, 2)),
  email: (count) => `person-${count}@example.com`,
  file: (count, value) => `file-${count}.${value.split('.').at(-1)!.toLowerCase()}`,
  text: (count, value) => `text-${count} of ${value.length} characters`,
  name: (count) => `name-${count}`,
  secret: (count) => `secret-${count}`,
};

const ofOurs =
  /^(00000000-0000-4000-8000-\d{12}|0{20}\d{12}|900000\d+|person-\d+@example\.com|file-\d+\.\w+|text-\d+ of \d+ characters|(name|secret)-\d+)$/;

/** Whether a value has been masked already. */
export function isPseudonym(value: string): boolean {
  return ofOurs.test(value);
}

/** As it stands, in JSON, in XML, in a URL and in a form. */
function spell(value: string): string[] {
  const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const url = encodeURIComponent(value.toWellFormed());
  const spellings = [value, JSON.stringify(value).slice(1, -1), xml, xml.replaceAll('"', '&quot;'), url];
  return [...new Set([...spellings, url.replaceAll('%20', '+')])];
}

/** A name inside of another word stays. */
function bounded(text: string): string {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  const [before, after] = [/^[\p{L}\p{N}]/u.test(text), /[\p{L}\p{N}]$/u.test(text)];
  return `${before ? String.raw`(?<![\p{L}\p{N}])` : ''}${escaped}${after ? String.raw`(?![\p{L}\p{N}])` : ''}`;
}
