/** A piece of a body, with the class by which it is coloured. */
export interface Piece {
  readonly text: string;
  readonly kind: 'name' | 'text' | 'number' | 'plain';
}

/** Bodies longer than this are shown as they are. */
const longestColoured = 60_000;

/** The body as people read it: indented, and cut into pieces to be coloured. */
export function piecesOf(body: string): Piece[] {
  const readable = indented(body);
  if (readable.length > longestColoured) return [{ text: readable, kind: 'plain' }];
  return readable.trimStart().startsWith('<') ? piecesOfXml(readable) : piecesOfJson(readable);
}

function indented(body: string): string {
  const start = body.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) {
    try {
      return JSON.stringify(JSON.parse(body), null, 2);
    } catch {
      return body;
    }
  }
  return start.startsWith('<') ? indentedXml(body) : body;
}

function indentedXml(body: string): string {
  let depth = 0;
  const lines: string[] = [];
  for (const part of body.replaceAll(/>\s*</g, '>\n<').split('\n')) {
    if (part.startsWith('</')) depth--;
    lines.push('  '.repeat(Math.max(0, depth)) + part);
    if (/^<[^?!/][^>]*[^/]>$/.test(part) || /^<[^?!/]>$/.test(part)) depth++;
  }
  return lines.join('\n');
}

function piecesBy(text: string, pattern: RegExp, kindOf: (match: RegExpMatchArray) => Piece['kind']): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), kind: 'plain' });
    pieces.push({ text: match[0], kind: kindOf(match) });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), kind: 'plain' });
  return pieces;
}

function piecesOfJson(text: string): Piece[] {
  const pattern = /("(?:[^"\\]|\\.)*")(?=\s*:)|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/g;
  return piecesBy(text, pattern, ([, name, string]) => (name !== undefined ? 'name' : string !== undefined ? 'text' : 'number'));
}

function piecesOfXml(text: string): Piece[] {
  return piecesBy(text, /(<\/?[\w:.-]+|\/?>|\?>)|("[^"]*")/g, ([, tag]) => (tag !== undefined ? 'name' : 'text'));
}
