import { LazyList } from './json-pieces.ts';
import type { JournalDoor } from '../doors/journal.ts';
import type { JournalEntry, RecordedMessage } from '../journal/journal.ts';

/** The journal as an HTTP Archive 1.2, which browsers and proxies open; `{base}` is written out. */
export function har(journal: Pick<JournalDoor, 'durationOf'>, entries: readonly JournalEntry[], base: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'ece-simulator', version: '1' },
      entries: LazyList.of(entries, (entry) => new HarEntry(entry, base).with(journal.durationOf(entry))),
    },
  };
}

/** The sizes are those of the bodies in the journal. */
class HarEntry {
  readonly #entry: JournalEntry;
  readonly #base: string;

  constructor(entry: JournalEntry, base: string) {
    this.#entry = entry;
    this.#base = base;
  }

  with(durationMs: number): object {
    const { kind, operation, problem, refusal } = this.#entry;
    return {
      startedDateTime: new Date(this.#entry.at).toISOString(),
      time: durationMs,
      request: this.#request(),
      response: this.#response(),
      cache: {},
      timings: { send: 0, wait: durationMs, receive: 0 },
      comment: [kind, operation, problem, refusal?.reason.rule].filter((part) => part != null).join('; '),
    };
  }

  #request(): object {
    const { method, target, headers, body } = this.#entry.request;
    const url = this.#written(target.startsWith('/') ? `{base}${target}` : target);
    const [, query = ''] = url.split('?', 2);
    const text = this.#written(body);
    return {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: this.#headers(this.#entry.request),
      queryString: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
      headersSize: -1,
      bodySize: bytesOf(text),
      ...(text !== '' && { postData: { mimeType: headers['content-type'] ?? '', text } }),
    };
  }

  /** Browsers write status 0 when no answer came. */
  #response(): object {
    const answer = this.#entry.answer ?? { status: 0, headers: {}, body: '' };
    const text = this.#written(answer.body);
    return {
      status: answer.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: this.#headers(answer),
      content: { size: bytesOf(text), mimeType: answer.headers['content-type'] ?? '', text },
      redirectURL: this.#written(answer.headers['location'] ?? ''),
      headersSize: -1,
      bodySize: this.#entry.answer === null ? -1 : bytesOf(text),
    };
  }

  #headers({ headers }: RecordedMessage): object[] {
    return Object.entries(headers).map(([name, value]) => ({ name, value: this.#written(value) }));
  }

  #written(text: string): string {
    return text.replaceAll('{base}', this.#base);
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
