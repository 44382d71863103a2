/** A list whose items are made when they are written, so that a long one is not made in one piece. */
export class LazyList<Item> implements Iterable<Item> {
  readonly #make: () => Iterable<Item>;

  constructor(make: () => Iterable<Item>) {
    this.#make = make;
  }

  /** A list of what `show` makes of each item. */
  static of<Given, Item>(items: Iterable<Given>, show: (given: Given) => Item): LazyList<Item> {
    return new LazyList(function* () {
      for (const item of items) yield show(item);
    });
  }

  [Symbol.iterator](): Iterator<Item> {
    return this.#make()[Symbol.iterator]();
  }
}

/** A value that is JSON text already, in parts of any length. */
export class JsonText {
  readonly parts: Iterable<string>;

  constructor(parts: Iterable<string>) {
    this.parts = parts;
  }
}

/** Characters of a piece, as far as one value allows. */
const pieceLength = 64 * 1024;
/** Values this deep are written in one go; so is a text, however long it is. */
const deepestSplit = 5;

/** The JSON of a value in pieces. {@link LazyList}s are written as lists, bytes as their number. */
export function* jsonPieces(value: unknown): Generator<string, void> {
  let piece = '';
  for (const part of parts(value, 0)) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function* parts(value: unknown, depth: number): Generator<string, void> {
  if (value instanceof JsonText) for (const part of value.parts) yield* slices(part);
  else if (depth === deepestSplit) yield wholeJson(value);
  else if (Array.isArray(value) || value instanceof LazyList) yield* partsOfList(value as Iterable<unknown>, depth);
  else if (isPlainObject(value)) yield* partsOfObject(value, depth);
  else yield wholeJson(value);
}

function* slices(text: string): Generator<string, void> {
  for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength);
}

function* partsOfList(items: Iterable<unknown>, depth: number): Generator<string, void> {
  let before = '[';
  for (const item of items) {
    yield before;
    yield* parts(item, depth + 1);
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

function* partsOfObject(value: object, depth: number): Generator<string, void> {
  let before = '{';
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    yield* parts(member, depth + 1);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return false;
  return !(value instanceof Uint8Array);
}

function wholeJson(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value, withoutBytes);
}

/** Views show the length of a file; its bytes have a call of their own. */
function withoutBytes(_name: string, value: unknown): unknown {
  if (value instanceof LazyList) return [...value];
  return value instanceof Uint8Array ? { bytes: value.byteLength } : value;
}
