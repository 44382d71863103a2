import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import type { Answer } from './answers.ts';
import { inXmlText, Refusal, write } from './answers.ts';

/**
 * A small ECE written by hand from docs/spec/ece-v19.md. It shares no code with the simulator and has no control API, so it stands for a
 * real ECE where `verify --url` is tested.
 */

const application = { key: 'shop', secret: 'shop-secret' };
const user = { userName: 'ann', password: 'ann-password' };
const lastModified = '2026-01-15T09:30:00.000Z';

interface EntryPoint {
  active?: boolean;
  own?: boolean;
  agents?: 'ready' | 'none' | 'full';
  agentRequired?: boolean;
  waiting?: number;
  policy?: 'allow_all' | 'block_all' | 'allow_list';
}

/** The entry points, by what they are for. */
export const standInEntryPoints: Readonly<Record<string, EntryPoint>> = {
  '71': { agents: 'ready' },
  '72': { agents: 'none', agentRequired: true },
  '73': { agents: 'full' },
  '74': { agents: 'full', waiting: 3 },
  '75': { active: false },
  '76': { policy: 'block_all' },
  '77': { agents: 'none' },
  '78': { own: false },
  '79': { policy: 'allow_list' },
};

interface Customer {
  id: string;
  person: string;
  point: string;
  phone?: string;
  custom: Map<string, string>;
}

interface EditBody {
  id: string;
  contactPersons?: object;
  customAttributes?: object;
}

export class StandInEce {
  readonly #tokens = new Set<string>();
  readonly #sessions = new Set<string>();
  readonly #conversations = new Map<string, { policy: EntryPoint['policy']; over: boolean }>();
  readonly #customers: Customer[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #count = 1000;

