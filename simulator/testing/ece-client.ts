import type { EceServer } from '../http/ece-server.ts';
import { fetchInProcess } from '../http/in-process.ts';
import type { Credentials } from './calls.ts';
import { configurationCall, demo, endCall, sendCall, startCall, tokenCall } from './calls.ts';
import type { Answer, Call } from './exchange.ts';
import { answerOf, requestInit, withHeaders } from './exchange.ts';
import { startBody, textBody } from './samples.ts';

/** As global `fetch`, for paths of ECE. */
type Transport = (target: string, init: RequestInit) => Promise<Response>;

export interface StartChoice {
  /** Default: 1001. */
  readonly entryPoint?: string | number;
  readonly signal?: AbortSignal;
}

/** A client application that calls ECE as its clients do. It obtains its access token before the first call that needs one. */
export class EceClient {
  readonly #transport: Transport;
  readonly #credentials: Credentials;
  /** Empty before the first call that needs it. */
  token = '';

  constructor(transport: Transport, credentials: Credentials = demo) {
    this.#transport = transport;
    this.#credentials = credentials;
  }

  static inProcess(simulator: EceServer, credentials?: Credentials): EceClient {
    return new EceClient((target, init) => fetchInProcess(simulator, target, init), credentials);
  }

  /** @param url where ECE is reached, e.g. `http://127.0.0.1:8080` */
  static overSocket(url: string, credentials?: Credentials): EceClient {
    return new EceClient((target, init) => fetch(url + target, init), credentials);
  }

  /** A client over a socket that has its token. */
  static async authorized(url: string, credentials?: Credentials): Promise<EceClient> {
    const client = EceClient.overSocket(url, credentials);
    await client.authorize();
    return client;
  }

  /** The call as it is. */
  async sendAsIs(call: Call, signal?: AbortSignal): Promise<Answer> {
    const { target, ...init } = call;
    return answerOf(await this.#transport(target, { ...requestInit(init), ...(signal && { signal }) }));
  }

  /** The call, with `Accept: application/json` unless it has an `Accept` header. */
  send(call: Call, signal?: AbortSignal): Promise<Answer> {
    return this.sendAsIs(withHeaders(call, { accept: 'application/json', ...call.headers }), signal);
  }

  /** Obtains a new token. */
  async authorize(): Promise<void> {
    this.token = member(await this.send(tokenCall(this.#credentials, '?forceLogin=yes')), 200, 'access_token');
  }

  async #authorized(): Promise<string> {
    if (this.token === '') await this.authorize();
    return this.token;
  }

  async configuration(entryPoint: string | number = 1001): Promise<Answer> {
    return this.send(configurationCall(await this.#authorized(), entryPoint));
  }

  /** Reads the configuration, then starts an anonymous conversation. */
  async start({ entryPoint = 1001, signal }: StartChoice = {}): Promise<Answer> {
    const configuration = await this.configuration(entryPoint);
    if (configuration.status !== 200) throw new Error(`configuration: ${configuration.status} ${configuration.text}`);
    const [{ lastModified }] = (configuration.json as { entryPointConfiguration: [{ lastModified: { date: string } }] })
      .entryPointConfiguration;
    return this.send(startCall(this.token, startBody({ entryPoint, date: lastModified.date })), signal);
  }

  /** The id of the conversation. */
  async startConversation(choice?: StartChoice): Promise<string> {
    return member(await this.start(choice), 201, 'id');
  }

  async say(conversation: string, text: string): Promise<Answer> {
    return this.send(sendCall(await this.#authorized(), textBody(conversation, text)));
  }

  async end(conversation: string): Promise<Answer> {
    return this.send(endCall(await this.#authorized(), { conversation: { id: conversation } }));
  }
}

function member(answer: Answer, status: number, name: string): string {
  if (answer.status !== status) throw new Error(`${status} expected: ${answer.status} ${answer.text}`);
  return (answer.json as Record<string, string>)[name]!;
}
