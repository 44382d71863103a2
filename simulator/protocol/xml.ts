/* eslint-disable @typescript-eslint/no-deprecated -- version 5 moves the validator and the builder into packages of their own; one dependency is enough while it still has them */
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { Unreadable } from './json.ts';

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Elements that repeat: a JSON array even when there is one. Spec 2.2 and 15. */
const repeated =
  /(^|\.)(contacts\.contact|contact\.(email|social|phone)|customAttributes\.customAttribute|attribValues\.attribValue|attachments\.attachment|contactPersons\.contactPerson|contactPoints\.contactPoint|contactPerson\.contactPoint)$/;

const parser = new XMLParser({
  ignoreAttributes: (name) => name !== 'id',
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
  htmlEntities: true, // also what decodes numeric references
  maxNestedTags: 20,
  isArray: (_name, path) => typeof path === 'string' && repeated.test(path),
});

/** Comments and character data, where nothing is markup; one that is not closed reaches to the end. */
const withoutMarkup = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)/g;
/** Characters that no XML 1.0 document holds, even escaped. */
// eslint-disable-next-line no-control-regex -- the control characters are what is looked for
const illegalCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * The members of an XML body as the JSON form would have them: prefixes and namespaces dropped, the attribute `id` a member,
 * every value a string. Spec 15: parsers accept any prefix and both attribute and child-element ids.
 * @throws {Unreadable} for what is not well formed, and for a DTD or entity declaration, which no client of ECE needs
 */
export function readXml(text: string): { root: string; value: unknown } {
  refuseWhatIsNotPlain(text);
  const problem = XMLValidator.validate(text);
  if (problem !== true) {
    throw new Unreadable(`${withoutQuotation(problem.err.msg)} (line ${problem.err.line})`);
  }
  let document: Record<string, unknown>;
  try {
    document = parser.parse(text.replace(/^\s*<\?xml[^>]*\?>/, '')) as Record<string, unknown>;
  } catch (error) {
    throw new Unreadable(withoutQuotation((error as Error).message));
  }
  const roots = Object.keys(document).filter((name) => name !== '#text' && !name.startsWith('?'));
  if (!/>\s*$/.test(text) || roots.length !== 1 || Array.isArray(document[roots[0]!]))
    throw new Unreadable('exactly one root element is expected');
  return { root: roots[0]!, value: withoutSpaceBetweenElements(document[roots[0]!]) };
}

/** The parser quotes the document, which may hold a password. */
function withoutQuotation(message: string): string {
  return message.replace(/(['"]).*\1/s, '$1...$1');
}

function refuseWhatIsNotPlain(text: string): void {
  const markup = text.replaceAll(withoutMarkup, '');
  if (/<!(DOCTYPE|ENTITY)/i.test(markup)) throw new Unreadable('a document type definition is not allowed');
  if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(markup)) throw new Unreadable('an entity is not declared');
  const references = [...markup.matchAll(/&#(?:(\d+)|x([\da-f]+));/gi)].map(([, decimal, hexadecimal]) =>
    decimal === undefined ? parseInt(hexadecimal!, 16) : Number(decimal),
  );
  if (text.search(illegalCharacters) >= 0 || references.some((code) => !isLegal(code)))
    throw new Unreadable('a character is not allowed in XML');
}

function isLegal(code: number): boolean {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code <= 0x10ffff && !isSurrogate && String.fromCodePoint(code).search(illegalCharacters) < 0;
}

function withoutSpaceBetweenElements(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpaceBetweenElements);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => name !== '#text');
  return Object.fromEntries(members.map(([name, member]) => [name, withoutSpaceBetweenElements(member)]));
}

/** The type of the options leaves `entities` out. */
const buildOptions = {
  attributeNamePrefix: '@',
  ignoreAttributes: false,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
  processEntities: true,
  // A bare carriage return is read as a line feed: XML 1.0, 2.11.
  entities: [
    { regex: /&/g, val: '&amp;' },
    { regex: />/g, val: '&gt;' },
    { regex: /</g, val: '&lt;' },
    { regex: /'/g, val: '&apos;' },
    { regex: /"/g, val: '&quot;' },
    { regex: /\r/g, val: '&#13;' },
  ],
};
const builder = new XMLBuilder(buildOptions);

export interface XmlForm {
  namespace: string;
  /** Whether `id` is an attribute or a child element: setting `xml.idsAsAttributes`. */
  idsAsAttributes: boolean;
}

/** The XML of a JSON answer: the arrays are repeated elements, ids attributes. */
export function writeXml(root: string, value: object, { namespace, idsAsAttributes }: XmlForm): string {
  const element = { '@xmlns': namespace, ...(elementOf(value, idsAsAttributes) as object) };
  return xmlDeclaration + writeElements({ [root]: element });
}

/** Elements as given: members that start with `@` are attributes, the others children. */
export function writeElements(elements: object): string {
  return builder.build(elements);
}

function elementOf(value: unknown, idsAsAttributes: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => elementOf(item, idsAsAttributes));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(
      members.map(([name, member]) => [name === 'id' && idsAsAttributes ? '@id' : name, elementOf(member, idsAsAttributes)]),
    );
  }
  return xmlText(value as string | number | boolean);
}

/** Characters that XML 1.0 cannot hold, even escaped, become the replacement character. */
export function xmlText(value: string | number | boolean): string {
  return String(value).replaceAll(illegalCharacters, '\ufffd');
}
