import * as z from 'zod';
import { makeFetch } from '../../simulator/http/node-fetch.ts';
import { exitCodes } from '../exit-codes.ts';
import { ChatError } from './chat-error.ts';

interface EceOptions {
  /** Where ECE is reached, with its context root. */
  readonly root: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly print: (line: string) => void;
}

const tokenSchema = z.object({ access_token: z.string() });
const configurationSchema = z.object({
  entryPointConfiguration: z.array(z.object({ lastModified: z.object({ date: z.string() }) })).min(1),
});
const startSchema = z.object({ id: z.string() });

/** How long a call waits for its answer. */
const answerMs = 10_000;

/** The calls of a client that starts a conversation and writes in it. Each is shown as a line, with the status of its answer. */
export class EceCalls {
  readonly #options: EceOptions;
  readonly #fetch = makeFetch();
  #token = '';

  constructor(options: EceOptions) {
    this.#options = options;
  }

  async authorize(): Promise<void> {
    const { clientId, clientSecret } = this.#options;
    const answer = await this.#call('POST', '/authentication/oauth2/token?forceLogin=yes', {
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    this.#token = tokenSchema.parse(answer).access_token;
  }

  /** @returns the date of the last change, which a start must name */
  async readLastModified(entryPoint: string): Promise<string> {
    const answer = await this.#call('GET', `/messaging/configuration?entrypoint=${encodeURIComponent(entryPoint)}`);
    return configurationSchema.parse(answer).entryPointConfiguration[0]!.lastModified.date;
  }

  /** @returns the id of the conversation */
  async start(entryPoint: string, date: string): Promise<string> {
    const body = { entryPointConfiguration: { entryPoint: { id: entryPoint }, lastModified: { date } } };
    const answer = await this.#call('POST', '/messaging/conversation/start?anonymousCustomer=yes', json(body));
    return startSchema.parse(answer).id;
  }

  async send(conversation: string, content: string): Promise<void> {
    const body = { conversation: { id: conversation }, type: { value: 'text/plain' }, content };
    await this.#call('POST', '/messaging/sendmessage', json(body));
  }

  async end(conversation: string): Promise<void> {
    await this.#call('POST', '/messaging/conversation/end', json({ conversation: { id: conversation } }));
  }

  async #call(method: string, path: string, init: RequestInit = {}): Promise<unknown> {
    const { root } = this.#options;
    const target = `${new URL(root).pathname.replace(/\/$/, '')}/ws/v19/clientapplications${path}`;
    const headers = { accept: 'application/json', ...(this.#token !== '' && { authorization: `Bearer ${this.#token}` }) };
    const answer = await this.#fetch(new URL(root).origin + target, {
      method,
      ...init,
      headers: { ...headers, ...(init.headers as Record<string, string> | undefined) },
      signal: AbortSignal.timeout(answerMs),
    }).catch((error: unknown) => {
      const { cause = error } = error as { cause?: unknown };
      throw new ChatError(`${method} ${target} has no answer: ${(cause as Error).message}`, exitCodes.failed);
    });
    const text = await answer.text().catch(() => '');
    this.#options.print(`${method.padEnd(4)} ${target} -> ${answer.status}`);
    if (!answer.ok) throw new ChatError(`ECE refuses it: ${text || `status ${answer.status} without a body`}`, exitCodes.failed);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }
}

function json(body: unknown): RequestInit {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
