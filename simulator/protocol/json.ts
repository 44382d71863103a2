import { deepestNesting } from './nesting.ts';
import { replaceLoneSurrogates } from './well-formed-text.ts';

/** Why a body cannot be read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  /** Decimal code of a raw control character inside a JSON string: a refusal of its own (spec 2.5). */
  readonly controlCharacter: number | undefined;
  constructor(problem: string, controlCharacter?: number) {
    super(problem);
    this.controlCharacter = controlCharacter;
  }
}

const escapesSurrogate = /\\ud[89a-f]/i;

/**
 * A JSON text as a value; an escape of half a surrogate pair is read as U+FFFD.
 * @param mostValues the most members and items that lists and objects may have, in all
 * @throws {Unreadable} for a text that is not JSON, for a raw control character inside a string, for more than 50 levels, and for too
 * many values
 */
export function readJson(text: string, mostValues = Infinity): unknown {
  refuseWhatNoParserShouldSee(text, mostValues);
  return parseJson(text);
}

/**
 * The same for a text of which the nesting and the number of values are known.
 * @throws {Unreadable} for a text that is not JSON
 */
export function parseJson(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return text.includes('\\') && escapesSurrogate.test(text) ? replaceLoneSurrogates(value) : value;
  } catch (error) {
    const controlCharacter = findControlCharacter(text);
    if (controlCharacter !== undefined) throw new Unreadable('illegal unquoted character', controlCharacter);
    throw new Unreadable(withoutQuotation((error as Error).message));
  }
}

/** The parser quotes the text around the mistake, which may be a password. */
function withoutQuotation(message: string): string {
  return message.replace(/, (\.\.\.)?".*$/s, '');
}

/** Looks at what stands between strings, and skips these: most of a large body is text. */
function refuseWhatNoParserShouldSee(text: string, mostValues: number): void {
  let [depth, values] = [0, 1];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === comma) {
      if (++values > mostValues) throw new Unreadable(`more than ${mostValues} values`);
    } else if (code === openBrace || code === openBracket) {
      if (++depth > deepestNesting) throw new Unreadable(`nested deeper than ${deepestNesting} levels`);
    } else if (code === closeBrace || code === closeBracket) {
      depth--;
    }
  }
}

/** The place of the quote that ends a string; the end of the text when there is none. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

/** A raw control character in a string is what a parser stumbles over first, when it is there. */
function findControlCharacter(text: string): number | undefined {
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) isInString = !isInString;
    else if (isInString && code === backslash) at++;
    else if (isInString && code < 0x20) return code;
  }
  return undefined;
}

export const [backslash, quote, comma, openBrace, closeBrace, openBracket, closeBracket] = [
  0x5c, 0x22, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d,
];
