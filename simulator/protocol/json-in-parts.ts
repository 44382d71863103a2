import { closeBrace, closeBracket, comma, endOfString, openBrace, openBracket, parseJson, quote, Unreadable } from './json.ts';
import { deepestNesting } from './nesting.ts';

const usualLength = 64 * 1024;

/** What a reader makes of the lists and objects that it finds, the inner ones first. */
export interface Reviver {
  /** Of a value with everything in it. */
  readonly whole: (value: unknown) => unknown;
  /** Of a list or an object whose items and members have been through this already. */
  readonly outer: (value: object) => Generator<void, unknown, void>;
}

/**
 * The value of a JSON text as `readJson` reads it, a part at a time. It stops after each part.
 * @param partLength characters that are parsed at a time, as far as texts allow: one text is always parsed at once
 * @throws {Unreadable} for a text that is not JSON, and for more than 50 levels
 */
export function readJsonInParts(text: string, reviver: Reviver, partLength = usualLength): Generator<void, unknown, void> {
  return new PartReader(text, reviver, partLength).document();
}

class PartReader {
  readonly #text: string;
  readonly #reviver: Reviver;
  readonly #partLength: number;
  #at = 0;

  constructor(text: string, reviver: Reviver, partLength: number) {
    this.#partLength = partLength;
    this.#text = text;
    this.#reviver = reviver;
  }

  *document(): Generator<void, unknown, void> {
    const value = yield* this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#unexpected();
    return value;
  }

  /** @param depth how many lists and objects it is in */
  *#value(depth: number): Generator<void, unknown, void> {
    this.#skipSpace();
    const start = this.#at;
    const code = this.#text.charCodeAt(start);
    if (code !== openBrace && code !== openBracket) {
      const { end, isWhole } = this.#endOfRun(depth);
      if (!isWhole) throw this.#unexpected();
      this.#at = end;
      return this.#reviver.whole(this.#parse(start, end));
    }
    const outer: unknown[] | Record<string, unknown> = code === openBracket ? [] : {};
    this.#at++;
    yield* this.#fill(outer, depth + 1);
    return yield* this.#reviver.outer(outer);
  }

  /** Reads the items or members up to the bracket that closes them. */
  *#fill(outer: unknown[] | Record<string, unknown>, depth: number): Generator<void, void, void> {
    if (depth > deepestNesting) throw new Unreadable(`nested deeper than ${deepestNesting} levels`);
    for (let isFirst = true; ; isFirst = false) {
      const start = this.#at;
      const { end, isWhole } = this.#endOfRun(depth);
      if (isWhole) {
        this.#at = end;
        const count = this.#addRun(outer, start, end);
        // Nothing may stand between the brackets, and nowhere else.
        if (count === 0 && !(isFirst && this.#text.charCodeAt(end) !== comma)) throw this.#unexpected();
      } else {
        yield* this.#addLong(outer, depth);
      }
      yield;
      this.#skipSpace();
      const code = this.#text.charCodeAt(this.#at++);
      if (code === (Array.isArray(outer) ? closeBracket : closeBrace)) return;
      if (code !== comma) throw this.#unexpected(this.#at - 1);
    }
  }

  /** How many items or members there are from here to there. */
  #addRun(outer: unknown[] | Record<string, unknown>, start: number, end: number): number {
    const [open, close] = Array.isArray(outer) ? '[]' : '{}';
    const run = this.#parse(start, end, open, close) as unknown[] | Record<string, unknown>;
    if (Array.isArray(run)) {
      for (const item of run) add(outer, '', this.#reviver.whole(item));
      return run.length;
    }
    const names = Object.keys(run);
    for (const name of names) add(outer, name, this.#reviver.whole(run[name]));
    return names.length;
  }

  /** An item or a member that is longer than a part. */
  *#addLong(outer: unknown[] | Record<string, unknown>, depth: number): Generator<void, void, void> {
    this.#skipSpace();
    let name = '';
    if (!Array.isArray(outer)) {
      const end = endOfString(this.#text, this.#at) + 1;
      if (this.#text.charCodeAt(this.#at) !== quote) throw this.#unexpected();
      name = this.#parse(this.#at, end) as string;
      this.#at = end;
      this.#skipSpace();
      if (this.#text.charCodeAt(this.#at++) !== colon) throw this.#unexpected(this.#at - 1);
    }
    add(outer, name, yield* this.#value(depth));
  }

  /**
   * Where what begins here ends: before the bracket that closes it, or before a comma once it is long. It is not whole when it ends within
   * its only item.
   */
  #endOfRun(depth: number): { end: number; isWhole: boolean } {
    const start = this.#at;
    let lastComma = -1;
    let inside = 0;
    for (let at = start; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === quote) at = endOfString(this.#text, at);
      else if (code === comma && inside === 0) {
        lastComma = at;
        if (at - start >= this.#partLength) return { end: at, isWhole: true };
      } else if (code === openBrace || code === openBracket) {
        if (depth + ++inside > deepestNesting) throw new Unreadable(`nested deeper than ${deepestNesting} levels`);
      } else if (code === closeBrace || code === closeBracket) {
        if (inside-- === 0) return { end: at, isWhole: true };
      }
      if (inside > 0 && at - start >= this.#partLength) return { end: lastComma, isWhole: lastComma >= 0 };
    }
    if (depth > 0) throw new Unreadable('Unexpected end of JSON input');
    return { end: this.#text.length, isWhole: true };
  }

  #parse(start: number, end: number, open = '', close = ''): unknown {
    try {
      return parseJson(open + this.#text.slice(start, end) + close);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const message = error.message.replace(/ at position (\d+).*/s, (_, place: string) =>
        this.#placeOf(start - open.length + Number(place)),
      );
      throw new Unreadable(message, error.controlCharacter);
    }
  }

  #unexpected(at = this.#at): Unreadable {
    if (at >= this.#text.length) return new Unreadable('Unexpected end of JSON input');
    return new Unreadable(`Unexpected token '${this.#text[at]}' in JSON${this.#placeOf(at)}`);
  }

  #placeOf(position: number): string {
    const before = this.#text.slice(0, position);
    const lines = before.split('\n');
    return ` at position ${position} (line ${lines.length} column ${lines.at(-1)!.length + 1})`;
  }

  #skipSpace(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
  }
}

/** A member may be called `__proto__`. */
function add(outer: unknown[] | Record<string, unknown>, name: string, value: unknown): void {
  if (Array.isArray(outer)) outer.push(value);
  else if (name === '__proto__')
    Object.defineProperty(outer, name, { value, writable: true, enumerable: true, configurable: true });
  else outer[name] = value;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

const colon = 0x3a;
