import { InvalidInputError } from './errors.ts';
import { readJson } from './json.ts';
import { readXml } from './xml.ts';

/** Bodies in JSON and XML (spec 2.2 and 15). */

/**
 * The value of a JSON body, or the content of the root element of an XML body. Undefined for anything else, and for what exceeds the
 * bounds of {@link readJson} and {@link readXml}.
 */
export function decode(text: string): unknown {
  return text.trimStart().startsWith('<') ? readXml(text.trimStart()) : readJson(text);
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

function escapeXml(text: string) {
  return text.replace(/[&<>"\r]/g, (character) => escapes[character]!);
}

/** Writes an id as an attribute and a list as a repeated element. */
function writeElement(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((entry) => writeElement(name, entry)).join('');
  if (typeof value !== 'object' || value === null) return `<${name}>${escapeXml(String(value))}</${name}>`;
  const { id, ...members } = value as { id?: string | number };
  const content = Object.entries(members).map(([member, held]) => writeElement(member, held));
  const start = id === undefined ? name : `${name} id="${escapeXml(String(id))}"`;
  return content.length === 0 ? `<${start}/>` : `<${start}>${content.join('')}</${name}>`;
}

// eslint-disable-next-line no-control-regex
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

const prolog = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const namespace = 'xmlns="http://bindings.egain.com/ws/model/v19/gen/common"';

/**
 * Writes the body as the root element, which `name` may rename. A body with a member of that name is a wrapper: its member is written.
 *
 * @throws {InvalidInputError} when a value holds a character that XML cannot carry
 */
export function encodeXml(root: string, body: object, name = root): string {
  const xml = writeElement(name, root in body ? body[root as keyof typeof body] : body);
  if (notInXml.test(xml))
    throw new InvalidInputError('An input holds a control character, which XML cannot carry; use wireFormat json.');
  return prolog + xml.replace(name, `${name} ${namespace}`);
}
