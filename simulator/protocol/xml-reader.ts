import { Unreadable } from './json.ts';

/** More than any body of the API needs. They bound the work of a body before anything else has looked at it. */
export const xmlBounds = { levels: 20, elements: 20_000, attributesOfElement: 64, nameLength: 128 } as const;

/** An element that is open: what it has held so far. */
interface Open {
  readonly name: string;
  readonly members: Map<string, unknown>;
  readonly id: string | undefined;
  text: string;
}

/** A name with its prefix. One that is longer than the bound is read up to it, so the rest is refused. */
const nameHere = new RegExp(`[:_\\p{L}][-.:_\\p{L}\\p{N}\\p{M}\\u00b7]{0,${xmlBounds.nameLength}}`, 'uy');
const spaceHere = /[ \t\n\r]*/y;
const equalsHere = /[ \t\n\r]*=[ \t\n\r]*/y;
/** Characters that no XML 1.0 document holds, even escaped. */
// eslint-disable-next-line no-control-regex -- the control characters are what is looked for
const illegalCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const characters = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Reads a document in one pass. Its work grows with its length alone: it knows the parent of an element and no path.
 * Prefixes are dropped, the attribute `id` is a member, other attributes and the text beside elements are ignored.
 */
export class XmlReader {
  readonly #text: string;
  /** Whether an element repeats below its parent, so that it is a list even when there is one. */
  readonly #isRepeated: (parent: string, name: string) => boolean;
  readonly #open: Open[] = [];
  #at = 0;
  #elements = 0;
  #root: { readonly root: string; readonly value: unknown } | undefined;

  constructor(text: string, isRepeated: (parent: string, name: string) => boolean) {
    this.#text = text;
    this.#isRepeated = isRepeated;
  }

