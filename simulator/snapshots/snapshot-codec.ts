import { readJson, Unreadable } from '../protocol/json.ts';

/**
 * Snapshots as JSON: maps, bytes, and objects that could be taken for these are written as tagged objects: `{"$map":[[name,value]]}`,
 * `{"$bytes":base64}`, `{"$entries":[[name,value]]}`.
 */
export function encode(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (member instanceof Map) return { $map: [...member] };
    if (member instanceof Uint8Array) return { $bytes: base64(member) };
    if (hasTag(member)) return { $entries: Object.entries(member) };
    return member;
  });
}

/** @throws {Unreadable} when the text is not JSON, is nested too deep, or has a tag with another value than {@link encode} writes */
export function decode(text: string): unknown {
  return untagged(readJson(text.replace(/^\ufeff/, '')));
}

function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(untagged);
  const tag = tags.find((name) => Object.hasOwn(value, name));
  if (tag === undefined) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, untagged(member)]));
  const { [tag]: content, ...rest } = value as Record<string, unknown>;
  if (Object.keys(rest).length > 0) throw new Unreadable(`beside the tag ${tag} stands another member`);
  if (tag === '$bytes') return bytesOf(content);
  const entries = entriesOf(tag, content);
  return tag === '$map' ? new Map(entries) : Object.fromEntries(entries);
}

function entriesOf(tag: string, content: unknown): [string, unknown][] {
  if (!Array.isArray(content) || !content.every(isEntry)) throw new Unreadable(`the tag ${tag} has no list of names and values`);
  const entries = content.map(([name, member]): [string, unknown] => [name, untagged(member)]);
  if (new Set(entries.map(([name]) => name)).size < entries.length) throw new Unreadable(`the tag ${tag} has a name twice`);
  return entries;
}

function isEntry(entry: unknown): entry is [string, unknown] {
  return Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string';
}

function bytesOf(content: unknown): Uint8Array {
  try {
    if (typeof content === 'string') return Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
  } catch {
    // What is no base64 is refused below.
  }
  throw new Unreadable('the tag $bytes has no base64');
}

const tags = ['$map', '$bytes', '$entries'] as const;

function hasTag(value: unknown): value is object {
  return typeof value === 'object' && value !== null && tags.some((tag) => Object.hasOwn(value, tag));
}

const chunk = 0x8000;

/** Works in pieces, because a function takes only so many arguments. */
function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += chunk) binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(binary);
}
