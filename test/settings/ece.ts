import { fetchInProcess } from '../../simulator/http/in-process.ts';
import type { SettingValues, Simulator } from '../../simulator/index.ts';
import { createSimulator } from '../../simulator/index.ts';
import { Answer } from './answer.ts';
import type { Handler, Loopback, Reply } from './loopback.ts';
import type { Callback } from './webhook.ts';
import { Webhook } from './webhook.ts';

/** What a simulator is made with, beside its settings. */
export type Options = Omit<NonNullable<Parameters<typeof createSimulator>[0]>, 'settings'>;

const oauth2 = '/system/ws/v19/clientapplications/authentication/oauth2';
const messaging = '/system/ws/v19/clientapplications/messaging';

export const paths = {
  token: `${oauth2}/token`,
  revoke: `${oauth2}/revoke`,
  configuration: `${messaging}/configuration`,
  start: `${messaging}/conversation/start`,
  send: `${messaging}/sendmessage`,
  end: `${messaging}/conversation/end`,
  availability: '/system/egain/chat/entrypoint',
  logIn: '/system/ws/v12/authentication/user/login',
  customer: '/system/ws/v12/interaction/customer',
} as const;

export interface CallOptions {
  method?: string;
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

export type Application = 'demo' | 'other';

export function basic(key: string, secret: string): string {
  return `Basic ${btoa(`${key}:${secret}`)}`;
}

/** A client of a simulator in the same process, and the people of its contact centre. Time stands until it is advanced. */
export class Ece {
  readonly simulator: Simulator;
  readonly #loopback: Loopback;
  readonly #tokens = new Map<Application, string>();

  constructor(loopback: Loopback, settings: Partial<SettingValues>, options: Options = {}) {
    this.#loopback = loopback;
    this.simulator = createSimulator({
      clock: 'manual',
      seed: 'settings',
      agents: 'silent',
      ...options,
      world: { specialEntryPoints: false, ...options.world },
      settings,
      onDefect: (error) => {
        throw error;
      },
    });
  }

  async call(
    path: string,
    { method = 'GET', accept = 'application/json', headers = {}, body }: CallOptions = {},
  ): Promise<Answer> {
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    const contentType = text?.startsWith('<') === true ? 'application/xml' : 'application/json';
    const response = await fetchInProcess(this.simulator, path, {
      method,
      headers: {
        ...(accept !== null && { accept }),
        ...(text !== undefined && { 'content-type': contentType }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    });
    return new Answer(response.status, response.headers, await response.text());
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
        authorization: basic(`${application}-client`, `${application}-secret`),
        'content-type': 'application/x-www-form-urlencoded',
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

  /** A text, or what else stands in the body of sendmessage. */
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
    return (await this.logIn(body, { query: '?forceLogin=yes' })).headers.get('x-egain-session') ?? '';
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
    const webhook = new Webhook(this.#loopback, () => this.simulator.clock.now(), reply);
    this.simulator.applications.setCallbackUrl('demo', webhook.url);
    return webhook;
  }

  /** Another server of the client: for files or tokens. */
  serve(handler: Handler): string {
    return this.#loopback.serve(handler);
  }

  /** Lets time pass; 0 only lets what is under way arrive. */
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
