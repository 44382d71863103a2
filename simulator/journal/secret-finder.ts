import type { KnownSecrets } from '../world/known-secrets.ts';
import { resolveEscapes } from './escapes.ts';

/** From the first code unit to the one behind the last. */
export type Span = readonly [from: number, to: number];

/** Access tokens and sessions of users have the form of a UUID, or of one without hyphens. */
const sessionIds = /[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}/gi;
/** What could be Base64 of eight bytes or more: the shortest secrets that are looked for have eight characters. */
const base64Runs = /[\w+/-]{11,}={0,2}/g;

/**
 * Finds the secrets of a partition in texts: as they are, in Base64 (as in `user:password`), and with escapes of URLs, JSON and XML, also
 * where one encoding is inside of another.
 */
export class SecretFinder {
  readonly #secrets: KnownSecrets;
  #pattern: RegExp | null = null;
  #version = -1;

  constructor(secrets: KnownSecrets) {
    this.#secrets = secrets;
  }

  /** The spans of the text that hold secrets, in any order; they may overlap. */
  find(text: string): Span[] {
    const spans = this.#findHere(text);
    for (const { text: reading, starts } of resolveEscapes(text))
      for (const [from, to] of this.#findHere(reading)) spans.push([starts[from]!, starts[to]!]);
    return spans;
  }

  #findHere(text: string): Span[] {
    const spans = this.#findPlain(text);
    for (const { 0: run, index } of text.matchAll(base64Runs)) if (this.#isInBase64(run)) spans.push([index, index + run.length]);
    return spans;
  }

  #findPlain(text: string): Span[] {
    const spans: Span[] = [];
    const pattern = this.#patternOfAll();
    // `matchAll` would compile the pattern again for each text.
    for (let at = 0; pattern !== null;) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found === null) break;
      spans.push([found.index, found.index + found[1]!.length]);
      at = found.index + 1;
    }
    for (const { 0: id, index } of text.matchAll(sessionIds))
      if (this.#secrets.hasSession(id)) spans.push([index, index + id.length]);
    return spans;
  }

  /** Of those that begin at a place the longest; those that overlap are all found. */
  #patternOfAll(): RegExp | null {
    if (this.#secrets.version === this.#version) return this.#pattern;
    this.#version = this.#secrets.version;
    const longestFirst = this.#secrets.texts.toSorted((one, other) => other.length - one.length).map(escapeForPattern);
    return (this.#pattern = longestFirst.length === 0 ? null : new RegExp(`(?=(${longestFirst.join('|')}))`, 'g'));
  }

  /** The run may have begun before the Base64 did, e.g. with the slash of a path. */
  #isInBase64(run: string): boolean {
    const standard = run.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
    for (let offset = 0; offset < 4; offset++) {
      const digits = standard.slice(offset, standard.length - ((standard.length - offset) % 4 === 1 ? 1 : 0));
      const binary = atob(digits);
      if (this.#findPlain(binary).length > 0) return true;
      if (/[\x80-\xff]/.test(binary) && this.#findPlain(readUtf8(binary)).length > 0) return true;
    }
    return false;
  }
}

function escapeForPattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

const utf8 = new TextDecoder();

function readUtf8(binary: string): string {
  const bytes = new Uint8Array(binary.length);
  // Much faster than `Uint8Array.from` with a function.
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return utf8.decode(bytes);
}
