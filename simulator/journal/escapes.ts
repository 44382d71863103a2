/** A text whose escapes are resolved, and where each of its characters began in the text that it was made of. */
export interface ResolvedText {
  readonly text: string;
  /** One number for each UTF-16 code unit, and one for the end. */
  readonly starts: readonly number[];
}

/** Percent-encoding, escapes of JSON and of JavaScript, entities of XML. */
const escape = /(?:%[\da-f]{2})+|\\u[\da-f]{4}|\\x[\da-f]{2}|\\[^]|&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);/gi;
/** A text can be encoded in a text that is encoded. */
const mostLevels = 3;

/** The readings of a text: its escapes resolved once, twice and so on, and each also with `+` for a space. None when it has no escapes. */
export function resolveEscapes(text: string): ResolvedText[] {
  return readingsOf({ text, starts: [] }, mostLevels);
}

function readingsOf(source: ResolvedText, levels: number): ResolvedText[] {
  if (levels === 0) return [];
  // A form writes `+` for a space and %2B for a plus, so the spaces come first.
  const withSpaces = source.text.includes('+') ? [{ text: source.text.replaceAll('+', ' '), starts: startsOf(source) }] : [];
  const resolved = [source, ...withSpaces].map(resolveOnce).filter((reading) => reading !== undefined);
  return [...withSpaces, ...resolved, ...resolved.flatMap((reading) => readingsOf(reading, levels - 1))];
}

function startsOf({ text, starts }: ResolvedText): readonly number[] {
  return starts.length > 0 ? starts : Array.from({ length: text.length + 1 }, (_, at) => at);
}

function resolveOnce(source: ResolvedText): ResolvedText | undefined {
  const { text } = source;
  if (!/[%\\&]/.test(text)) return undefined;
  const from = startsOf(source);
  const starts: number[] = [];
  let resolved = '';
  let end = 0;
  const copyUpTo = (at: number) => {
    resolved += text.slice(end, at);
    for (; end < at; end++) starts.push(from[end]!);
  };
  for (const { 0: found, index } of text.matchAll(escape)) {
    copyUpTo(index);
    for (const [offset, character] of charactersOf(found)) {
      resolved += character;
      for (let unit = 0; unit < character.length; unit++) starts.push(from[index + offset]!);
    }
    end = index + found.length;
  }
  if (end === 0) return undefined;
  copyUpTo(text.length);
  starts.push(from.at(-1)!);
  return { text: resolved, starts };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const letters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The characters that an escape means, each with its place in the escape. */
function charactersOf(escaped: string): [offset: number, character: string][] {
  switch (escaped[0]) {
    case '%':
      return percentDecoded(escaped);
    case '\\':
      if (escaped.length > 2) return [[0, String.fromCharCode(parseInt(escaped.slice(2), 16))]];
      return [[0, letters[escaped[1]!] ?? escaped[1]!]];
    default: {
      const name = escaped.slice(1, -1);
      if (!name.startsWith('#')) return [[0, entities[name.toLowerCase()]!]];
      const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
      return [[0, code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd']];
    }
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes that are not UTF-8 are taken for Latin-1. */
function percentDecoded(run: string): [number, string][] {
  const bytes = Uint8Array.from(run.slice(1).split('%'), (hex) => parseInt(hex, 16));
  const characters: [number, string][] = [];
  for (let at = 0; at < bytes.length;) {
    const length = lengthInUtf8(bytes[at]!);
    const character = decodeOr(bytes.subarray(at, at + length));
    characters.push([3 * at, character ?? String.fromCharCode(bytes[at]!)]);
    at += character === undefined ? 1 : length;
  }
  return characters;
}

function lengthInUtf8(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

function decodeOr(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
