/**
 * The value with U+FFFD in place of each half of a surrogate pair, in every text and name that it holds. Text enters by this: half a
 * pair cannot be written in UTF-8, so it could stop a delivery, an answer or a URL later. Only lists, maps and plain objects are
 * entered; a value without such text is returned as it is.
 */
export function replaceLoneSurrogates<Value>(value: Value): Value {
  return replaced(value, []) as Value;
}

function replaced(value: unknown, within: readonly object[]): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null || within.includes(value)) return value;
  const inside = [...within, value];
  if (Array.isArray(value)) return changed(value, (item) => replaced(item, inside)) ?? value;
  if (value instanceof Map) {
    const entries = changed([...value], (entry) => replaced(entry, inside) as [unknown, unknown]);
    return entries === undefined ? value : new Map(entries);
  }
  if (!isPlain(value)) return value;
  const entries = changed(Object.entries(value), (entry) => replaced(entry, inside) as [string, unknown]);
  return entries === undefined ? value : Object.fromEntries(entries);
}

/** The list with the changed items; undefined when none changed. */
function changed<Item>(items: readonly Item[], change: (item: Item) => Item): Item[] | undefined {
  const result = items.map(change);
  return result.some((item, at) => item !== items[at]) ? result : undefined;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The beginning of a text, at most `length` UTF-16 code units; it does not end within a surrogate pair. */
export function beginningOf(text: string, length: number): string {
  const beginning = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  return beginning.length === text.length ? text : copyOf(beginning);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A part of a string keeps the whole string in memory; a copy does not. Half a surrogate pair becomes U+FFFD. */
export function copyOf(text: string): string {
  return decoder.decode(encoder.encode(text));
}