  static async open(): Promise<StandInEce> {
    const ece = new StandInEce();
    await new Promise<void>((resolve) => ece.#server.listen(0, '127.0.0.1', resolve));
    return ece;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Conversations that nobody has ended. */
  get ongoing(): number {
    return [...this.#conversations.values()].filter(({ over }) => !over).length;
  }

  /** Tokens that nobody has revoked, and sessions of users who have not logged out. */
  get access(): number {
    return this.#tokens.size + this.#sessions.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isFile = request.url!.includes('/attachment/');
    const inXml = isFile || /xml/.test(request.headers.accept ?? '');
    try {
      const body = await readText(request);
      const url = new URL(request.url!, 'http://ece');
      write(response, this.#answer(`${request.method} ${url.pathname}`, url, request, body), inXml);
    } catch (error) {
      // What it cannot read it refuses, as a server does.
      const refusal = error instanceof Refusal ? error : new Refusal('400-100', 'The request cannot be read.');
      write(response, refusal.answer, inXml);
    }
  }

  #answer(call: string, { searchParams: query }: URL, { headers }: IncomingMessage, text: string): Answer {
    const check = /^GET (?:\/system)?\/egain\/chat\/entrypoint\/(\w+)\/(\d+)$/.exec(call);
    if (check !== null) return this.#check(check[1]!, check[2]!);
    const v19 = call.replace('/system', '').replace('/ws/v19/clientapplications', '');
    const isXml = /xml/.test(headers['content-type'] ?? '');
    switch (v19) {
      case 'POST /authentication/oauth2/token':
        return this.#token(headers.authorization);
      case 'POST /ws/v12/authentication/user/login':
        return this.#logIn(JSON.parse(text) as typeof user);
      case 'DELETE /ws/v12/authentication/user/logout':
        return this.#sessions.delete(String(headers['x-egain-session'])) ? { status: 204 } : this.#noSession();
      case 'GET /ws/v12/interaction/customer':
        return this.#search(headers, query);
      case 'PUT /ws/v12/interaction/customer':
        return this.#edit(headers, JSON.parse(text) as EditBody);
    }
    this.#requireToken(headers.authorization);
    switch (v19) {
      case 'POST /authentication/oauth2/revoke':
        this.#tokens.delete(headers.authorization!.slice(7));
        return { status: 204 };
      case 'GET /messaging/configuration':
        return this.#configuration(query.get('entrypoint') ?? '');
      case 'POST /messaging/conversation/start':
        return this.#start(text, isXml, query.get('searchContactOnAttribute'));
      case 'POST /messaging/sendmessage':
        return this.#send(text, isXml);
      case 'POST /messaging/conversation/end':
        this.#ongoing(this.#idOf(text, isXml)).over = true;
        return { status: 204 };
    }
    if (v19.startsWith('GET /messaging/attachment/'))
      throw new Refusal('404-100', 'The following IDs supplied in the request URL do not exist: 999999.');
    return { status: 404 };
  }

  #token(authorization = ''): Answer {
    const given = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
    if (given !== `${application.key}:${application.secret}`)
      return { status: 401, body: { error: 'invalid_client', error_description: 'Client authentication failed.' } };
    const token = randomUUID();
    this.#tokens.add(token);
    return { status: 200, body: { access_token: token, expires_in: 86400, token_type: 'Bearer' } };
  }

  #requireToken(authorization = ''): void {
    const token = authorization.slice('Bearer '.length);
    if (this.#sessions.has(token)) throw new Refusal('401-102', 'The session is not a client application session.');
    if (!this.#tokens.has(token))
      throw new Refusal('401-101', "Invalid or expired 'Authorization' header provided. New login is required.");
  }

  #entryPoint(id: string): EntryPoint {
    if (!/^\d+$/.test(id)) throw new Refusal('400-244', "Invalid value provided for query parameter: 'entrypoint'.");
    const found = standInEntryPoints[id];
    if (found === undefined) throw new Refusal('404-101', `The following id does not exist: ${id}`);
    if (found.own === false) throw new Refusal('403-130', `Client application is not configured to use the entry point: ${id}`);
    if (found.active === false) throw new Refusal('400-912', `Entry point is not active: ${id}`);
    return found;
  }

  #configuration(id: string): Answer {
    const { policy = 'allow_all' } = this.#entryPoint(id);
    const attachmentPolicies = {
      restrictionType: { value: policy },
      ...(policy === 'allow_list' && { extensions: { extension: ['pdf'] } }),
    };
    const configured = { entryPoint: { id: Number(id) }, lastModified: { date: lastModified }, attachmentPolicies };
    return { status: 200, root: 'entryPointConfigurations', body: { entryPointConfiguration: [configured] } };
  }

  #start(text: string, isXml: boolean, attribute: string | null): Answer {
    const body = isXml
      ? undefined
      : (JSON.parse(text) as { entryPointConfiguration: { entryPoint: { id: string }; lastModified: { date: string } } });
    const id = isXml ? inXmlText(text, 'entryPoint')! : body!.entryPointConfiguration.entryPoint.id;
    const date = isXml ? inXmlText(text, 'date') : body!.entryPointConfiguration.lastModified.date;
    const { agents, agentRequired, policy } = this.#entryPoint(id);
    if (attribute !== null && !/^(\w+\.phone|custom\.\w+|social\.\w+)$/.test(attribute))
      throw new Refusal('400-911', `Unsupported value for the query parameter 'searchContactOnAttribute': ${attribute}`);
    refuseAttributes(text);
    if (date !== lastModified)
      throw new Refusal(
        '409-100',
        'Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration.',
      );
    if (agentRequired && agents === 'none') throw new Refusal('400-913', 'No agent is available to serve the chat.');
    if (attribute !== null) this.#remember(text);
    const conversation = randomUUID();
    this.#conversations.set(conversation, { policy, over: false });
    return { status: 201, root: 'conversation', body: { activity: { id: String(this.#count++) }, id: conversation } };
  }

  /** Makes a customer of a start whose customer is not known. */
  #remember(text: string): void {
    const phone = /"phoneNo":"(\d+)"/.exec(text)?.[1];
    const custom = new Map(
      [...text.matchAll(/"attribName":"(\w+)","attribValues":\{"attribValue":\[\{"value":"([^"]*)"/g)].map((one) => [
        one[1]!,
        one[2]!,
      ]),
    );
    const isKnown = this.#customers.some(
      (one) =>
        (phone !== undefined && one.phone === phone) || [...custom].some(([name, value]) => one.custom.get(name) === value),
    );
    if (isKnown) return;
    const id = this.#count++;
    this.#customers.push({ id: `${id}`, person: `${id}1`, point: `${id}2`, ...(phone !== undefined && { phone }), custom });
  }

  #idOf(text: string, isXml: boolean): string {
    return isXml
      ? (inXmlText(text, 'conversation') ?? '')
      : (JSON.parse(text) as { conversation: { id: string } }).conversation.id;
  }

  #ongoing(id: string): { policy: EntryPoint['policy']; over: boolean } {
    const found = this.#conversations.get(id);
    if (found === undefined || found.over)
      throw new Refusal('400-630', `Following conversation id is invalid, completed or expired : ${id}.`);
    return found;
  }

  #send(text: string, isXml: boolean): Answer {
    const { policy } = this.#ongoing(this.#idOf(text, isXml));
    if (/acceptAttachment|rejectAttachment/.test(text))
      throw new Refusal('400-920', 'Attachment does not exist in the conversation: 999999');
    const name = /"fileName":"([^"]*)"/.exec(text)?.[1] ?? '';
    const size = Number(/"size":"(\d+)"/.exec(text)?.[1] ?? 0);
    if (
      /uploadAttachment/.test(text) &&
      (policy === 'block_all' || (policy === 'allow_list' && !(name.endsWith('.pdf') && size <= 1_000_000)))
    )
      throw new Refusal('400-922', `Attachment is not allowed by the attachment policy of the entry point: ${name}`);
    return { status: 204 };
  }

  #check(what: string, id: string): Answer {
    const found = standInEntryPoints[id];
    if (found === undefined) throw new Refusal('400-1139', 'Entry Point details not found.');
    const { agents = 'ready', agentRequired = false, waiting = 0 } = found;
    const available = agents !== 'none' || !agentRequired;
    const free = agents === 'ready' ? 3 : 0;
    const chat = 'xmlns:ns2="http://bindings.egain.com/chat"';
    switch (what) {
      case 'agentAvailability':
        return { status: 200, body: { available }, xml: `<agentAvailability available="${available}"/>` };
      case 'capacity':
        return {
          status: 200,
          body: { count: free },
          xml: `<availableSlots ${chat}><ns2:count>${free}</ns2:count></availableSlots>`,
        };
      default:
        return {
          status: 200,
          body: { queueDepth: waiting, waitTime: waiting * 60 },
          xml: `<liveSessionStatus ${chat}><ns2:waitTime>${waiting * 60}.0</ns2:waitTime><ns2:queueDepth>${waiting}</ns2:queueDepth></liveSessionStatus>`,
        };
    }
  }

  #logIn({ userName, password }: typeof user): Answer {
    if (userName !== user.userName || password !== user.password)
      return { status: 401, body: { message: 'User could not be authenticated. Invalid user name or password.' } };
    const session = randomUUID();
    this.#sessions.add(session);
    return { status: 204, headers: { 'x-egain-session': session } };
  }

  #noSession(): never {
    throw new Refusal('401-101', "Invalid or expired 'X-egain-session' header provided. New login is required.");
  }

  #requireSession({ 'x-egain-session': session }: IncomingMessage['headers']): Record<string, string> {
    return this.#sessions.has(String(session)) ? { 'x-egain-session': String(session) } : this.#noSession();
  }

  #search(headers: IncomingMessage['headers'], query: URLSearchParams): Answer {
    const repeated = this.#requireSession(headers);
    const [[name, value] = ['', '']] = [...query];
    if (
      name !== 'phone' &&
      !['custom.facebookpsid', 'custom.smsececonversationid', 'custom.facebookececonversationid'].includes(name)
    )
      throw new Refusal('400-101', `Unsupported query parameter(s) supplied: '${name}'.`);
    const found = this.#customers.filter((one) =>
      name === 'phone' ? one.phone === value : one.custom.get(name.slice(7)) === value,
    );
    if (found.length === 0) return { status: 204, headers: repeated };
    return {
      status: 200,
      headers: repeated,
      body: { paginationInfo: { count: found.length, pagenum: 1, pagesize: 25 }, customer: found.map(viewCustomer) },
    };
  }

  #edit(headers: IncomingMessage['headers'], body: EditBody): Answer {
    const repeated = this.#requireSession(headers);
    const text = JSON.stringify(body);
    const code = /"countryCode":"([^"]*)"/.exec(text)?.[1];
    if (code !== undefined && !/^\d+$/.test(code))
      throw new Refusal('400-152', "Invalid value is provided in the request body for the following attribute:'countryCode'.");
    refuseAttributes(text);
    const ids = [...text.matchAll(/"id":"(\d+)"/g)].map((one) => one[1]!);
    const known = this.#customers.find(({ id }) => id === body.id);
    const unknown = known === undefined ? body.id : ids.find((id) => ![known.id, known.person, known.point].includes(id));
    if (unknown !== undefined) throw new Refusal('404-101', `The following id does not exist: ${unknown}`);
    return { status: 204, headers: repeated };
  }
}

