import type { SaxesTagPlain } from 'saxes';
import { SaxesParser } from 'saxes';
import { Unreadable } from './json.ts';

/** More than any body of the API needs. They bound the work of a body before anything else has looked at it. */
export const xmlBounds = { levels: 20, elements: 20_000, attributesOfElement: 64, nameLength: 128 } as const;

/** An element that is open: what it has held so far. */
interface Open {
  /** Without its prefix. */
  readonly name: string;
  readonly members: Map<string, unknown>;
  readonly id: string | undefined;
  text: string;
}

/**
 * Reads a document in one pass. Its work grows with its length alone: it knows the parent of an element and no path.
 * Prefixes are dropped, the attribute `id` is a member, other attributes and the text beside elements are ignored.
 */
export class XmlReader {
  readonly #parser = new SaxesParser();
  /** Whether an element repeats below its parent, so that it is a list even when there is one. */
  readonly #isRepeated: (parent: string, name: string) => boolean;
  readonly #open: Open[] = [];
  #attributes = 0;
  #elements = 0;
  #text = '';
  #root: { readonly root: string; readonly value: unknown } | undefined;

  constructor(isRepeated: (parent: string, name: string) => boolean) {
    this.#isRepeated = isRepeated;
    const parser = this.#parser;
    parser.on('error', ({ message }) => this.#refuse(withoutNames(message) + this.#adviceOnAmpersands()));
    parser.on('doctype', () => this.#refuse('a document type definition is not allowed'));
    parser.on('opentagstart', ({ name }) => this.#begin(name));
    parser.on('attribute', ({ name }) => this.#countAttribute(name));
    parser.on('opentag', (tag) => this.#openElement(tag));
    parser.on('text', (text) => this.#addText(text));
    parser.on('cdata', (text) => this.#addText(this.#counted(text)));
    parser.on('comment', () => this.#counted());
    parser.on('processinginstruction', () => this.#counted());
    parser.on('closetag', () => this.#close());
  }

  /** @throws {Unreadable} for what is not well formed, for a document type definition, and for what exceeds {@link xmlBounds} */
  read(text: string): { readonly root: string; readonly value: unknown } {
    this.#text = text.trimStart();
    this.#parser.write(this.#text).close();
    return this.#root!;
  }

  #begin(name: string): void {
    this.#checkName(name);
    this.#attributes = 0;
    if (this.#open.length === xmlBounds.levels) this.#refuse(`nested deeper than ${xmlBounds.levels} levels`);
    this.#counted();
  }

  /** Comments, character data and instructions cost what an element costs. */
  #counted(text = ''): string {
    if (++this.#elements > xmlBounds.elements) this.#refuse(`more than ${xmlBounds.elements} elements`);
    return text;
  }

  #countAttribute(name: string): void {
    this.#checkName(name);
    if (++this.#attributes > xmlBounds.attributesOfElement)
      this.#refuse(`more than ${xmlBounds.attributesOfElement} attributes of an element`);
  }

  #checkName(name: string): void {
    if (name.length > xmlBounds.nameLength) this.#refuse(`a name is longer than ${xmlBounds.nameLength} characters`);
    if (['', '__proto__'].includes(withoutPrefix(name))) this.#refuse('a name is not allowed');
  }

  #openElement({ name, attributes }: SaxesTagPlain): void {
    const [, id] = Object.entries(attributes).find(([attribute]) => withoutPrefix(attribute) === 'id') ?? [];
    this.#open.push({ name: withoutPrefix(name), id, members: new Map(), text: '' });
  }

  #addText(text: string): void {
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.text += text;
  }

  #close(): void {
    const { name, members, id, text } = this.#open.pop()!;
    if (id !== undefined) members.set('id', id);
    const value = members.size === 0 ? text : Object.fromEntries(members);
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      this.#root = { root: name, value };
      return;
    }
    const before = parent.members.get(name);
    if (Array.isArray(before)) before.push(value);
    else if (before !== undefined) parent.members.set(name, [before, value]);
    else parent.members.set(name, this.#isRepeated(parent.name, name) ? [value] : value);
  }

  /** The parser takes a bare ampersand for the beginning of a reference, and then misses what it has swallowed. */
  #adviceOnAmpersands(): string {
    return /&(?!(?:\w+|#\d+|#x[\da-f]+);)/i.test(this.#text) ? '; an ampersand in a text is written &amp;' : '';
  }

  /** The text is not quoted, because it may hold a password. */
  #refuse(problem: string): never {
    throw new Unreadable(`${problem} (line ${this.#parser.line})`);
  }
}

/** The parser begins with the place and ends with names of the document, as in `3:4: unclosed tag: a`. */
function withoutNames(message: string): string {
  return message
    .replace(/^\d+:\d+: /, '')
    .replace(/:.*$/s, '')
    .replace(/\.$/, '');
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
