import type { SettingValues, Simulator } from '../../simulator/index.ts';
import { createSimulator } from '../../simulator/index.ts';
import { basic, content, demo, formType, other, paths } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import type { Answer, Call } from '../../simulator/testing/exchange.ts';
import type { Answering, Receiver, Reply } from '../../simulator/testing/receiver.ts';
import type { Callback } from './webhook.ts';
import { Webhook } from './webhook.ts';

/** The options of a simulator except its settings. */
export type Options = Omit<NonNullable<Parameters<typeof createSimulator>[0]>, 'settings'>;

export interface CallOptions {
  method?: NonNullable<Call['method']>;
  /** Null sends no such header. */
  accept?: string | null | undefined;
  headers?: Record<string, string> | undefined;
  /** An object is sent as JSON, a text that begins with `<` as XML. */
  body?: object | string | undefined;
}

export interface StartOptions extends CallOptions {
  application?: Application;
  query?: string;
  entryPoint?: string | number;
  date?: string;
  activity?: object;
}

const applications = { demo, other };

export type Application = keyof typeof applications;

/** A simulator for a probe, with a client in the same process. Its clock stands still until it is advanced. */
export class Ece {
  readonly simulator: Simulator;
  readonly #client: EceClient;
  readonly #receiver: Receiver;
  readonly #tokens = new Map<Application, string>();

  constructor(receiver: Receiver, settings: Partial<SettingValues>, options: Options = {}) {
    this.#receiver = receiver;
    this.simulator = createSimulator({
      clock: 'manual',
      seed: 'settings',
      agents: 'silent',
      ...options,
      world: options.world === 'empty' ? 'empty' : { specialEntryPoints: false, ...options.world },
      settings,
      onDefect: (error) => {
        throw error;
      },
    });
    this.#client = EceClient.inProcess(this.simulator);
  }

  async call(
    path: string,
    { method = 'GET', accept = 'application/json', headers = {}, body }: CallOptions = {},
  ): Promise<Answer> {
    const written = body === undefined ? undefined : content(body);
    return this.#client.sendAsIs({
      target: path,
      method,
      headers: {
        ...(accept !== null && { accept }),
        ...(written && { 'content-type': written.type }),
        ...headers,
      },
      ...(written && { body: written.body }),
    });
  }

  /** A call with the access token of an application, which is obtained when it is first needed. */
  async bearer(path: string, { headers = {}, ...options }: CallOptions = {}, application: Application = 'demo'): Promise<Answer> {
    const authorization = headers['authorization'] ?? `Bearer ${await this.token(application)}`;
    return this.call(path, { ...options, headers: { ...headers, authorization } });
  }

  post(path: string, body?: object | string, options: CallOptions = {}): Promise<Answer> {
    return this.bearer(path, { method: 'POST', body, ...options });
  }

  obtainToken(
    application: Application = 'demo',
    { headers, ...options }: CallOptions & { query?: string } = {},
  ): Promise<Answer> {
    return this.call(paths.token + (options.query ?? ''), {
      method: 'POST',
      body: 'grant_type=client_credentials',
      ...options,
      headers: {
        authorization: basic(applications[application]),
        'content-type': formType,
        ...headers,
      },
    });
  }

  async token(application: Application = 'demo'): Promise<string> {
    const held = this.#tokens.get(application);
    if (held !== undefined) return held;
    const answer = await this.obtainToken(application, { query: '?forceLogin=yes' });
    const token = (answer.json as { access_token: string }).access_token;
    this.#tokens.set(application, token);
    return token;
  }

  /** The next call obtains a new token. */
  forgetTokens(): void {
    this.#tokens.clear();
  }

  configuration(entryPoint: string | number = 1001, options: CallOptions = {}): Promise<Answer> {
    return this.bearer(`${paths.configuration}?entrypoint=${entryPoint}`, options);
  }

  startBody({ entryPoint = '1001', date, activity }: StartOptions = {}): object {
    const known = this.simulator.entryPoints.list().find(({ id }) => id === String(entryPoint));
    return {
      entryPointConfiguration: {
        entryPoint: { id: entryPoint },
        lastModified: { date: date ?? known?.lastModified ?? 'unknown' },
      },
      ...(activity !== undefined && { activity }),
    };
  }

  start(options: StartOptions = {}): Promise<Answer> {
    const { application, query = 'anonymousCustomer=yes', accept, headers, body = this.startBody(options) } = options;
    return this.bearer(`${paths.start}?${query}`, { method: 'POST', accept, headers, body }, application);
  }

  /** Starts a conversation and returns its id. */
  async conversation(options: StartOptions = {}): Promise<string> {
    const answer = await this.start(options);
    if (answer.status >= 300) throw new Error(`No conversation was started: ${answer.status} ${answer.text}`);
    return (answer.json as { id: string }).id;
  }

  /** Sends a text, or other members of the body of sendmessage. */
  send(conversation: string, message: string | object, options: CallOptions = {}): Promise<Answer> {
    const text = { type: { value: 'text/plain' }, content: message };
    const rest = typeof message === 'string' ? text : message;
    return this.post(paths.send, { conversation: { id: conversation }, ...rest }, options);
  }

  end(conversation: string, options: CallOptions = {}): Promise<Answer> {
    return this.post(paths.end, { conversation: { id: conversation } }, options);
  }

  availability(check: string, entryPoint: string | number = 1001, options: CallOptions = {}): Promise<Answer> {
    return this.call(`${paths.availability}/${check}/${entryPoint}`, options);
  }

  logIn(body: object | string = demoUser, options: CallOptions & { query?: string } = {}): Promise<Answer> {
    return this.call(paths.logIn + (options.query ?? ''), { method: 'POST', body, ...options });
  }

  async session(body: object = demoUser): Promise<string> {
    return (await this.logIn(body, { query: '?forceLogin=yes' })).headers['x-egain-session'] ?? '';
  }

  async searchCustomers(query: string, session?: string): Promise<Answer> {
    return this.call(`${paths.customer}?${query}`, { headers: { 'x-egain-session': session ?? (await this.session()) } });
  }

  async editCustomer(body: object, session?: string): Promise<Answer> {
    return this.call(paths.customer, {
      method: 'PUT',
      body,
      headers: { 'x-egain-session': session ?? (await this.session()) },
    });
  }

  /** Sets up the client's webhook server; the events of the conversations of `demo` go there. */
  webhook(reply: (callback: Callback, count: number) => Reply = () => 200): Webhook {
    const webhook = new Webhook(this.#receiver, () => this.simulator.clock.now(), reply);
    this.simulator.applications.setCallbackUrl('demo', webhook.url);
    return webhook;
  }

  /** Another server of the client: for files or tokens. */
  serve(handler: Answering): string {
    return this.#receiver.serve(handler);
  }

  /** Advances the clock; 0 only waits for what is under way. */
  async pass(ms = 0): Promise<void> {
    await this.simulator.clock.advance(ms);
  }

  async close(): Promise<void> {
    await this.simulator.close(0);
  }
}

export const demoUser = { username: 'demo-user', password: 'demo-password' };
export const guestUser = { username: 'guest-user', password: 'guest-password' };
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
