import * as z from 'zod';
import type { AskEce, EceAnswer } from './ask-ece.ts';
import { makeAskEce, NoAnswerError, placeAt } from './ask-ece.ts';
import { describeForeignAnswer } from './foreign-answer.ts';

const messaging = '/system/ws/v19/clientapplications/messaging';
const oauth2 = '/system/ws/v19/clientapplications/authentication/oauth2';
const user = '/system/ws/v12/authentication/user';

const customers = '/system/ws/v12/interaction/customer';

const configurationSchema = z.object({
  entryPointConfiguration: z.array(z.object({ lastModified: z.object({ date: z.string() }) })).min(1),
});
const tokenSchema = z.object({ access_token: z.string() });
const startSchema = z.object({ id: z.string() });
const id = z.coerce.string();
const customersSchema = z.object({
  customer: z.array(
    z.object({
      id,
      contactPersons: z.object({
        contactPerson: z.array(z.object({ id, contactPoints: z.object({ contactPoint: z.array(z.object({ id })) }).optional() })),
      }),
    }),
  ),
});

/** Ids of a customer of ECE. */
export interface CustomerIds {
  readonly customerId: string;
  readonly contactPersonId: string;
  readonly contactPointId?: string;
}

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Base64 of key and secret, as the token call wants them: spec 3. */
export function basicCredentials({ clientId, clientSecret }: Credentials): string {
  return Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
}

/** A call that brings a situation about got no answer, or one that cannot be used. */
export class EceCallError extends Error {
  override readonly name: string = 'EceCallError';
}

/** ECE refused a call that brings a situation about. */
export class EceRefusalError extends EceCallError {
  override readonly name = 'EceRefusalError';
  /** What the answer says about it. */
  readonly reason: string | undefined;

  constructor(message: string, reason: string | undefined) {
    super(message);
    this.reason = reason;
  }
}

const refusalSchema = z.object({
  developerMessage: z.string().optional(),
  error_description: z.string().optional(),
  message: z.string().optional(),
});

/** An entry point in the form of a start request. */
export interface EntryPoint {
  readonly entryPointId: string;
  readonly lastModifiedDate: string;
}

/** A customer in the form of a start request, and the attribute by which ECE finds the customer: spec 6.1 and 6.3. */
export interface StartCustomer {
  readonly searchContactOnAttribute: string;
  readonly customer: object;
}

/** The calls of a client that bring a situation about, without the client library. */
export class EceClient {
  readonly #url: string;
  readonly #ask: AskEce;

  /** @param url where ECE is reached, e.g. `http://127.0.0.1:8080` */
  constructor(url: string, ask = makeAskEce()) {
    this.#url = url;
    this.#ask = ask;
  }

  /** An access token of a new session. */
  async token(credentials: Credentials): Promise<string> {
    const authorization = `Basic ${basicCredentials(credentials)}`;
    const answer = await this.#send('POST', `${oauth2}/token?forceLogin=yes`, { authorization }, 'grant_type=client_credentials');
    return answer.read(tokenSchema).access_token;
  }

  /** The date of the last change of an entry point: spec 5. */
  async lastModified(token: string, entryPointId: string): Promise<string> {
    const target = `${messaging}/configuration?entrypoint=${encodeURIComponent(entryPointId)}`;
    const answer = await this.#send('GET', target, bearerHeader(token));
    const { entryPointConfiguration } = answer.read(configurationSchema);
    return entryPointConfiguration[0]!.lastModified.date;
  }

  /** The first customer with the value; undefined when there is none: spec 12.3. */
  async search(session: string, key: string, value: string): Promise<CustomerIds | undefined> {
    const target = `${customers}?${key}=${encodeURIComponent(value)}`;
    const answer = await this.#send('GET', target, { 'x-egain-session': session });
    if (answer.status === 204) return undefined;
    const [first] = answer.read(customersSchema).customer;
    const person = first?.contactPersons.contactPerson[0];
    if (first === undefined || person === undefined) return undefined;
    const contactPointId = person.contactPoints?.contactPoint[0]?.id;
    return { customerId: first.id, contactPersonId: person.id, ...(contactPointId !== undefined && { contactPointId }) };
  }

