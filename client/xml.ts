import type { SaxesTagPlain } from 'saxes';
import { SaxesParser } from 'saxes';

/** More than any answer or callback of ECE has. */
export const xmlBounds = { levels: 20, elements: 100_000, attributesOfElement: 64, nameLength: 128 } as const;

/** Elements that repeat below their parent. They become arrays even when there is only one. */
const lists: Readonly<Record<string, string>> = {
  entryPointConfigurations: 'entryPointConfiguration',
  attachmentPolicies: 'attachmentPolicy',
  messages: 'message',
  attachments: 'attachment',
};

/** An element that is open: what it has held so far. */
interface Open {
  /** Without its prefix. */
  readonly name: string;
  readonly members: Map<string, unknown>;
  text: string;
}

/** The text is no XML that this library reads. */
class NotReadable extends Error {}

/** References without a meaning stay as they are: whoever wrote them meant text. */
const harmless = ['undefined entity.', 'malformed character entity.'];

/** Reads a document in one pass: its work grows with its length alone. */
class Reader {
  readonly #parser = new SaxesParser();
  readonly #open: Open[] = [];
  #root: unknown;
  #attributes = 0;
  #elements = 0;
  /** Whether the child of the root that is open is nested too deep to be read. */
  #isTooDeep = false;

  constructor() {
    const parser = this.#parser;
    parser.on('error', ({ message }) => require(harmless.some((one) => message.endsWith(one))));
    parser.on('doctype', () => require(false));
    parser.on('opentagstart', ({ name }) => this.#begin(name));
    parser.on('attribute', ({ name }) => require(isAllowed(name) && ++this.#attributes <= xmlBounds.attributesOfElement));
    parser.on('opentag', (tag) => this.#openElement(tag));
    parser.on('text', (text) => this.#addText(text));
    parser.on('cdata', (text) => this.#addText(this.#counted(text)));
    parser.on('comment', () => this.#counted());
    parser.on('processinginstruction', () => this.#counted());
    parser.on('closetag', () => this.#close());
  }

  read(text: string): unknown {
    this.#parser.write(text.trimStart()).close();
    return this.#root;
  }

  #begin(name: string): void {
    this.#attributes = 0;
    require(isAllowed(this.#counted(name)));
  }

  /** Comments, character data and instructions cost what an element costs. */
  #counted(text = ''): string {
    require(++this.#elements <= xmlBounds.elements);
    return text;
  }

  #openElement({ name, attributes }: SaxesTagPlain): void {
    if (this.#open.length === xmlBounds.levels) this.#isTooDeep = true;
    const members = Object.entries(attributes)
      .filter(([attribute]) => !/^xmlns(:|$)/.test(attribute))
      .map(([attribute, value]): [string, unknown] => [withoutPrefix(attribute), value]);
    this.#open.push({ name: withoutPrefix(name), members: new Map(members), text: '' });
  }

  #addText(text: string): void {
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.text += text;
  }

  #close(): void {
    const { name, members, text } = this.#open.pop()!;
    const parent = this.#open.at(-1);
    const value = members.size > 0 ? Object.fromEntries(members) : text.trim() === '' ? '' : text;
    if (parent === undefined) this.#root = value;
    else if (this.#open.length === 1) {
      addMember(parent, name, this.#isTooDeep ? null : value);
      this.#isTooDeep = false;
    } else if (!this.#isTooDeep) addMember(parent, name, value);
  }
}

function require(isReadable: boolean): void {
  if (!isReadable) throw new NotReadable();
}

function isAllowed(name: string): boolean {
  return name.length <= xmlBounds.nameLength && !['', '__proto__'].includes(withoutPrefix(name));
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function addMember({ name: parent, members }: Open, name: string, value: unknown): void {
  const before = members.get(name);
  if (Array.isArray(before)) before.push(value);
  else if (before !== undefined) members.set(name, [before, value]);
  else members.set(name, lists[parent] === name ? [value] : value);
}

/**
 * The content of the root element of an XML text; undefined for anything else, for XML with a DTD, and for more than {@link xmlBounds}.
 * Attributes are members, prefixes are dropped, and text beside elements is ignored. A child of the root that is nested deeper than
 * 20 levels is read as null, so that one message of a batch does not spoil the others.
 */
export function readXml(text: string): unknown {
  try {
    return new Reader().read(text);
  } catch (error) {
    if (error instanceof NotReadable) return undefined;
    throw error;
  }
}
