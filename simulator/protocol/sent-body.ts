import { decodeBody } from './body-text.ts';
import { readJson, Unreadable } from './json.ts';
import { bodyFormat } from './representation.ts';
import { readXml } from './xml.ts';

/** More than any body of the API has. The check of a body costs more than its parsing. */
const mostValues = 20_000;

/** A text of so many characters has at most 20,000 bytes, which the journal shows whole. */
export const longestText = 6666;

const utf8 = new TextDecoder();

/** A body as data. `root` is the name of the root element of XML, null for JSON. */
export interface BodyData {
  readonly root: string | null;
  readonly value: unknown;
}

/** The body of a request, which is parsed once however often it is read. */
export class SentBody {
  readonly bytes: Uint8Array;
  readonly #contentType: string | undefined;
  #result: BodyData | Unreadable | undefined;
  #text: string | undefined;

  constructor(bytes: Uint8Array, contentType: string | undefined) {
    this.bytes = bytes;
    this.#contentType = contentType;
  }

  /** The text where it is short and was read, else the bytes: a text takes less memory. */
  get asRead(): Uint8Array | string {
    return this.#text !== undefined && this.#text.length <= longestText ? this.#text : this.bytes;
  }

  /** The text of a form; what is not UTF-8 in it is read as U+FFFD. */
  get form(): string {
    return (this.#text ??= utf8.decode(this.bytes));
  }

  /** @throws {Unreadable} when it is not what its content type says */
  read(): BodyData {
    this.#result ??= this.#parse();
    if (this.#result instanceof Unreadable) throw this.#result;
    return this.#result;
  }

  #parse(): BodyData | Unreadable {
    try {
      const text = (this.#text = decodeBody(this.bytes, this.#contentType));
      return bodyFormat(this.#contentType) === 'json' ? { root: null, value: readJson(text, mostValues) } : readXml(text);
    } catch (error) {
      if (error instanceof Unreadable) return error;
      throw error;
    }
  }
}