  /** Creates a customer from a body in JSON or XML, and returns its id: spec 12.5. */
  async createCustomer(session: string, body: string): Promise<string> {
    const contentType = body.startsWith('<') ? 'application/xml' : 'application/json';
    const answer = await this.#send('POST', customers, { 'x-egain-session': session, 'content-type': contentType }, body);
    return answer.header('location').split('/').at(-1)!;
  }

  async revoke(token: string): Promise<void> {
    await this.#send('POST', `${oauth2}/revoke`, bearerHeader(token));
  }

  /** Starts a conversation, of an anonymous customer unless one is given, and returns its id. */
  async start(token: string, { entryPointId, lastModifiedDate }: EntryPoint, wanted?: StartCustomer): Promise<string> {
    const { searchContactOnAttribute, customer } = wanted ?? {};
    const query =
      searchContactOnAttribute === undefined
        ? 'anonymousCustomer=yes'
        : `searchContactOnAttribute=${encodeURIComponent(searchContactOnAttribute)}`;
    const answer = await this.#send('POST', `${messaging}/conversation/start?${query}`, bearerHeader(token), {
      entryPointConfiguration: { entryPoint: { id: entryPointId }, lastModified: { date: lastModifiedDate } },
      activity: { ...(customer !== undefined && { customer }) },
    });
    return answer.read(startSchema).id;
  }

  /** The customer sends a message; `message` holds the members beside `conversation`: spec 7. */
  async send(token: string, conversationId: string, message: object): Promise<void> {
    await this.#send('POST', `${messaging}/sendmessage`, bearerHeader(token), {
      conversation: { id: conversationId },
      ...message,
    });
  }

  async end(token: string, conversationId: string): Promise<void> {
    await this.#send('POST', `${messaging}/conversation/end`, bearerHeader(token), { conversation: { id: conversationId } });
  }

  /** Logs a user in and returns the session. */
  async logIn({ userName, password }: { userName: string; password: string }): Promise<string> {
    const answer = await this.#send('POST', `${user}/login?forceLogin=yes`, {}, { userName, password });
    return answer.header('x-egain-session');
  }

  async logOut(session: string): Promise<void> {
    await this.#send('DELETE', `${user}/logout`, { 'x-egain-session': session });
  }

  /** @param body an object goes as JSON; a text as a form, unless the headers say otherwise */
  async #send(method: string, target: string, headers: Readonly<Record<string, string>>, body?: object | string) {
    const contentType = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
    const call = `${method} ${target.replace(/\?.*/, '')}`;
    const init = {
      method,
      headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': contentType }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    const answer = await this.#ask(placeAt(this.#url, target), init).catch((error: unknown) => {
      throw error instanceof NoAnswerError ? new EceCallError(`${call} got no answer: ${error.message}`) : error;
    });
    const { status } = answer;
    if (status >= 200 && status < 300) return new UsableAnswer(call, answer);
    const foreign = describeForeignAnswer(answer);
    const { developerMessage, error_description, message } =
      refusalSchema.safeParse(parseJson(answer.body.toString())).data ?? {};
    const reason = foreign ?? developerMessage ?? error_description ?? message;
    throw new EceRefusalError(`${call} was answered ${status}`, reason);
  }
}

/** An answer whose status is good, and of which some part is needed. */
class UsableAnswer {
  readonly status: number;
  readonly #call: string;
  readonly #answer: EceAnswer;

  constructor(call: string, answer: EceAnswer) {
    this.#call = call;
    this.#answer = answer;
    this.status = answer.status;
  }

  header(name: string): string {
    return this.#answer.headers.get(name) ?? this.#refuse(`the answer has no header ${name}`);
  }

  read<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
    const json = parseJson(this.#answer.body.toString());
    if (json === undefined) return this.#refuse('the answer is no JSON');
    const result = schema.safeParse(json);
    if (result.success) return result.data;
    const [{ path }] = result.error.issues as [z.core.$ZodIssue];
    return this.#refuse(path.length === 0 ? 'the answer is no object' : `the answer has no "${path.join('.')}" that can be used`);
  }

  #refuse(what: string): never {
    throw new EceCallError(`${this.#call}: ${describeForeignAnswer(this.#answer) ?? `${what}. Is it ECE that answers there?`}`);
  }
}

function bearerHeader(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
