import type { MessageFormat, MessageName } from '../messages.ts';
import { descriptionOf } from '../messages.ts';

/** An answer of the provider on its way to its client. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Change = (answer: Answer) => Partial<Answer>;

/** A change of the provider, and the interaction of the contract that must notice it. */
export interface ProviderMutation {
  readonly what: string;
  readonly caughtBy: string;
  /** For calls, what happens to the answer; for callbacks, settings of the simulator. */
  readonly by: Change | Readonly<Record<string, unknown>>;
}

/** Replaces a text in the body. */
function words(from: string, to: string): Change {
  return ({ body }) => {
    if (!body.includes(from)) throw new Error(`${from} is not in the answer: ${body}`);
    return { body: body.replaceAll(from, to) };
  };
}

function status(code: number): Change {
  return () => ({ status: code, body: '' });
}

function otherStatus(code: number): Change {
  return () => ({ status: code });
}

function without(header: string): Change {
  return ({ headers }: Answer) => ({ headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== header)) });
}

function contentType(type: string): Change {
  return ({ headers }) => ({ headers: { ...headers, 'content-type': type } });
}

function message(name: MessageName, format: MessageFormat = 'json') {
  return descriptionOf(name, format);
}

export const providerMutations: readonly ProviderMutation[] = [
  { what: 'token: renamed member', caughtBy: 'a token for a client application', by: words('access_token', 'accessToken') },
  { what: 'token: text instead of number', caughtBy: 'a token for a client application', by: words('86400', '"86400"') },
  { what: 'token: other status of a refusal', caughtBy: 'a token with a secret that has changed', by: otherStatus(400) },
  {
    what: 'configuration: an object instead of a list',
    caughtBy: 'the configuration of an entry point',
    by: ({ body }) => ({ body: body.replace('[{', '{').replace(/\}\]\}$/, '}}') }),
  },
  {
    what: 'configuration: member gone',
    caughtBy: 'the configuration of an entry point',
    by: words('"lastModified"', '"changed"'),
  },
  { what: 'configuration: other word', caughtBy: 'the configuration of an entry point', by: words('allow_all', 'allowAll') },
  { what: 'configuration: other content type', caughtBy: 'the configuration of an entry point', by: contentType('text/plain') },
  {
    what: 'configuration: element of another namespace',
    caughtBy: 'the configuration of an entry point, in XML, with agents ready',
    by: words('/model/v19/', '/model/v20/'),
  },
  { what: 'start: other status', caughtBy: 'a start by SMS while agents are ready', by: otherStatus(200) },
  { what: 'start: id no longer a UUID', caughtBy: 'a start by SMS while agents are ready', by: words('-', '') },
  {
    what: 'start: other error code',
    caughtBy: 'a start by SMS with a date that is no longer true',
    by: words('409-100', '409-101'),
  },
  {
    what: 'start: a conflict is a bad request',
    caughtBy: 'a start by Messenger with a date that is no longer true',
    by: otherStatus(400),
  },
  { what: 'send: other status', caughtBy: 'text to the agent', by: otherStatus(200) },
  {
    what: 'send: text by which clients know the refusal',
    caughtBy: 'text to the agent of a conversation that has ended',
    by: words('completed or expired', 'closed'),
  },
  {
    what: 'send: forbidden is unauthorized',
    caughtBy: 'HTML to the agent of a conversation of another application',
    by: otherStatus(401),
  },
  { what: 'end: refused although it is done', caughtBy: 'the end of a conversation with an agent', by: status(500) },
  { what: 'file: other content', caughtBy: "the agent's file before a decision", by: () => ({ body: '<html>no file</html>' }) },
  {
    what: 'availability: text instead of truth value',
    caughtBy: 'whether an agent is available while agents are ready',
    by: words('true', '"true"'),
  },
  {
    what: 'availability: renamed attribute',
    caughtBy: 'whether an agent is available, in XML, while agents are ready',
    by: words('available=', 'isAvailable='),
  },
  { what: 'capacity: other number', caughtBy: 'how many slots agents have free while none is there', by: words('0', '1') },
  { what: 'login: dropped header', caughtBy: 'the login of a user', by: without('x-egain-session') },
  {
    what: 'search: an empty list instead of no content',
    caughtBy: 'a customer by phone number that nobody has',
    by: ({ headers }) => ({ status: 200, headers: { ...headers, 'content-type': 'application/json' }, body: '{"customer":[]}' }),
  },
  { what: 'edit: not found is a success', caughtBy: "a change of an SMS customer's data who does not exist", by: status(204) },
  {
    what: 'callback: other word of an event',
    caughtBy: message('an agent joins'),
    by: { 'callback.type.assigned': 'assignedEvent' },
  },
  {
    what: 'callback: other word of an event, in XML',
    caughtBy: message('the agent pushes a page', 'xml'),
    by: { 'callback.type.pagePush': 'pagePushEvent' },
  },
  {
    what: 'callback: words that tell the target',
    caughtBy: message('the chat goes back to a queue'),
    by: { 'callback.type.transfer': { toAgent: 'transferToAgent', toQueue: 'transferToQueue' } },
  },
  {
    what: 'callback: missing event',
    caughtBy: message('the client ends the conversation'),
    by: { 'conversation.end.completeCallback': 'off' },
  },
  {
    what: 'callback: no text',
    caughtBy: message('the client ends the conversation'),
    by: { 'callback.content.completeByClient': null },
  },
  {
    what: 'callback: fewer members of a file',
    caughtBy: message('the agent sends a file'),
    by: { 'callback.attachmentFields': { members: ['id', 'contentUrl'], size: 'string' } },
  },
  {
    what: 'callback: fewer members of the sender',
    caughtBy: message('the agent writes text'),
    by: { 'callback.senderUser': ['id', 'screenName'] },
  },
  { what: 'callback: one message a request', caughtBy: message('several messages at once'), by: { 'callback.batching': 'one' } },
];
