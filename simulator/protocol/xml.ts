import { XmlReader } from './xml-reader.ts';

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Elements that repeat below their parent: a JSON array even when there is one. Spec 2.2 and 15. */
const repeated: Readonly<Record<string, readonly string[]>> = {
  contacts: ['contact'],
  contact: ['email', 'social', 'phone'],
  customAttributes: ['customAttribute'],
  attribValues: ['attribValue'],
  attachments: ['attachment'],
  contactPersons: ['contactPerson'],
  contactPoints: ['contactPoint'],
  contactPerson: ['contactPoint'],
};

function isRepeated(parent: string, name: string): boolean {
  return Object.hasOwn(repeated, parent) && repeated[parent]!.includes(name);
}

/**
 * The members of an XML body as the JSON form would have them: prefixes and namespaces dropped, the attribute `id` a member,
 * every value a string. Spec 15: parsers accept any prefix and both attribute and child-element ids.
 * @throws {Unreadable} for what is not well formed, for a DTD or entity declaration, which no client of ECE needs, and for more
 * levels, elements or attributes, or longer names, than any body of the API has
 */
export function readXml(text: string): { readonly root: string; readonly value: unknown } {
  return new XmlReader(isRepeated).read(text);
}

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

/** Elements as given: members that start with `@` are attributes, the others children; a list is a repeated element. */
export function writeElements(elements: object): string {
  return Object.entries(elements)
    .map(([name, value]) => writeElement(name, value))
    .join('');
}

function writeElement(name: string, value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => writeElement(name, item)).join('');
  if (typeof value !== 'object' || value === null)
    return enclose(name, name, escape(typeof value === 'string' ? value : JSON.stringify(value)));
  let [start, content] = [name, ''];
  for (const [member, held] of Object.entries(value) as [string, unknown][]) {
    if (!member.startsWith('@')) content += writeElement(member, held);
    else if (held !== undefined)
      start += ` ${member.slice(1)}="${escape(typeof held === 'string' ? held : JSON.stringify(held))}"`;
  }
  return enclose(name, start, content);
}

function enclose(name: string, start: string, content: string): string {
  return content === '' ? `<${start}/>` : `<${start}>${content}</${name}>`;
}

/** A bare carriage return would be read as a line feed: XML 1.0, 2.11. */
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '>': '&gt;',
  '<': '&lt;',
  "'": '&apos;',
  '"': '&quot;',
  '\r': '&#13;',
};

function escape(text: string): string {
  return !/[&><'"\r]/.test(text) ? text : text.replaceAll(/[&><'"\r]/g, (character) => escapes[character]!);
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

// eslint-disable-next-line no-control-regex -- the control characters are what is looked for
const illegalCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Characters that XML 1.0 cannot hold, even escaped, become the replacement character. */
export function xmlText(value: string | number | boolean): string {
  return String(value).replaceAll(illegalCharacters, '\ufffd');
}
