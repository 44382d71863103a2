import type { Format } from '../answers.ts';

type Query = Readonly<Record<string, string>>;

interface Question {
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON, a text as it is. */
  readonly body?: object | string;
  /** Of the answer, and of a body that is a text. */
  readonly format?: Format;
}

/** How ECE refused: its code, or what stands in its place where the refusals of a call have no code. */
export interface Refused {
  readonly refused: string;
  /** The member of the body that is wrong, for the form that a person has filled in. */
  readonly member?: string;
}

const checks = '/system/egain/chat/entrypoint';
const v12 = '/system/ws/v12';
const v19 = '/system/ws/v19/clientapplications';

/**
 * A company's own portal: its page asks whether a chat is possible and starts it, its back office keeps customers. It calls ECE with
 * nothing but `fetch`, as teams do that use neither the nodes nor their library (decision 29).
 */
export class CustomerPortal {
  readonly #url: string;
  readonly #token: string;
  readonly #session: string;

  constructor(url: string, { token, session }: { readonly token: string; readonly session: string }) {
    this.#url = url;
    this.#token = token;
    this.#session = session;
  }

  /** 0: the queue takes chats, 1: no agent is there, 2: the queue is full. */
  eligibility(entryPoint: string, format: Format): Promise<number | Refused> {
    return this.#ask('GET', `${checks}/checkEligibility/${entryPoint}`, { format }, ({ text }) =>
      Number(read(text, 'responseType')),
    );
  }

  /** Whether a chat is allowed, and if not, why. */
  chatAllowed(entryPoint: string, format: Format): Promise<string | Refused> {
    return this.#ask('GET', `${checks}/chatAllowed/${entryPoint}`, { format }, ({ text }) =>
      read(text, 'allowed') === 'true' ? 'allowed' : read(text, 'reason')!,
    );
  }

  /** What the page shows about opening hours. */
  openingHours(entryPoint: string, format: Format): Promise<string | Refused> {
    const query = { businessCalendar: 'true' };
    return this.#ask('GET', `${checks}/agentAvailability/${entryPoint}`, { query, format }, ({ text }) => {
      const [closes, opens] = [read(text, 'closingTime'), read(text, 'openingTime')];
      return `${read(text, 'state')} until ${closes ?? opens}`;
    });
  }

  /** An access token for the portal. */
  accessToken(credentials: string, form: Query, query: Query): Promise<string | Refused> {
    const headers = { Authorization: `Basic ${credentials}`, 'Content-Type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(form).toString();
    return this.#ask('POST', `${v19}/authentication/oauth2/token`, { headers, query, body }, ({ text }) =>
      read(text, 'access_token')!,
    );
  }

  /** Gives the token back. */
  revoke(): Promise<string | Refused> {
    return this.#asClient('POST', 'authentication/oauth2/revoke', {}, () => 'revoked');
  }

  /** Starts a chat and gives its id. */
  start(query: Query, body: object): Promise<string | Refused> {
    return this.#asClient('POST', 'messaging/conversation/start', { query, body }, ({ text }) => readAll(text, 'id').at(-1)!);
  }

  send(body: object): Promise<string | Refused> {
    return this.#asClient('POST', 'messaging/sendmessage', { body }, () => 'sent');
  }

  end(body: object): Promise<string | Refused> {
    return this.#asClient('POST', 'messaging/conversation/end', { body }, () => 'ended');
  }

  /** When the entry point was changed last. */
  lastChange(query: Query): Promise<string | Refused> {
    return this.#asClient('GET', 'messaging/configuration', { query }, ({ text }) => read(text, 'date')!);
  }

  /** The content of a file. */
  file(path: string): Promise<string | Refused> {
    const headers = { Accept: 'application/pdf', Authorization: `Bearer ${this.#token}` };
    return this.#ask('GET', path, { headers }, ({ text }) => text);
  }

  /** Logs a clerk in and gives the session. */
  logIn(body: object, query: Query): Promise<string | Refused> {
    return this.#ask('POST', `${v12}/authentication/user/login`, { query, body }, ({ headers }) =>
      headers.get('X-egain-session')!,
    );
  }

  logOut(language: string): Promise<string | Refused> {
    const headers = { 'Accept-Language': language };
    return this.#asClerk('DELETE', 'authentication/user/logout', { headers }, () => 'logged out');
  }

  /** The names of the customers found. */
  findCustomers(query: Query, format: Format): Promise<readonly string[] | Refused> {
    return this.#asClerk('GET', 'interaction/customer', { query, format }, ({ text }) => readAll(text, 'customerName'));
  }

  /** Adds a customer and gives its id. */
  addCustomer(body: object | string, format: Format): Promise<string | Refused> {
    return this.#asClerk('POST', 'interaction/customer', { body, format }, ({ headers }) =>
      headers.get('Location')!.split('/').at(-1)!,
    );
  }

  changeCustomer(body: object): Promise<string | Refused> {
    return this.#asClerk('PUT', 'interaction/customer', { body }, () => 'changed');
  }

  #asClient<Read>(method: string, path: string, question: Question, readAnswer: (answer: Answered) => Read) {
    return this.#ask(method, `${v19}/${path}`, { ...question, headers: { Authorization: `Bearer ${this.#token}` } }, readAnswer);
  }

  #asClerk<Read>(method: string, path: string, { headers, ...question }: Question, readAnswer: (answer: Answered) => Read) {
    return this.#ask(
      method,
      `${v12}/${path}`,
      { ...question, headers: { ...headers, 'X-egain-session': this.#session } },
      readAnswer,
    );
  }

  async #ask<Read>(
    method: string,
    path: string,
    { query = {}, headers, body, format = 'json' }: Question,
    readAnswer: (answer: Answered) => Read,
  ): Promise<Read | Refused> {
    const target = Object.keys(query).length === 0 ? path : `${path}?${new URLSearchParams(query).toString()}`;
    const type = `application/${typeof body === 'string' ? format : 'json'}`;
    const answer = await fetch(this.#url + target, {
      method,
      headers: { Accept: `application/${format}`, ...(body !== undefined && { 'Content-Type': type }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.ok) return readAnswer({ headers: answer.headers, text });
    const member = wrongMember(read(text, 'developerMessage') ?? '');
    const refused = read(text, 'code') ?? read(text, 'error') ?? read(text, 'message') ?? String(answer.status);
    return { refused, ...(member !== undefined && { member }) };
  }
}

interface Answered {
  readonly headers: Headers;
  readonly text: string;
}

/** Refusals of a body name the member at their end. */
export function wrongMember(message: string): string | undefined {
  return /attribute[^']*'([^']+)'\.$/.exec(message)?.[1];
}

/** The values of all members (JSON), attributes and elements (XML) with the name. */
function readAll(text: string, name: string): string[] {
  const forms = new RegExp(`"${name}":\\s*"?([^",}]*)|\\s${name}="([^"]*)"|<(?:\\w+:)?${name}>([^<]*)<`, 'g');
  return [...text.matchAll(forms)].map(
    ([, ...values]: (string | undefined)[]) => values.find((value) => value !== undefined) ?? '',
  );
}

function read(text: string, name: string): string | undefined {
  return readAll(text, name)[0];
}
