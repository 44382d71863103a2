/** The encoding that an XML declaration names. A declaration that can be read as ASCII is not in UTF-16, even if it names UTF-16. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const [, label] =
    /^\s*<\?xml[^>]*\sencoding=["']([\w.:-]+)["']/.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1')) ?? [];
  return label === undefined || /^utf-?16/i.test(label) ? undefined : label;
}

function byteOrderMark([first, second]: Uint8Array): string | undefined {
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset="?([^\s";]+)/i.exec(contentType)?.[1];
}

function makeDecoder(label: string) {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}

/**
 * The text of a body without its byte order mark. The mark, `charset` or the XML declaration gives the encoding, in this order; else it is UTF-8.
 * An encoding that is not known is read as UTF-8, and bytes that have no meaning in the encoding become U+FFFD (spec 2.2).
 */
export function readBodyText(bytes: Uint8Array, contentType: string | null | undefined): string {
  return makeDecoder(byteOrderMark(bytes) ?? charsetOf(contentType ?? '') ?? declaredEncoding(bytes) ?? 'utf-8').decode(bytes);
}
