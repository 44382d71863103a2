import type { Fetch } from '../../client/index.ts';
import { nodeFetch } from '../../client/index.ts';
import type { Undo } from './undo.ts';

export const networkStates = ['reachable', 'unreachable', 'unknown host', 'certificate not trusted'] as const;
export type NetworkState = (typeof networkStates)[number];

const errors: Readonly<Record<Exclude<NetworkState, 'reachable'>, { code: string; message: string }>> = {
  unreachable: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
  'unknown host': { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND' },
  'certificate not trusted': { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' },
};

export type Destination = 'ece' | 'tokenUrl' | 'fileServer';
type Changes = Readonly<Partial<Record<Destination, NetworkState | undefined>>>;

/** A request of the client that ECE did not see: to a file server, or into a network that is broken. */
export interface OutsideRequest {
  readonly method: string;
  readonly url: string;
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly problem: string | null;
}

/** The client's network: its own HTTP client. It knows the requests in flight, and breaks down on demand. */
export class ClientNetwork {
  readonly #destinationOf: (url: string) => Destination;
  readonly #onOutsideRequest: (request: OutsideRequest) => void;
  readonly #inFlight = new Set<string>();
  readonly #prefix = crypto.randomUUID();
  #states: Changes = {};
  #count = 0;

  constructor(destinationOf: (url: string) => Destination, onOutsideRequest: (request: OutsideRequest) => void) {
    this.#destinationOf = destinationOf;
    this.#onOutsideRequest = onOutsideRequest;
  }

  /** The ids of requests that have no complete answer yet. The client sends them as `x-request-id`. */
  get inFlight(): ReadonlySet<string> {
    return this.#inFlight;
  }

  change(changes: Changes): Undo {
    const before = this.#states;
    this.#states = { ...before, ...changes };
    return () => {
      this.#states = before;
    };
  }

  readonly fetch: Fetch = async (url, init) => {
    const destination = this.#destinationOf(url);
    const state = this.#states[destination] ?? 'reachable';
    const method = init.method ?? 'GET';
    if (state !== 'reachable') {
      this.#onOutsideRequest({ method, url, status: null, problem: state });
      throw Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error(errors[state].message), errors[state]),
      });
    }
    const id = `${this.#prefix}-${++this.#count}`;
    this.#inFlight.add(id);
    const finish = () => void this.#inFlight.delete(id);
    try {
      const headers = { ...(init.headers as Record<string, string>), 'x-request-id': id };
      const response = await nodeFetch(url, { ...init, headers });
      if (destination === 'fileServer') this.#onOutsideRequest({ method, url, status: response.status, problem: null });
      return watchBody(response, finish);
    } catch (error) {
      finish();
      throw error;
    }
  };
}

/** The same response. It calls `finish` when its body was read, cancelled or broken. */
function watchBody(response: Response, finish: () => void): Response {
  if (response.body === null) {
    finish();
    return response;
  }
  const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      try {
        const { done, value } = await reader.read();
        if (!done) controller.enqueue(value);
        else {
          finish();
          controller.close();
        }
      } catch (error) {
        finish();
        controller.error(error);
      }
    },
    cancel: (reason) => {
      finish();
      return reader.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
}
