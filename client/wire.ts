import { XMLParser } from 'fast-xml-parser';
import { InvalidInputError } from './errors.ts';

/** Bodies in JSON and XML (spec 2.2 and 15). */

/** Elements that repeat. They become arrays even when there is only one. */
const lists = new Set([
  'entryPointConfigurations.entryPointConfiguration',
  'entryPointConfigurations.entryPointConfiguration.attachmentPolicies.attachmentPolicy',
  'messages.message',
  'messages.message.attachments.attachment',
]);

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  tagValueProcessor: (_name, text) => (text.trim() === '' ? '' : text),
  htmlEntities: true,
  parseTagValue: false,
  parseAttributeValue: false,
  maxNestedTags: 20,
  isArray: (_name, path) => lists.has(String(path)),
});

function decodeXml(text: string): unknown {
  if (/<!DOCTYPE/i.test(text)) return undefined;
  try {
    // Without this check the parser accepts malformed XML. Its replacement is a package that this project does not use.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const document = parser.parse(text, true) as Record<string, unknown>;
    const roots = Object.entries(document).filter(([name]) => name !== '?xml');
    return roots.length === 1 ? roots[0]![1] : undefined;
  } catch {
    return undefined;
  }
}

/** The value of a JSON text, which may begin with a byte order mark; undefined when the text is not JSON. */
export function decodeJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return undefined;
  }
}

/** The value of a JSON body, or the content of the root element of an XML body. Undefined for anything else, and for XML with a DTD. */
export function decode(text: string): unknown {
  return text.trimStart().startsWith('<') ? decodeXml(text.trimStart()) : decodeJson(text);
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

function escapeXml(text: string) {
  return text.replace(/[&<>"\r]/g, (character) => escapes[character]!);
}

/** Writes an id as an attribute and a list as a repeated element. */
function writeElement(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((entry) => writeElement(name, entry)).join('');
  if (typeof value !== 'object' || value === null) return `<${name}>${escapeXml(String(value))}</${name}>`;
  const { id, ...members } = value as { id?: string };
  const content = Object.entries(members).map(([member, held]) => writeElement(member, held));
  const start = id === undefined ? name : `${name} id="${escapeXml(id)}"`;
  return content.length === 0 ? `<${start}/>` : `<${start}>${content.join('')}</${name}>`;
}

// eslint-disable-next-line no-control-regex
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

const prolog = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const namespace = 'xmlns="http://bindings.egain.com/ws/model/v19/gen/common"';

/**
 * Writes the body as the root element. A body with a member of that name is a wrapper: its member is written.
 *
 * @throws {InvalidInputError} when a value holds a character that XML cannot carry
 */
export function encodeXml(root: string, body: object): string {
  const xml = writeElement(root, root in body ? body[root as keyof typeof body] : body);
  if (notInXml.test(xml))
    throw new InvalidInputError('An input holds a control character, which XML cannot carry; use wireFormat json.');
  return prolog + xml.replace(root, `${root} ${namespace}`);
}
