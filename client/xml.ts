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
  /** With its prefix. */
  readonly name: string;
  readonly members: Map<string, unknown>;
  text: string;
}

const nameHere = new RegExp(`[:_\\p{L}][-.:_\\p{L}\\p{N}\\p{M}\\u00b7]{0,${xmlBounds.nameLength}}`, 'uy');
const spaceHere = /\s*/y;
const equalsHere = /\s*=\s*/y;
const characters = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The text is no XML that this library reads. */
class NotReadable extends Error {}

/** Reads a document in one pass: its work grows with its length alone. */
class Reader {
  readonly #text: string;
  readonly #open: Open[] = [];
  readonly #roots: unknown[] = [];
  #at = 0;
  #elements = 0;
  /** Whether the child of the root that is open is nested too deep to be read. */
  #isTooDeep = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(): unknown {
    while (this.#at < this.#text.length) this.#readNext();
    require(this.#open.length === 0 && this.#roots.length === 1);
    return this.#roots[0];
  }

  #readNext(): void {
    const start = this.#text.indexOf('<', this.#at);
    if (start !== this.#at) {
      const end = start < 0 ? this.#text.length : start;
      this.#addText(decodeText(this.#text.slice(this.#at, end)));
      this.#at = end;
    } else if (this.#takes('<!--')) this.#skipTo('-->');
    else if (this.#takes('<![CDATA[')) this.#addText(this.#skipTo(']]>'));
    else if (this.#takes('<?')) this.#skipTo('?>');
    else if (this.#takes('</')) this.#readEnd();
    else this.#readStart();
  }

  #addText(text: string): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) require(text.trim() === '');
    else parent.text += text;
  }

  #readStart(): void {
    this.#at++;
    const name = this.#readName();
    require((this.#open.length > 0 || this.#roots.length === 0) && ++this.#elements <= xmlBounds.elements);
    if (this.#open.length === xmlBounds.levels) this.#isTooDeep = true;
    this.#open.push({ name, members: this.#readAttributes(), text: '' });
    if (this.#takes('/>')) this.#close();
    else require(this.#takes('>'));
  }

  #readAttributes(): Map<string, unknown> {
    const members = new Map<string, unknown>();
    for (let count = 0; this.#match(spaceHere) !== '' && !/[/>]/.test(this.#text[this.#at] ?? '');) {
      require(++count <= xmlBounds.attributesOfElement);
      const name = this.#readName();
      require(this.#match(equalsHere) !== undefined);
      const quote = this.#text[this.#at++];
      require(quote === '"' || quote === "'");
      const value = this.#skipTo(quote!);
      require(!value.includes('<'));
      if (!/^xmlns(:|$)/.test(name)) members.set(withoutPrefix(name), decodeText(value));
    }
    return members;
  }

  #readEnd(): void {
    const name = this.#readName();
    this.#match(spaceHere);
    require(this.#takes('>') && this.#open.at(-1)?.name === name);
    this.#close();
  }

  #close(): void {
    const { name, members, text } = this.#open.pop()!;
    const parent = this.#open.at(-1);
    const value = members.size > 0 ? Object.fromEntries(members) : text.trim() === '' ? '' : text;
    if (parent === undefined) this.#roots.push(value);
    else if (this.#open.length === 1) {
      addMember(parent, withoutPrefix(name), this.#isTooDeep ? null : value);
      this.#isTooDeep = false;
    } else if (!this.#isTooDeep) addMember(parent, withoutPrefix(name), value);
  }

  #readName(): string {
    const name = this.#match(nameHere) ?? '';
    require(name.length <= xmlBounds.nameLength && !['', '__proto__'].includes(withoutPrefix(name)));
    return name;
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
    this.#at += found?.length ?? 0;
    return found;
  }

  /** Goes behind the end, and gives the text before it. */
  #skipTo(end: string): string {
    const from = this.#at;
    const at = this.#text.indexOf(end, from);
    require(at >= 0);
    this.#at = at + end.length;
    return this.#text.slice(from, at);
  }
}

function require(isReadable: boolean): void {
  if (!isReadable) throw new NotReadable();
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function addMember({ name: parent, members }: Open, name: string, value: unknown): void {
  const before = members.get(name);
  if (Array.isArray(before)) before.push(value);
  else if (before !== undefined) members.set(name, [before, value]);
  else members.set(name, lists[withoutPrefix(parent)] === name ? [value] : value);
}

function decodeText(raw: string): string {
  // A bare carriage return is read as a line feed: XML 1.0, 2.11.
  const text = raw.includes('\r') ? raw.replaceAll(/\r\n?/g, '\n') : raw;
  if (!text.includes('&')) return text;
  const [first, ...parts] = text.split('&');
  return first! + parts.map(decodeReference).join('');
}

/** The character of the reference with which a part begins, and what follows it. A reference that has no meaning stays as it is. */
function decodeReference(part: string): string {
  const end = part.indexOf(';');
  const name = part.slice(0, Math.max(end, 0));
  const character = characters.get(name) ?? characterOf(name);
  return character === undefined ? `&${part}` : character + part.slice(end + 1);
}

function characterOf(name: string): string | undefined {
  const [, decimal, hexadecimal] = /^#(?:(\d+)|x([\da-fA-F]+))$/.exec(name) ?? [];
  if (decimal === undefined && hexadecimal === undefined) return undefined;
  const code = decimal === undefined ? parseInt(hexadecimal!, 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : undefined;
}

/**
 * The content of the root element of an XML text; undefined for anything else, for XML with a DTD, and for more than {@link xmlBounds}.
 * Attributes are members, prefixes are dropped, and text beside elements is ignored. A child of the root that is nested deeper than
 * 20 levels is read as null, so that one message of a batch does not spoil the others.
 */
export function readXml(text: string): unknown {
  try {
    return new Reader(text).read();
  } catch (error) {
    if (error instanceof NotReadable) return undefined;
    throw error;
  }
}
