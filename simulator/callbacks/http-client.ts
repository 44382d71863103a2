import { toRecordedAnswer, toRecordedRequest } from '../journal/recording.ts';
import type { Journal, JournalRecord } from '../journal/journal.ts';
import { maskText } from '../journal/masking.ts';
import type { Cancel, Clock } from '../world/clock.ts';

export type Fetch = typeof globalThis.fetch;

export interface OutgoingRequest {
  readonly kind: 'callback' | 'callback-token' | 'file';
  readonly who: string | null;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Time limit by the partition's clock, for headers and body together. */
  readonly timeoutMs: number;
  readonly redirect: 'manual' | 'follow';
  /** Most bytes of the answer's body. */
  readonly largestAnswer: number;
  readonly conversationIds: readonly string[];
}

/** An answer, or why none came, in a sentence. */
export type Received =
  { readonly status: number; readonly headers: Headers; readonly body: Uint8Array } | { readonly failed: string };

/** Sends the requests of a partition, with limits of time and size, and writes each into the journal. */
export class HttpClient {
  readonly #fetch: Fetch;
  readonly #clock: Clock;
  readonly #journal: Journal;
  /** For each request under way, the clock's life when it was sent. */
  readonly #underway = new Set<{ life: number }>();
  readonly #leastRealMs: () => number;

  /** @param leastRealMs real milliseconds that a server has at least: a fast clock of the partition does not make it faster */
  constructor(fetch: Fetch, clock: Clock, journal: Journal, leastRealMs: () => number = () => 0) {
    this.#fetch = fetch;
    this.#clock = clock;
    this.#journal = journal;
    this.#leastRealMs = leastRealMs;
  }

  /** Requests that are not answered yet and belong to the current life of the partition. */
  get underway(): number {
    return [...this.#underway].filter(({ life }) => life === this.#clock.life).length;
  }

  /** Never throws: a failure is a sentence. A request during which the partition is reset has no entry in the journal. */
  async send(request: OutgoingRequest): Promise<Received> {
    const at = this.#clock.now();
    const { life } = this.#clock;
    const startedAt = performance.now();
    const underway = { life };
    this.#underway.add(underway);
    const received = await this.#attempt(request);
    this.#underway.delete(underway);
    if (life !== this.#clock.life) return { failed: 'the partition was reset meanwhile' };
    this.#journal.record({ ...recordOf(request, received), at, durationMs: performance.now() - startedAt });
    return received;
  }

  async #attempt({ url, method, headers, body, timeoutMs, redirect, largestAnswer }: OutgoingRequest): Promise<Received> {
    const controller = new AbortController();
    const cancel = this.#abortAfter(timeoutMs, () => controller.abort());
    try {
      const answer = await this.#fetch(url, {
        method,
        headers,
        ...(method === 'POST' && { body }),
        redirect,
        signal: controller.signal,
      });
      const bytes = await readAtMost(answer, largestAnswer);
      if (bytes === 'too large') return { failed: `the answer is larger than ${largestAnswer} bytes` };
      return { status: answer.status, headers: answer.headers, body: bytes };
    } catch (error) {
      return { failed: controller.signal.aborted ? `no answer within ${timeoutMs} ms` : causeOf(error) };
    } finally {
      cancel();
    }
  }

  #abortAfter(timeoutMs: number, abort: () => void): Cancel {
    const earliest = performance.now() + this.#leastRealMs();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cancel = this.#clock.schedule(timeoutMs, () => {
      const left = earliest - performance.now();
      if (left > 0) timer = setTimeout(abort, left);
      else abort();
    });
    return () => {
      cancel();
      clearTimeout(timer);
    };
  }
}

async function readAtMost(answer: Response, limit: number): Promise<Uint8Array | 'too large'> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > limit) return 'too large';
    parts.push(part);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/** `fetch` only says "fetch failed"; the reason is in its cause. */
function causeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return cause?.message || cause?.code || (error as Error).message;
}

function recordOf(request: OutgoingRequest, received: Received): Omit<JournalRecord, 'at' | 'durationMs'> {
  const { kind, who, method, url, headers, body, conversationIds } = request;
  const failed = 'failed' in received;
  return {
    kind,
    who,
    conversationIds,
    operation: null,
    entryPointId: null,
    request: toRecordedRequest({ method, target: url, headers, body }),
    answer: failed
      ? null
      : toRecordedAnswer({ status: received.status, headers: Object.fromEntries(received.headers), body: received.body }),
    problem: failed ? maskText(received.failed) : null,
    refusal: null,
    faultId: null,
  };
}
