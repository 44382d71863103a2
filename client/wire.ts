import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { UnusableInput } from './failures.ts';

/** Bodies, in JSON and in XML (ece-v19 sections 2.2 and 15). */

/** Elements that repeat: JSON arrays, also when there is one. */
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

const decodeXml = (text: string): unknown => {
  if (/<!DOCTYPE/i.test(text)) return undefined;
  try {
    const { xml: _declaration, '?xml': _prolog, ...document } = parser.parse(text, true) as Record<string, unknown>;
    const roots = Object.values(document);
    return roots.length === 1 ? roots[0] : undefined;
  } catch {
    return undefined;
  }
};

/** The value that a JSON or XML body holds, of XML the content of the root element; undefined when it is neither. A DTD is refused. */
export const decode = (text: string): unknown => {
  const trimmed = text.trimStart();
  if (trimmed.startsWith('<')) return decodeXml(trimmed);
  try {
    return JSON.parse(trimmed) as unknown;
  } catch {
    return undefined;
  }
};

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: true });

/** Ids are attributes; a list is a repeated element. */
const element = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(element);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name === 'id' ? '@id' : name, element(member)]));
};

// eslint-disable-next-line no-control-regex
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** @throws {UnusableInput} when a value holds a character that XML cannot carry. */
export const encodeXml = (root: string, value: object): string => {
  const xml = builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    [root]: { '@xmlns': 'http://bindings.egain.com/ws/model/v19/gen/common', ...(element(value) as object) },
  });
  if (notInXml.test(xml))
    throw new UnusableInput('An input holds a control character, which XML cannot carry; use wireFormat json.');
  return xml;
};
