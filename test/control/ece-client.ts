import { configurationCall, demo, endCall, sendCall, startCall, tokenCall } from '../api/calls.ts';
import type { Call } from '../api/exchange.ts';
import { Answer, withHeaders } from '../api/exchange.ts';
import { startBody, textBody } from '../api/samples.ts';

export interface Credentials {
  readonly key: string;
  readonly secret: string;
}

/** A client application that talks to ECE over sockets. */
export class EceClient {
  readonly url: string;
  readonly #credentials: Credentials;
  token = '';

  constructor(url: string, credentials: Credentials = demo) {
    this.url = url;
    this.#credentials = credentials;
  }

  /** A client that has its token. */
  static async authorized(url: string, credentials?: Credentials): Promise<EceClient> {
    const client = new EceClient(url, credentials);
    await client.authorize();
    return client;
  }

  async send(call: Call, signal?: AbortSignal): Promise<Answer> {
    const { target, method = 'GET', headers, body } = withHeaders(call, { accept: 'application/json', ...call.headers });
    const response = await fetch(this.url + target, {
      method,
      headers: { ...headers },
      redirect: 'manual',
      ...(signal && { signal }),
      ...(body !== undefined && { body: body as string }),
    });
    return new Answer(response.status, Object.fromEntries(response.headers), new Uint8Array(await response.arrayBuffer()));
  }

  async authorize(): Promise<void> {
    this.token = member(await this.send(tokenCall(this.#credentials, '?forceLogin=yes')), 200, 'access_token');
  }

  configuration(entryPoint: string | number): Promise<Answer> {
    return this.send(configurationCall(this.token, entryPoint));
  }

  /** As a client goes about it: configuration first, then start. */
  async tryStart(entryPoint: string | number = 1001): Promise<Answer> {
    const configuration = await this.configuration(entryPoint);
    if (configuration.status !== 200) throw new Error(`configuration: ${configuration.status} ${configuration.text}`);
    const [{ lastModified }] = (configuration.json as { entryPointConfiguration: [{ lastModified: { date: string } }] })
      .entryPointConfiguration;
    return this.send(startCall(this.token, startBody({ entryPoint, date: lastModified.date })));
  }

  /** Returns the id of the conversation. */
  async start(entryPoint?: string | number): Promise<string> {
    return member(await this.tryStart(entryPoint), 201, 'id');
  }

  say(conversation: string, text: string): Promise<Answer> {
    return this.send(sendCall(this.token, textBody(conversation, text)));
  }

  end(conversation: string): Promise<Answer> {
    return this.send(endCall(this.token, { conversation: { id: conversation } }));
  }
}

function member(answer: Answer, status: number, name: string): string {
  if (answer.status !== status) throw new Error(`${status} expected: ${answer.status} ${answer.text}`);
  return (answer.json as Record<string, string>)[name]!;
}
