import fc from 'fast-check';

/** What text can hold that JSON, XML, a URL, a header or a name takes badly. */
const awkwardPieces = [
  ...['\ud800', '\udc00', '\ud83d\ude00', '\u2028', '\0', '\u202e', '\ufffe', '\r\n', '\x7f', '\x85', '\u00e9'],
  ...['"', "'", '<', '&', ']]>', '\\', '%', '%00', ':', '/', '..', '+', '${', '{base}', '__proto__', '$map', 'a'],
];

export const awkwardText = fc
  .array(fc.constantFrom(...awkwardPieces), { minLength: 1, maxLength: 5 })
  .map((pieces) => pieces.join(''));

/** Every text and name in a value. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (typeof value === 'object' && value !== null) for (const entry of Object.entries(value)) yield* textsIn(entry);
}
