import type { Happening } from '../../simulator/journal/happenings.ts';

export interface StreamedEvent {
  readonly id: number;
  readonly event: string;
  readonly data: Happening & { readonly partition: string };
}

/** Reads server-sent events as a browser's EventSource does. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #giveUp: AbortController;
  readonly #decoder = new TextDecoder();
  #received = '';

  private constructor(response: Response, giveUp: AbortController) {
    this.#reader = response.body!.getReader();
    this.#giveUp = giveUp;
  }

  /** Resolves when the stream has begun. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const giveUp = new AbortController();
    const response = await fetch(url, { headers, signal: giveUp.signal });
    if (response.headers.get('content-type') !== 'text/event-stream') throw new Error(await response.text());
    return new EventReader(response, giveUp);
  }

  /** The next events, this many; fewer when the stream ends. */
  async next(count: number): Promise<StreamedEvent[]> {
    const events: StreamedEvent[] = [];
    while (events.length < count) {
      const end = this.#received.indexOf('\n\n');
      if (end < 0) {
        const { done, value } = await this.#reader.read();
        if (done) break;
        this.#received += this.#decoder.decode(value, { stream: true });
        continue;
      }
      const fields = new Map(
        this.#received
          .slice(0, end)
          .split('\n')
          .map((line) => line.split(/: (.*)/s, 2) as [string, string]),
      );
      this.#received = this.#received.slice(end + 2);
      const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
      if (id !== undefined && event !== undefined && data !== undefined)
        events.push({ id: Number(id), event, data: JSON.parse(data) as StreamedEvent['data'] });
    }
    return events;
  }

  close(): void {
    this.#giveUp.abort();
  }
}
