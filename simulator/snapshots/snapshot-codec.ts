import { Unreadable } from '../protocol/json.ts';
import { readJsonInParts } from '../protocol/json-in-parts.ts';
import type { InParts } from '../time/give-way.ts';
import { atOnce } from '../time/give-way.ts';
import { isLarge, smallRuns } from '../doors/large-value.ts';

/**
 * Snapshots as JSON: maps, bytes, and objects that could be taken for these are written as tagged objects: `{"$map":[[name,value]]}`,
 * `{"$bytes":base64}`, `{"$entries":[[name,value]]}`.
 */
export function encode(value: unknown): string {
  return [...encodeInParts(value)].join('');
}

/** The same text, a short part at a time. */
export function* encodeInParts(value: unknown): Generator<string, void, void> {
  if (!isLarge(value)) yield value === undefined ? 'null' : JSON.stringify(value, tagged);
  else if (value instanceof Uint8Array) yield* encodeBytes(value);
  else if (Array.isArray(value)) yield* encodeItems(value);
  else if (value instanceof Map) yield* encodeEntries('$map', value);
  else if (hasTag(value)) yield* encodeEntries('$entries', Object.entries(value));
  else yield* encodeMembers(value as object);
}

function* encodeItems(items: Iterable<unknown>): Generator<string, void, void> {
  let before = '[';
  for (const run of smallRuns(items)) {
    yield before;
    if (run.length > 1) yield JSON.stringify(run, tagged).slice(1, -1);
    else yield* encodeInParts(run[0]);
    before = ',';
  }
  yield ']';
}

function* encodeEntries(tag: string, entries: Iterable<[string, unknown]>): Generator<string, void, void> {
  yield `{"${tag}":`;
  yield* encodeItems(entries);
  yield '}';
}

function* encodeMembers(value: object): Generator<string, void, void> {
  let before = '{';
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    yield* encodeInParts(member);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

function* encodeBytes(bytes: Uint8Array): Generator<string, void, void> {
  yield '{"$bytes":"';
  for (let at = 0; at < bytes.length; at += chunk) yield base64(bytes.subarray(at, at + chunk));
  yield '"}';
}

function tagged(_name: string, member: unknown): unknown {
  if (member instanceof Map) return { $map: [...member] };
  if (member instanceof Uint8Array) return { $bytes: base64(member) };
  if (hasTag(member)) return { $entries: Object.entries(member) };
  return member;
}

/** @throws {Unreadable} when the text is not JSON, is nested too deep, or has a tag with another value than {@link encode} writes */
export function decode(text: string): unknown {
  return atOnce(decodeInParts(text));
}

/** The same with a stop after each part. */
export function decodeInParts(text: string): InParts<unknown> {
  return readJsonInParts(text.replace(/^\ufeff/, ''), { whole: untagged, outer: untaggedInParts });
}

function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  // The own member `__proto__` of what JSON.parse made is set as any other.
  for (const name of Object.keys(members)) members[name] = untagged(members[name]);
  return tagOf(value) === undefined ? value : atOnce(untaggedInParts(value));
}

function tagOf(value: object): Tag | undefined {
  return Array.isArray(value) ? undefined : tags.find((name) => Object.hasOwn(value, name));
}

/** What is inside has been untagged already. */
function* untaggedInParts(value: object): InParts<unknown> {
  const tag = tagOf(value);
  if (tag === undefined) return value;
  const { [tag]: content, ...rest } = value as Record<string, unknown>;
  if (Object.keys(rest).length > 0) throw new Unreadable(`beside the tag ${tag} stands another member`);
  if (tag === '$bytes') return bytesOf(content);
  const entries = yield* entriesOf(tag, content);
  return tag === '$map' ? entries : Object.fromEntries(entries);
}

/** After so many entries it stops. */
const entriesOfPart = 5000;

function* entriesOf(tag: Tag, content: unknown): InParts<Map<string, unknown>> {
  const entries = new Map<string, unknown>();
  for (const entry of Array.isArray(content) ? (content as unknown[]) : [content]) {
    if (!isEntry(entry)) throw new Unreadable(`the tag ${tag} has no list of names and values`);
    if (entries.has(entry[0])) throw new Unreadable(`the tag ${tag} has a name twice`);
    entries.set(...entry);
    if (entries.size % entriesOfPart === 0) yield;
  }
  return entries;
}

function isEntry(entry: unknown): entry is [string, unknown] {
  return Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string';
}

function bytesOf(content: unknown): Uint8Array {
  try {
    if (typeof content === 'string') return bytesOfBinary(atob(content));
  } catch {
    // What is no base64 is refused below.
  }
  throw new Unreadable('the tag $bytes has no base64');
}

function bytesOfBinary(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

const tags = ['$map', '$bytes', '$entries'] as const;
type Tag = (typeof tags)[number];

function hasTag(value: unknown): value is object {
  return typeof value === 'object' && value !== null && tags.some((tag) => Object.hasOwn(value, tag));
}

/** A function takes only so many arguments. Each three bytes are four characters. */
const chunk = 3 * 0x2000;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) text += btoa(String.fromCharCode(...bytes.subarray(at, at + chunk)));
  return text;
}
