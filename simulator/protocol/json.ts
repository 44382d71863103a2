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
 * @throws {Unreadable} for a text that is not JSON, for a raw control character inside a string, and for more than 50 levels
 */
export function readJson(text: string): unknown {
  refuseWhatNoParserShouldSee(text);
  try {
    const value = JSON.parse(text) as unknown;
    return escapesSurrogate.test(text) ? replaceLoneSurrogates(value) : value;
  } catch (error) {
    throw new Unreadable(withoutQuotation((error as Error).message));
  }
}

/** The parser quotes the text around the mistake, which may be a password. */
function withoutQuotation(message: string): string {
  return message.replace(/, (\.\.\.)?".*$/s, '');
}

function refuseWhatNoParserShouldSee(text: string): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === backslash) at++;
      else if (code === quote) inString = false;
      else if (code < 0x20) throw new Unreadable('illegal unquoted character', code);
    } else if (code === quote) {
      inString = true;
    } else if (code === openBrace || code === openBracket) {
      if (++depth > deepestNesting) throw new Unreadable(`nested deeper than ${deepestNesting} levels`);
    } else if (code === closeBrace || code === closeBracket) {
      depth--;
    }
  }
}

const [backslash, quote, openBrace, closeBrace, openBracket, closeBracket] = [0x5c, 0x22, 0x7b, 0x7d, 0x5b, 0x5d];