  /** @throws {Unreadable} for what is not well formed, for a document type definition, and for what exceeds {@link xmlBounds} */
  read(): { readonly root: string; readonly value: unknown } {
    const illegal = this.#text.search(illegalCharacter);
    if (illegal >= 0) this.#refuse('a character is not allowed in XML', illegal);
    while (this.#at < this.#text.length) this.#readNext();
    if (this.#open.length > 0) this.#refuse('an element is not closed');
    return this.#root ?? this.#refuse('exactly one root element is expected');
  }

  #readNext(): void {
    const { length } = this.#text;
    const start = this.#text.indexOf('<', this.#at);
    if (start !== this.#at) {
      this.#addText(this.#decode(this.#text.slice(this.#at, start < 0 ? length : start)));
      this.#at = start < 0 ? length : start;
    } else if (this.#takes('<!--')) this.#skipTo('-->', 'a comment is not closed');
    else if (this.#takes('<![CDATA[')) this.#addText(this.#skipTo(']]>', 'character data is not closed'));
    else if (this.#takes('<!')) this.#refuse('a document type definition is not allowed');
    else if (this.#takes('<?')) this.#skipInstruction();
    else if (this.#takes('</')) this.#readEnd();
    else this.#readStart();
  }

  #skipInstruction(): void {
    const isFirst = this.#text.slice(0, this.#at - 2).trim() === '';
    const instruction = this.#skipTo('?>', 'a processing instruction is not closed');
    if (/^xml\s/i.test(instruction) && !isFirst) this.#refuse('an XML declaration must be the first');
  }

  #addText(text: string): void {
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.text += text;
    else if (/[^ \t\n\r]/.test(text)) this.#refuse('exactly one root element is expected');
  }

  #readStart(): void {
    this.#at++;
    const name = this.#readName();
    if (this.#open.length === 0 && this.#root !== undefined) this.#refuse('exactly one root element is expected');
    if (this.#open.length === xmlBounds.levels) this.#refuse(`nested deeper than ${xmlBounds.levels} levels`);
    if (++this.#elements > xmlBounds.elements) this.#refuse(`more than ${xmlBounds.elements} elements`);
    this.#open.push({ name, id: this.#readId(), members: new Map(), text: '' });
    if (this.#takes('/>')) this.#close();
    else if (!this.#takes('>')) this.#refuse('a start tag is not closed');
  }

  /** Reads the attributes, and gives the value of the one that is called `id`. */
  #readId(): string | undefined {
    const names = new Set<string>();
    let id: string | undefined;
    while (this.#match(spaceHere) !== '' && !/[/>]/.test(this.#text[this.#at] ?? '')) {
      const name = this.#readName();
      if (names.has(name)) this.#refuse('an attribute is repeated');
      if (names.add(name).size > xmlBounds.attributesOfElement)
        this.#refuse(`more than ${xmlBounds.attributesOfElement} attributes of an element`);
      const value = this.#readAttributeValue();
      if (withoutPrefix(name) === 'id') id = value;
    }
    return id;
  }

  #readAttributeValue(): string {
    if (this.#match(equalsHere) === undefined) this.#refuse('an attribute has no value');
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'") this.#refuse('the value of an attribute is not quoted');
    this.#at++;
    const value = this.#skipTo(quote, 'the value of an attribute is not closed');
    if (value.includes('<')) this.#refuse('the value of an attribute holds a "<"');
    return this.#decode(value);
  }

  #readEnd(): void {
    const name = this.#readName();
    this.#match(spaceHere);
    if (!this.#takes('>')) this.#refuse('an end tag is not closed');
    if (this.#open.at(-1)?.name !== name) this.#refuse('an end tag closes no element that is open');
    this.#close();
  }

  #close(): void {
    const { name: fullName, members, id, text } = this.#open.pop()!;
    const name = withoutPrefix(fullName);
    if (name === '' || name === '__proto__') this.#refuse('a name is not allowed');
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
    else parent.members.set(name, this.#isRepeated(withoutPrefix(parent.name), name) ? [value] : value);
  }

  /** The name with its prefix. */
  #readName(): string {
    const name = this.#match(nameHere) ?? this.#refuse('a name is expected');
    if (name.length > xmlBounds.nameLength) this.#refuse(`a name is longer than ${xmlBounds.nameLength} characters`);
    return name;
  }

  #decode(raw: string): string {
    // A bare carriage return is read as a line feed: XML 1.0, 2.11.
    const text = raw.includes('\r') ? raw.replaceAll(/\r\n?/g, '\n') : raw;
    if (!text.includes('&')) return text;
    const [first, ...parts] = text.split('&');
    return first! + parts.map((part) => this.#decodeReference(part)).join('');
  }

  /** The character of the reference with which a part begins, and what follows it. */
  #decodeReference(part: string): string {
    const end = part.indexOf(';');
    const name = part.slice(0, Math.max(end, 0));
    return (characters.get(name) ?? this.#characterOf(name)) + part.slice(end + 1);
  }

  #characterOf(name: string): string {
    const [, decimal, hexadecimal] = /^#(?:(\d+)|x([\da-fA-F]+))$/.exec(name) ?? [];
    if (decimal !== undefined) return this.#character(Number(decimal));
    return hexadecimal === undefined ? this.#refuse('an entity is not declared') : this.#character(parseInt(hexadecimal, 16));
  }

  #character(code: number): string {
    return isLegal(code) ? String.fromCodePoint(code) : this.#refuse('a character is not allowed in XML');
  }

  #takes(text: string): boolean {
    const isHere = this.#text.startsWith(text, this.#at);
    if (isHere) this.#at += text.length;
    return isHere;
  }

  /** What a sticky expression matches here; undefined when it does not. */
  #match(here: RegExp): string | undefined {
    here.lastIndex = this.#at;
    const [found] = here.exec(this.#text) ?? [];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** Goes behind the end, and gives the text before it. */
  #skipTo(end: string, problem: string): string {
    const at = this.#text.indexOf(end, this.#at);
    if (at < 0) this.#refuse(problem);
    const skipped = this.#text.slice(this.#at, at);
    this.#at = at + end.length;
    return skipped;
  }

  /** The text is not quoted, because it may hold a password. */
  #refuse(problem: string, at = this.#at): never {
    const line = this.#text.slice(0, at).split('\n').length;
    throw new Unreadable(`${problem} (line ${line})`);
  }
}

/** XML 1.0, 2.2. */
function isLegal(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
