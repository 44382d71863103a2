/** A request of the client library. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** A change of the client, and the interaction of the contract that must notice it. */
export interface ConsumerMutation {
  readonly what: string;
  readonly caughtBy: string;
  readonly by: (sent: SentRequest) => Partial<SentRequest>;
}

type By = ConsumerMutation['by'];

function url(from: string, to: string): By {
  return (sent) => ({ url: replaced(sent.url, from, to) });
}

function body(from: string, to: string): By {
  return (sent) => ({ body: replaced(sent.body ?? '', from, to) });
}

/** @throws {Error} when nothing would be changed */
function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`${from} is not in ${text}`);
  return text.replaceAll(from, to);
}

/** Sets a header by its name in lower case; undefined removes it. */
function header(name: string, value: string | undefined): By {
  return ({ headers }) => {
    if (!Object.hasOwn(headers, name)) throw new Error(`${name} is not sent`);
    const { [name]: _, ...others } = headers;
    return { headers: value === undefined ? others : { ...others, [name]: value } };
  };
}

const text = 'text to the agent';
const start = 'a start by SMS while agents are ready';

export const consumerMutations: readonly ConsumerMutation[] = [
  { what: 'other path', caughtBy: text, by: url('/sendmessage', '/sendMessage') },
  { what: 'other version in the path', caughtBy: 'the end of a conversation with an agent', by: url('/v19/', '/v18/') },
  { what: 'other method', caughtBy: "a change of an SMS customer's data", by: () => ({ method: 'POST' }) },
  { what: 'renamed query parameter', caughtBy: 'the configuration of an entry point', by: url('entrypoint=', 'entryPoint=') },
  { what: 'dropped query parameter', caughtBy: start, by: ({ url: given }) => ({ url: given.replace(/\?.*/, '') }) },
  { what: 'further query parameter', caughtBy: start, by: ({ url: given }) => ({ url: `${given}&anonymousCustomer=yes` }) },
  { what: 'session limit not lifted', caughtBy: 'a token beyond the tenth', by: url('?forceLogin=yes', '') },
  { what: 'missing token', caughtBy: text, by: header('authorization', undefined) },
  {
    what: 'other scheme of authentication',
    caughtBy: 'a token for a client application',
    by: header('authorization', 'Bearer ZGVtbw=='),
  },
  {
    what: 'other Accept',
    caughtBy: 'whether an agent is available while agents are ready',
    by: header('accept', 'application/xml'),
  },
  { what: 'other Content-Type', caughtBy: start, by: header('content-type', 'text/plain') },
  {
    what: 'missing session',
    caughtBy: 'a customer by phone number that a customer has',
    by: header('x-egain-session', undefined),
  },
  { what: 'other grant', caughtBy: 'a token for a client application', by: body('client_credentials', 'password') },
  { what: 'renamed member', caughtBy: text, by: body('"conversation"', '"chat"') },
  { what: 'missing member', caughtBy: text, by: body('"type":{"value":"text/plain"},', '') },
  {
    what: 'further member',
    caughtBy: 'the end of a conversation with an agent',
    by: body('{"conversation"', '{"reason":"done","conversation"'),
  },
  { what: 'other word', caughtBy: "acceptance of the agent's file", by: body('acceptAttachment', 'accept') },
  { what: 'number instead of text', caughtBy: 'a file for the agent', by: body('"20480"', '20480') },
  { what: 'text escaped twice', caughtBy: text, by: body('&', '&amp;') },
  { what: 'broken characters', caughtBy: text, by: body('\u00fc', '\u00c3\u00bc') },
  { what: 'other date', caughtBy: start, by: body('.000Z', 'Z') },
  { what: 'other root element', caughtBy: 'text to the agent, in XML, that has the chat', by: body('message', 'sendMessage') },
  {
    what: 'id as an element instead of an attribute',
    caughtBy: 'the end of a conversation, in XML, with an agent',
    by: idAsElement,
  },
];

function idAsElement(sent: SentRequest): Partial<SentRequest> {
  const changed = sent.body?.replace(/ id="([^"]+)"\/>/, '><id>$1</id></conversation>');
  if (changed === sent.body) throw new Error(`no id is in ${sent.body ?? 'the body'}`);
  return { body: changed };
}
