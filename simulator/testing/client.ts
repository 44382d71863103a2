import { fetchInProcess } from '../http/in-process.ts';
import type { Simulator } from '../simulator.ts';

const messaging = '/system/ws/v19/clientapplications/messaging';

/** The demo application as it calls the simulator, without a socket. */
export class TestClient {
  readonly #simulator: Simulator;
  #token: string | undefined;

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetchInProcess(this.#simulator, path, init);
  }

  async token(): Promise<string> {
    const response = await this.fetch('/system/ws/v19/clientapplications/authentication/oauth2/token?forceLogin=yes', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('demo-client:demo-secret')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  /** A call of the messaging API, in JSON. */
  async call(path: string, body?: unknown, init: RequestInit = {}): Promise<Response> {
    this.#token ??= await this.token();
    return this.fetch(messaging + path, {
      headers: { authorization: `Bearer ${this.#token}`, accept: 'application/json', 'content-type': 'application/json' },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      ...init,
    });
  }

  /** Starts an anonymous conversation. */
  async start(entryPointId = '1001', init: RequestInit = {}): Promise<Response> {
    const configuration = await this.call(`/configuration?entrypoint=${entryPointId}`);
    const { entryPointConfiguration } = (await configuration.json()) as {
      entryPointConfiguration: [{ lastModified: { date: string } }];
    };
    const { lastModified } = entryPointConfiguration[0];
    const body = { entryPointConfiguration: { entryPoint: { id: entryPointId }, lastModified } };
    return this.call('/conversation/start?anonymousCustomer=yes', body, init);
  }

  /** The id of a conversation that was started. */
  async startId(entryPointId?: string): Promise<string> {
    return ((await (await this.start(entryPointId)).json()) as { id: string }).id;
  }

  say(conversationId: string, content: string): Promise<Response> {
    return this.call('/sendmessage', { conversation: { id: conversationId }, type: { value: 'text/plain' }, content });
  }
}
