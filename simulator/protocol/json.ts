/** Why a body cannot be read. */
export class Unreadable extends Error {
  /** Decimal code of a raw control character inside a JSON string: a refusal of its own (spec 2.5). */
  readonly controlCharacter: number | undefined;
  constructor(problem: string, controlCharacter?: number) {
    super(problem);
    this.name = 'Unreadable';
    this.controlCharacter = controlCharacter;
  }
}

/** Far deeper than any body of the API, far shallower than what exhausts a stack. */
const deepestNesting = 50;

/** @throws {Unreadable} */
export function readJson(text: string): unknown {
  refuseWhatNoParserShouldSee(text);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Unreadable((error as Error).message);
  }
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
