import type { Fetch } from '../client/index.ts';
import type { Undo } from './step-kind.ts';

export const networkStates = ['reachable', 'unreachable', 'unknown host', 'certificate not trusted'] as const;
export type NetworkState = (typeof networkStates)[number];

const errors: Readonly<Record<Exclude<NetworkState, 'reachable'>, { code: string; message: string }>> = {
  unreachable: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
  'unknown host': { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND' },
  'certificate not trusted': { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' },
};

export type Place = 'ece' | 'tokenUrl' | 'fileServer';
type Changes = Readonly<Partial<Record<Place, NetworkState | undefined>>>;

/** A request of the client that ECE did not see: to a file server, or into a network that is broken. */
export interface Elsewhere {
  readonly method: string;
  readonly url: string;
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly problem: string | null;
}

/** The client's way out: Node's `fetch`, with what is in flight counted, and breakdowns of the network on demand. */
export class ClientNetwork {
  readonly #placeOf: (url: string) => Place;
  readonly #tell: (elsewhere: Elsewhere) => void;
  readonly #inFlight = new Set<string>();
  readonly #prefix = crypto.randomUUID();
  #states: Changes = {};
  #count = 0;

  constructor(placeOf: (url: string) => Place, tell: (elsewhere: Elsewhere) => void) {
    this.#placeOf = placeOf;
    this.#tell = tell;
  }

  /** The ids of requests that have no complete answer yet. They travel as `x-request-id`. */
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
    const place = this.#placeOf(url);
    const state = this.#states[place] ?? 'reachable';
    const tell = (status: number | null, problem: string | null) => {
      if (place === 'fileServer' || status === null) this.#tell({ method: init.method ?? 'GET', url, status, problem });
    };
    if (state !== 'reachable') {
      tell(null, state);
      throw Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error(errors[state].message), errors[state]),
      });
    }
    const id = `${this.#prefix}-${++this.#count}`;
    this.#inFlight.add(id);
    const landed = () => void this.#inFlight.delete(id);
    try {
      const headers = { ...(init.headers as Record<string, string>), 'x-request-id': id };
      const response = await fetch(url, { ...init, headers });
      tell(response.status, null);
      return watched(response, landed);
    } catch (error) {
      landed();
      throw error;
    }
  };
}

/** The same response; calls `landed` when its body is read, given up or broken. */
function watched(response: Response, landed: () => void): Response {
  if (response.body === null) {
    landed();
    return response;
  }
  const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      try {
        const { done, value } = await reader.read();
        if (!done) controller.enqueue(value);
        else {
          landed();
          controller.close();
        }
      } catch (error) {
        landed();
        controller.error(error);
      }
    },
    cancel: (reason) => {
      landed();
      return reader.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
}
