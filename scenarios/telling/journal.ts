import { STATUS_CODES } from 'node:http';
import { readEnvelope, readMessage } from '../../client/callback-message.ts';
import { decode } from '../../client/wire.ts';
import type { JournalEntry, RecordedAnswer } from '../../simulator/journal/journal.ts';
import { describeReason } from './report.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import { operations } from '../../simulator/protocol/operations.ts';

/** The purpose of each call, in the words of a trainer. */
const purposes: Readonly<Record<OperationId, string>> = {
  obtainToken: 'asks for an access token, with client id and secret',
  revokeToken: 'revokes the access token',
  activateWebhook: 'activates its callback URL again',
  getConfiguration: 'reads the configuration of the entry point',
  startConversation: 'starts a conversation',
  sendMessage: 'sends a message into the conversation',
  endConversation: 'ends the conversation',
  getAttachment: 'fetches a file of the agent',
  getAgentAvailability: 'asks whether an agent is there',
  getAgentCapacity: 'asks how many more chats the agents can take',
  getLiveSessionStatus: 'asks whether the entry point is open',
  checkEligibility: 'asks whether a customer may chat now',
  getChatAllowed: 'asks whether a chat may be started',
  getTranscript: 'asks for the transcript of an anonymous chat',
  logIn: 'logs a user in',
  logOut: 'logs the user out',
  searchCustomers: 'looks for a customer',
  editCustomer: "changes a customer's record",
  createCustomer: 'creates a customer',
};

/** A request or an answer, in plain words. */
export interface ExchangeMessage {
  readonly from: string;
  readonly to: string;
  /** Method and path of a request, status of an answer. */
  readonly wire: string;
  readonly meaning: string;
  /** The private reason of a refusal. Only the simulator tells it. */
  readonly why?: string;
  readonly isRefusal: boolean;
}

/** A request of the journal and its answer. The journal has masked tokens and secrets. */
export function describeExchange(entry: JournalEntry): ExchangeMessage[] {
  const { request } = entry;
  const [from, to] = entry.kind === 'call' ? ['Flow', 'ECE'] : ['ECE', receivers[entry.kind]];
  const requestMessage = {
    from,
    to,
    wire: `${request.method} ${pathOf(request.target)}`,
    meaning: describeRequest(entry),
    isRefusal: false,
  };
  return [requestMessage, describeAnswer(entry, to, from)];
}

const receivers = { callback: 'Flow', 'callback-token': 'token URL', file: 'file server' } as const;

function pathOf(target: string): string {
  return URL.canParse(target) ? new URL(target).pathname : target;
}

function describeRequest({ kind, operation, request }: JournalEntry): string {
  if (kind === 'callback') return describeCallback(request.body);
  if (kind === 'callback-token') return 'asks for a token for the callback';
  if (kind === 'file') return "fetches the customer's file";
  if (operation === null) return 'is not a call of ECE';
  const content = operations[operation].body === 'send' ? readContent(request.body) : undefined;
  return purposes[operation] + (content === undefined ? '' : `: "${content}"`);
}

function readContent(body: string): string | undefined {
  const message = decode(body) as { content?: unknown } | undefined;
  return typeof message?.content === 'string' ? message.content : undefined;
}

function describeCallback(body: string): string {
  const messages = (readEnvelope(decode(body))?.messages ?? []).map(({ json }) => readMessage(json));
  const contents = messages.map(({ type, content }) => type.value + (content === undefined ? '' : `: "${content}"`));
  return `callback ${contents.join(', ')}`;
}

function describeAnswer({ answer, problem, refusal, operation }: JournalEntry, from: string, to: string): ExchangeMessage {
  if (answer === null)
    return { from, to, wire: 'no answer', meaning: problem ?? '', isRefusal: true, ...describeRefusal(refusal) };
  const isRefusal = answer.status >= 400;
  const isToken = operation !== null && operations[operation].family === 'token';
  const meaning = isRefusal ? describeError(answer) : isToken ? 'a token' : '';
  const wire = `${answer.status} ${STATUS_CODES[answer.status] ?? ''}`.trim();
  return { from, to, wire, meaning: [meaning, problem].filter(Boolean).join('; '), isRefusal, ...describeRefusal(refusal) };
}

function describeError({ body }: RecordedAnswer): string {
  const error = decode(body) as { code?: unknown; developerMessage?: unknown } | undefined;
  const parts = [error?.code, error?.developerMessage].filter((part) => typeof part === 'string');
  return parts.join(' ');
}

function describeRefusal(refusal: JournalEntry['refusal']): { why?: string } {
  return refusal === null ? {} : { why: describeReason(refusal.reason) };
}
