/** Characters that XML 1.0 forbids even when escaped: control characters except tab and line breaks, and lone surrogates. */
const illegal = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeXml(text: string): string {
  return text
    .replaceAll(illegal, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll(/[&<>"]/g, (sign) => entities[sign]!);
}

/** An element of JUnit XML. Children are written as they are. */
export function formatElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXml(String(value)).replaceAll(/[\n\r\t]/g, ' ')}"`,
  );
  return `<${name}${written.join('')}>${children.join('\n')}</${name}>`;
}

/** A file of JUnit XML with one suite, which CI systems read. */
export function formatSuite(totals: Readonly<Record<string, string | number>>, cases: readonly string[]): string {
  const suite = formatElement('testsuite', totals, ...cases);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${formatElement('testsuites', totals, suite)}\n`;
}
