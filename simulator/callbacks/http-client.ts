import type { Journal } from '../journal/journal.ts';
import type { ExchangeRecord } from '../journal/kept-entry.ts';
import type { KnownSecrets } from '../world/known-secrets.ts';
import type { Cancel, Clock } from '../world/clock.ts';
import { realTimers } from '../time/real-timers.ts';

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
  /** Says why a redirect must not lead to the URL; undefined when it may. Without this function no redirect is followed. */
  readonly forbidsRedirect?: ((url: URL) => string | undefined) | undefined;
  /** Most bytes of the answer's body that are read. */
  readonly largestAnswer: number;
  /** Whether a larger answer is a failure, or is cut because the rest is not needed. */
  readonly ofLargerAnswer: 'fail' | 'drop the rest';
  readonly conversationIds: readonly string[];
  /** Finds the secrets that the partition gets with the answer, so that nothing shows them. */
  readonly findSecrets?: (body: Uint8Array) => string[];
}

export interface Failure {
  /** Why no answer came, in a sentence. */
  readonly failed: string;
  readonly isTimeout?: true;
}

/** An answer, or why none came. */
export type AnswerOrFailure = { readonly status: number; readonly headers: Headers; readonly body: Uint8Array } | Failure;

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

  /** What must not be shown of the partition. */
  get secrets(): KnownSecrets {
    return this.#journal.secrets;
  }

  /** Requests that are not answered yet and belong to the current life of the partition. */
  get underway(): number {
    return [...this.#underway].filter(({ life }) => life === this.#clock.life).length;
  }

  /** Never throws: a failure is a sentence. A request during which the partition is reset has no entry in the journal. */
  async send(request: OutgoingRequest): Promise<AnswerOrFailure> {
    const at = this.#clock.now();
    const { life } = this.#clock;
    const startedAt = realTimers.elapsed();
    const underway = { life };
    this.#underway.add(underway);
    const received = await this.#attempt(request).finally(() => this.#underway.delete(underway));
    if (life !== this.#clock.life) return { failed: 'the partition was reset meanwhile' };
    if (!('failed' in received) && request.findSecrets !== undefined) this.secrets.learn(...request.findSecrets(received.body));
    this.#journal.record({ ...recordOf(request, received), at, durationMs: realTimers.elapsed() - startedAt });
    return received;
  }

  /** Writes into the journal that a callback did not leave at all. */
  recordUnsent({
    who,
    url,
    conversationIds,
    why,
  }: Pick<OutgoingRequest, 'who' | 'url' | 'conversationIds'> & { why: string }): void {
    const request = { kind: 'callback', who, method: 'POST', url, headers: {}, body: '', conversationIds } as const;
    this.#journal.record({ ...recordOf(request, { failed: why }), at: this.#clock.now(), durationMs: 0 });
  }

  async #attempt(request: OutgoingRequest): Promise<AnswerOrFailure> {
    const { timeoutMs, largestAnswer, ofLargerAnswer } = request;
    const controller = new AbortController();
    const cancel = this.#abortAfter(timeoutMs, () => controller.abort());
    try {
      const answer = await this.#exchange(request, controller.signal);
      if ('failed' in answer) return answer;
      const { bytes, isCut } = await readAtMost(answer, largestAnswer);
      if (isCut && ofLargerAnswer === 'fail') return { failed: `the answer is larger than ${largestAnswer} bytes` };
      return { status: answer.status, headers: answer.headers, body: bytes };
    } catch (error) {
      if (controller.signal.aborted) return { failed: `no answer within ${timeoutMs} ms`, isTimeout: true };
      return { failed: causeOf(error) };
    } finally {
      cancel();
    }
  }

  /** Sends one request, and one more for each redirect that it follows. */
  async #exchange(request: OutgoingRequest, signal: AbortSignal): Promise<Response | { failed: string }> {
    const { forbidsRedirect } = request;
    let current: SingleRequest = request;
    for (let redirects = 0; ; redirects++) {
      const { url, method, headers, body } = current;
      const answer = await this.#fetch(url, {
        method,
        headers,
        ...(method === 'POST' && { body }),
        redirect: 'manual',
        signal,
      });
      const next = forbidsRedirect && redirectOf(current, answer);
      if (next === undefined) return answer;
      await answer.body?.cancel();
      const forbidden = redirects === mostRedirects ? 'there were too many before it' : forbidsRedirect!(new URL(next.url));
      if (forbidden !== undefined) return { failed: `the redirect to ${next.url} is not followed: ${forbidden}` };
      current = next;
    }
  }

  #abortAfter(timeoutMs: number, abort: () => void): Cancel {
    const earliest = realTimers.elapsed() + this.#leastRealMs();
    let timer: ReturnType<typeof realTimers.setTimeout> | undefined;
    const cancel = this.#clock.schedule(timeoutMs, () => {
      const left = earliest - realTimers.elapsed();
      if (left > 0) timer = realTimers.setTimeout(abort, left);
      else abort();
    });
    return () => {
      cancel();
      realTimers.clearTimeout(timer);
    };
  }
}

type SingleRequest = Pick<OutgoingRequest, 'url' | 'method' | 'headers' | 'body'>;

const mostRedirects = 20;

/** Makes the request that follows a redirect, as `fetch` does; undefined when the answer is no redirect. */
function redirectOf(
  { url, method, headers, body }: SingleRequest,
  { status, headers: answered }: Response,
): SingleRequest | undefined {
  const location = answered.get('location');
  if (![301, 302, 303, 307, 308].includes(status) || location === null || !URL.canParse(location, url)) return undefined;
  const target = new URL(location, url);
  const { authorization, ...others } = headers;
  const isSameOrigin = target.origin === new URL(url).origin;
  const keepsBody = status === 307 || status === 308;
  return {
    url: target.href,
    method: keepsBody ? method : 'GET',
    headers: { ...others, ...(isSameOrigin && authorization !== undefined && { authorization }) },
    body: keepsBody ? body : '',
  };
}

/** The first bytes of the body. Beyond the limit it is not read, and its connection is closed. */
async function readAtMost(answer: Response, limit: number): Promise<{ bytes: Uint8Array; isCut: boolean }> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    parts.push(part.subarray(0, limit - size));
    size += part.byteLength;
    if (size > limit) break;
  }
  const bytes = new Uint8Array(Math.min(size, limit));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return { bytes, isCut: size > limit };
}

/** `fetch` only says "fetch failed"; the reason is in its cause. */
export function causeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return cause?.message || cause?.code || (error as Error).message;
}

type RecordedRequest = Pick<OutgoingRequest, 'kind' | 'who' | 'method' | 'url' | 'headers' | 'body' | 'conversationIds'>;

function recordOf(request: RecordedRequest, received: AnswerOrFailure): Omit<ExchangeRecord, 'at' | 'durationMs'> {
  const { kind, who, method, url, headers, body, conversationIds } = request;
  const failed = 'failed' in received;
  return {
    kind,
    who,
    conversationIds,
    operation: null,
    entryPointId: null,
    request: { method, target: url, headers, body },
    answer: failed ? null : { status: received.status, headers: Object.fromEntries(received.headers), body: received.body },
    problem: failed ? received.failed : null,
    refusal: null,
    faultId: null,
  };
}
