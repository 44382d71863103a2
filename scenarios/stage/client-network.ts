import type { Fetch } from '../../client/index.ts';
import { fetchByProxy } from '../../client/node-fetch.ts';
import { readProxyEnvironment } from '../../simulator/http/node-fetch.ts';
import type { NetworkState } from './broken-places.ts';
import { BrokenPlaces } from './broken-places.ts';
import type { Deed, Evidence } from './evidence.ts';
import type { Undo } from './undo.ts';

export type Destination = 'ece' | 'tokenUrl' | 'fileServer' | 'platform';
type Changes = Readonly<Partial<Record<Exclude<Destination, 'platform'>, NetworkState | undefined>>>;

/** A request of the client that ECE did not see: to a file server, or into a network that is broken. */
export interface OutsideRequest {
  readonly method: string;
  readonly url: string;
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly problem: string | null;
}

const fetchDirectly = fetchByProxy(null);

interface ClientNetworkSettings {
  readonly destinationOf: (url: string) => Destination;
  readonly onOutsideRequest: (request: OutsideRequest) => void;
  readonly evidence: Evidence;
}

/** The client's network: its own HTTP client. It knows the requests in flight, and leads to places that fail on demand. */
export class ClientNetwork {
  readonly #settings: ClientNetworkSettings;
  readonly #fetchFromEce = fetchByProxy(readProxyEnvironment(process.env));
  readonly #broken = new BrokenPlaces();
  readonly #failing = new Set<Promise<unknown>>();
  readonly #inFlight = new Set<string>();
  readonly #prefix = crypto.randomUUID();
  #states: Changes = {};
  #count = 0;

  constructor(settings: ClientNetworkSettings) {
    this.#settings = settings;
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

  /** The requests into a broken network. They take real time, a look-up of a name for example. */
  get failing(): ReadonlySet<Promise<unknown>> {
    return this.#failing;
  }

  readonly fetch: Fetch = async (url, init) => {
    const destination = this.#settings.destinationOf(url);
    const state = destination === 'platform' ? 'reachable' : (this.#states[destination] ?? 'reachable');
    const method = init.method ?? 'GET';
    if (state === 'reachable') return this.#send(url, init, destination);
    const failing = this.#broken.locate(state, url).then((place) => this.#send(place, init, destination, fetchDirectly));
    this.#failing.add(failing);
    try {
      return await failing;
    } catch (error) {
      this.#settings.onOutsideRequest({ method, url, status: null, problem: state });
      throw error;
    } finally {
      this.#failing.delete(failing);
    }
  };

  async #send(url: string, init: RequestInit, destination: Destination, fetch: Fetch = this.#fetchFromEce): Promise<Response> {
    const { evidence, onOutsideRequest } = this.#settings;
    const id = `${this.#prefix}-${++this.#count}`;
    const deed = evidence.note(destination === 'ece' || destination === 'tokenUrl' ? 'request to ECE' : 'other request');
    this.#inFlight.add(id);
    const finish = () => void this.#inFlight.delete(id);
    try {
      const headers = { ...(init.headers as Record<string, string>), 'x-request-id': id };
      const response = await fetch(url, { ...init, headers });
      if (destination === 'fileServer')
        onOutsideRequest({ method: init.method ?? 'GET', url, status: response.status, problem: null });
      return watchBody(response, deed, finish);
    } catch (error) {
      finish();
      throw error;
    }
  }

  close(): void {
    this.#broken.close();
  }
}

/** The same response. It calls `finish` when its body was read, cancelled or broken. */
function watchBody(response: Response, deed: Deed, finish: () => void): Response {
  deed.answered = true;
  if (response.body === null) {
    finish();
    return response;
  }
  const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  // The client reads no further when the headers are enough. That is no broken answer.
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      try {
        const { done, value } = await reader.read();
        if (isCancelled) return;
        if (!done) controller.enqueue(value);
        else {
          finish();
          controller.close();
        }
      } catch (error) {
        if (isCancelled) return;
        deed.answered = false;
        finish();
        controller.error(error);
      }
    },
    cancel: (reason) => {
      isCancelled = true;
      finish();
      return reader.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
}
