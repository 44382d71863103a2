import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { EventAnswer, EventApi, Fetch, FileHost } from '../../client/index.ts';
import { LocalServer } from './local-server.ts';

export const serviceStates = ['works', 'hangs', 'breaks'] as const;
export type ServiceState = (typeof serviceStates)[number];

/** The services of the platform, as they work. */
export interface Services {
  readonly events: EventApi;
  readonly files: FileHost;
}

interface ServerSettings {
  readonly services: (tenant: string | null) => Services;
  readonly stateOf: (service: keyof Services) => ServiceState;
}

/** The services that imiconnect gives to the nodes behind a socket: each works, never answers, or closes the connection. */
export class PlatformServer {
  readonly #settings: ServerSettings;
  #server!: LocalServer;

  private constructor(settings: ServerSettings) {
    this.#settings = settings;
  }

  static async open(settings: ServerSettings): Promise<PlatformServer> {
    const platform = new PlatformServer(settings);
    platform.#server = await LocalServer.open((request, response) => void platform.#answer(request, response));
    return platform;
  }

  get url(): string {
    return this.#server.url;
  }

  /** Ids of the client's requests that hang here. */
  get hanging(): ReadonlySet<string> {
    return this.#server.hanging;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, this.url);
    const service = pathname === '/events' ? 'events' : 'files';
    const state = this.#settings.stateOf(service);
    if (state === 'breaks') response.destroy();
    else if (state === 'hangs') this.#server.hold(response, String(request.headers['x-request-id']));
    else {
      const body = await buffer(request);
      const { events, files } = this.#settings.services(searchParams.get('tenant'));
      const file = { fileName: searchParams.get('fileName')!, contentType: request.headers['content-type']!, content: body };
      const answer = service === 'events' ? await events.process(body.toString()) : await files.store(file);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    }
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

/** The services as the client reaches them. */
export function reachServices(url: string, fetch: Fetch, tenant: string | null): Services {
  const call = async (path: string, contentType: string, body: string | Uint8Array<ArrayBuffer>): Promise<unknown> => {
    const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': contentType }, body });
    return response.json();
  };
  const events = tenant === null ? '/events' : `/events?tenant=${encodeURIComponent(tenant)}`;
  return {
    events: { process: async (json) => (await call(events, 'application/json', json)) as EventAnswer },
    files: {
      store: async ({ fileName, contentType, content }) =>
        (await call(`/files?fileName=${encodeURIComponent(fileName)}`, contentType, Buffer.from(content))) as string,
    },
  };
}
