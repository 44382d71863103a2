import type { Fetch } from '../callbacks/http-client.ts';

export interface PeerRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly redirect: string | undefined;
}

/** What a peer does with a request: a status or a whole answer, a broken connection, or nothing. */
export type PeerAnswer = number | Response | Promise<Response> | Error | 'silence';

/** Stands for a server behind an injected `fetch`: it keeps the requests and answers 200 unless a test sets another answer. */
export class Peer {
  readonly requests: PeerRequest[] = [];
  readonly #answers: PeerAnswer[] = [];
  readonly #underWay = new Set<Promise<unknown>>();
  #usual: (request: PeerRequest) => PeerAnswer = () => 200;

  /** Sets the answers to the next requests, in order; after them the usual answer applies again. */
  next(...answers: PeerAnswer[]): void {
    this.#answers.push(...answers);
  }

  usually(answer: (request: PeerRequest) => PeerAnswer): void {
    this.#usual = answer;
  }

  readonly fetch: Fetch = (input, init) => {
    const { method = 'GET', headers, body, redirect, signal } = init ?? {};
    const request: PeerRequest = {
      method,
      url: input instanceof Request ? input.url : String(input),
      headers: Object.fromEntries(new Headers(headers)),
      body: typeof body === 'string' ? body : '',
      redirect,
    };
    this.requests.push(request);
    const answer = this.#answers.shift() ?? this.#usual(request);
    if (answer instanceof Error) return Promise.reject(answer);
    if (answer === 'silence') return untilAborted(signal);
    return Promise.resolve(typeof answer === 'number' ? new Response(null, { status: answer }) : answer);
  };

  /** Registers I/O for {@link Peer.settled}. */
  readonly track = <Result>(io: Promise<Result>): Promise<Result> => {
    const settled = io.finally(() => this.#underWay.delete(settled));
    this.#underWay.add(settled);
    return settled;
  };

  /** Resolves when everything tracked has ended. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** The JSON bodies of the requests. */
  get bodies(): unknown[] {
    return this.requests.map(({ body }) => JSON.parse(body) as unknown);
  }
}

function untilAborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });
}