const configured = [
  'chathistory',
  'facebookpsid',
  'smsclusterid',
  'smsececonversationid',
  'facebookclusterid',
  'facebookececonversationid',
];

/** Refuses custom attributes that are not configured, and values with other characters than letters, digits and some signs. */
function refuseAttributes(text: string): void {
  for (const [, name, value] of text.matchAll(/"attribName":"(\w+)","attribValues":\{"attribValue":\[\{"value":"([^"]*)"/g)) {
    if (!configured.includes(name!)) throw new Refusal('400-916', `Custom attribute is not configured: ${name}`);
    if (/[+<>&]/.test(value!))
      throw new Refusal('400-917', `Value of the custom attribute contains characters that are not allowed: ${name}`);
  }
}

function viewCustomer({ id, person, point, phone, custom }: Customer): object {
  const phonePoint = {
    id: point,
    type: { value: 'phone', phone: { type: { value: 'mobile' }, phoneNo: phone, countryCode: '1' } },
  };
  const contactPerson = [
    { id: person, firstName: 'Ann', lastName: 'Lee', contactPoints: { contactPoint: phone === undefined ? [] : [phonePoint] } },
  ];
  const customAttribute = [...custom].map(([attribName, value]) => ({ attribName, attribValues: { attribValue: [{ value }] } }));
  return {
    id,
    customerName: 'Ann Lee',
    type: { value: 'individual' },
    contactPersons: { contactPerson },
    customAttributes: { customAttribute },
  };
}
