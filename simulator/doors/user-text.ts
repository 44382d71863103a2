/** A text that a user wrote, or why its bytes are none: the end of a sentence whose subject is the file or body. */
export type UserText = { readonly text: string } | { readonly problem: string };

/** UTF-8, with or without a byte order mark. Other encodings are named, since their bytes would be read as other characters. */
export function readUserText(bytes: Uint8Array): UserText {
  if (isUtf16(bytes)) return { problem: 'is UTF-16, not UTF-8. Save it as UTF-8.' };
  const text = decodeUtf8(bytes);
  if (text !== undefined) return { text };
  const line = findLineThatIsNotUtf8(bytes);
  return { problem: `is not UTF-8: line ${line} looks like Latin-1 (ISO-8859-1 or Windows-1252). Save it as UTF-8.` };
}

/** By its byte order mark, or by the zero in each pair of bytes of plain text. */
function isUtf16([first, second, third, fourth]: Uint8Array): boolean {
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return (first === 0 && third === 0 && second !== 0) || (second === 0 && fourth === 0 && first !== 0);
}

/** Undefined when the bytes are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const lineFeed = 0x0a;

function findLineThatIsNotUtf8(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(lineFeed, start) + 1 || bytes.length;
    if (decodeUtf8(bytes.subarray(start, end)) === undefined) return line;
    start = end;
  }
  return line;
}
