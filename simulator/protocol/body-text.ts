import { Unreadable } from './json.ts';
import { bodyFormat, charsetOf } from './representation.ts';

/**
 * The text of a body: in the encoding of its byte order mark, else of the `charset` of its type, else of its XML declaration
 * (RFC 7303, 3), else in UTF-8. The mark itself is not part of the text.
 * @throws {Unreadable} for an encoding that is not known, and for bytes that are not of the encoding
 */
export function decodeBody(body: Uint8Array, contentType: string | undefined): string {
  const encoding = encodingOf(body, contentType);
  const decoder = makeDecoder(encoding);
  try {
    return decoder.decode(body);
  } catch {
    throw new Unreadable(`the body is not ${encoding}`);
  }
}

/** The name that the body or its type gives; it may be none that is known. */
export function encodingOf(body: Uint8Array, contentType: string | undefined): string {
  return encodingOfMark(body) ?? charsetOf(contentType) ?? declaredEncoding(body, contentType) ?? 'UTF-8';
}

const utf8 = new TextDecoder('UTF-8', { fatal: true });

function makeDecoder(encoding: string) {
  if (encoding === 'UTF-8' || encoding === 'utf-8') return utf8;
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new Unreadable('the encoding that the body names is not known');
  }
}

function encodingOfMark(body: Uint8Array): string | undefined {
  const first = body[0];
  const second = body[1];
  if (first === 0xfe && second === 0xff) return 'UTF-16BE';
  return first === 0xff && second === 0xfe ? 'UTF-16LE' : undefined;
}

/** Longer than any declaration. */
const longestDeclaration = 200;

/** A declaration is readable as ASCII, whatever follows it. */
function declaredEncoding(body: Uint8Array, contentType: string | undefined): string | undefined {
  if (bodyFormat(contentType) !== 'xml') return undefined;
  const start = String.fromCharCode(...body.subarray(0, longestDeclaration));
  return /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1];
}
