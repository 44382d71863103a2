/** More than any answer or callback of ECE has. */
export const mostLevels = 50;

/** The messages of a callback stand here: `{"message":[...]}`. */
const levelOfMessages = 3;

const [backslash, quote, openBrace, closeBrace, openBracket, closeBracket] = [0x5c, 0x22, 0x7b, 0x7d, 0x5b, 0x5d];

/**
 * The value of a JSON text, which may begin with a byte order mark; undefined when the text is not JSON. A message that is nested
 * deeper than 50 levels is read as null, so that it does not spoil the others of its batch; so is any other value at its place.
 */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(withoutDeepValues(text.replace(/^\ufeff/, ''))) as unknown;
  } catch {
    return undefined;
  }
}

function withoutDeepValues(text: string): string {
  const parts: string[] = [];
  let [depth, start, from] = [0, 0, 0];
  let isDeep = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === openBrace || code === openBracket) {
      depth++;
      if (depth === levelOfMessages) start = at;
      if (depth > mostLevels) isDeep = true;
    } else if (code === closeBrace || code === closeBracket) {
      if (depth === levelOfMessages && isDeep) {
        parts.push(text.slice(from, start), 'null');
        from = at + 1;
        isDeep = false;
      }
      depth--;
    }
  }
  // What is deep and has no end is not JSON, and no parser needs to see it.
  return isDeep ? '' : parts.join('') + text.slice(from);
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === quote) return at;
  }
  return text.length;
}

/** Whether a value is nested deeper than some levels. Looks no deeper. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}
