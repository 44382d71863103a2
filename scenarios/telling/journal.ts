import { STATUS_CODES } from 'node:http';
import { readEnvelope, readMessage } from '../../client/callback-message.ts';
import { decode } from '../../client/wire.ts';
import type { JournalEntry, RecordedAnswer } from '../../simulator/http/journal.ts';
import { reasonInWords } from '../report.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import { operations } from '../../simulator/protocol/operations.ts';

/** What a call is for, as a trainer says it. */
const purposes: Readonly<Record<OperationId, string>> = {
  obtainToken: 'asks for an access token, with client id and secret',
  revokeToken: 'gives the access token back',
  getConfiguration: 'reads the configuration of the entry point',
  startConversation: 'starts a conversation',
  sendMessage: 'sends a message into the conversation',
  endConversation: 'ends the conversation',
  getAttachment: "fetches a file of the agent's",
  getAgentAvailability: 'asks whether an agent is there',
  getAgentCapacity: 'asks how many more chats the agents can take',
  getLiveSessionStatus: 'asks whether the entry point is open',
  checkEligibility: 'asks whether a customer may chat now',
  getChatAllowed: 'asks whether a chat may be started',
  logIn: 'logs a user in',
  logOut: 'logs the user out',
  searchCustomers: 'looks for a customer',
  editCustomer: "changes a customer's record",
};

/** One message on the way, in plain words. */
export interface Passage {
  readonly from: string;
  readonly to: string;
  /** Method and path, or the status. */
  readonly wire: string;
  readonly meaning: string;
  /** Why it was refused, which only the simulator tells. */
  readonly why?: string;
  readonly isRefusal: boolean;
}

/** A request and its answer. Tokens and secrets are masked by the journal. */
export function passagesOf(entry: JournalEntry): Passage[] {
  const { request } = entry;
  const [from, to] = entry.kind === 'call' ? ['Flow', 'ECE'] : ['ECE', receiverOf[entry.kind]];
  const asked = { from, to, wire: `${request.method} ${pathOf(request.target)}`, meaning: meaningOf(entry), isRefusal: false };
  return [asked, answerOf(entry, to, from)];
}

const receiverOf = { callback: 'Flow', 'callback-token': 'token URL', file: 'file server' } as const;

function pathOf(target: string): string {
  return URL.canParse(target) ? new URL(target).pathname : target;
}

function meaningOf({ kind, operation, request }: JournalEntry): string {
  if (kind === 'callback') return callbackInWords(request.body);
  if (kind === 'callback-token') return 'asks for a token for the callback';
  if (kind === 'file') return "fetches the customer's file";
  if (operation === null) return 'is no call that ECE knows';
  const content = operations[operation].body === 'send' ? contentOf(request.body) : undefined;
  return purposes[operation] + (content === undefined ? '' : `: "${content}"`);
}

function contentOf(body: string): string | undefined {
  const message = decode(body) as { content?: unknown } | undefined;
  return typeof message?.content === 'string' ? message.content : undefined;
}

function callbackInWords(body: string): string {
  const messages = (readEnvelope(decode(body))?.messages ?? []).map(({ json }) => readMessage(json));
  const told = messages.map(({ type, content }) => type.value + (content === undefined ? '' : `: "${content}"`));
  return `callback ${told.join(', ')}`;
}

function answerOf({ answer, problem, refusal, operation }: JournalEntry, from: string, to: string): Passage {
  if (answer === null) return { from, to, wire: 'no answer', meaning: problem ?? '', isRefusal: true, ...whyOf(refusal) };
  const isRefusal = answer.status >= 400;
  const meaning = isRefusal ? errorOf(answer) : operation !== null && operations[operation].family === 'token' ? 'a token' : '';
  const wire = `${answer.status} ${STATUS_CODES[answer.status] ?? ''}`.trim();
  return { from, to, wire, meaning: [meaning, problem].filter(Boolean).join('; '), isRefusal, ...whyOf(refusal) };
}

function errorOf({ body }: RecordedAnswer): string {
  const error = decode(body) as { code?: unknown; developerMessage?: unknown } | undefined;
  const parts = [error?.code, error?.developerMessage].filter((part) => typeof part === 'string');
  return parts.join(' ');
}

function whyOf(refusal: JournalEntry['refusal']): { why?: string } {
  return refusal === null ? {} : { why: reasonInWords(refusal.reason) };
}
