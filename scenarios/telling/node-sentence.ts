import type { OutcomeAndOutputs, MethodPath } from '../../client/index.ts';
import { resolveMethod, resolveOutcome } from '../../client/index.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import { operations } from '../../simulator/protocol/operations.ts';
import { describeReason } from './report.ts';

/** What each node sets out to do, in the words of a trainer. */
const deeds: Readonly<Record<MethodPath, string>> = {
  'createChat.createChat': 'opens a record of the chat',
  'searchActiveChat.searchActiveChat': 'looks for a chat of the customer that goes on',
  'appendChat.appendChat': 'adds the message to the record of the chat',
  'fetchChatHistory.fetchActiveChatHistory': 'reads what was said so far',
  'updateChat.updateChat': 'changes the record of the chat',
  'clearChat.clearChat': 'deletes the record of the chat',
  'entrypointConfiguration.getEntrypointConfiguration': 'reads how the entry point is set up',
  'agentAvailability.getAgentAvailability': 'asks whether an agent is there',
  'agentAvailability.getAgentCapacity': 'asks how many more chats the agents can take',
  'agentAvailability.getQueueDepthAndWaitTime': 'asks how long the queue is',
  'startConversation.startConversationOnSms': 'starts a conversation',
  'startConversation.startConversationOnMessenger': 'starts a conversation',
  'endConversation.endConversation': 'ends the conversation',
  'sendMessage.sendPlainTextMessage': 'sends the message to the agent',
  'sendMessage.sendHtmlMessage': 'sends the message to the agent',
  'sendMessage.acceptAttachment': "accepts the agent's file",
  'sendMessage.rejectAttachment': "declines the agent's file",
  'sendMessage.uploadAttachmentAvailableInAUrl': "offers the customer's file to the agent",
  'getFileInfo.getFileInfo': "asks the file server about the customer's file",
  'getFileInfo.getAttachmentUrl': "fetches the agent's file and hosts it for the customer",
  'processEceEvents.processEceEvent': 'hands a callback to the conversation that waits for it',
  'eceLogin.eceLogin': 'logs a user in',
  'searchCustomer.searchCustomer': 'looks for the customer',
  'editCustomer.editIndividualCustomerOnSms': "changes the customer's record",
  'editCustomer.editIndividualCustomerOnMessenger': "changes the customer's record",
};

/** A node that was left, told to people. */
export interface NodeSentence {
  /** E.g. `Send Plain Text Message`. */
  readonly name: string;
  /** E.g. `sends the message to the agent`. */
  readonly does: string;
  /** What went wrong on the way, and what the node did about it; empty when nothing did. */
  readonly onTheWay: string;
  readonly outcome: string;
  /** Why the node was left by this outcome; empty where the outcome says it. */
  readonly why: string;
  readonly isGood: boolean;
}

/** @param calls what the journal of ECE received from the node, oldest first */
export function tellNode(
  path: MethodPath,
  { outcome, outputs }: OutcomeAndOutputs,
  calls: readonly JournalEntry[],
): NodeSentence {
  const { method } = resolveMethod(path);
  const { kind, when } = resolveOutcome(method, outcome);
  const isGood = kind === 'success';
  const attempts = calls.filter((call) => !isTokenCall(call));
  return {
    name: method.method,
    does: deeds[path],
    onTheWay: tellWay(calls, isGood ? attempts.slice(0, -1) : []),
    outcome,
    why: isGood ? '' : tellWhy(calls.at(-1), attempts.length, when, outputs['error']),
    isGood,
  };
}

function isTokenCall({ operation }: JournalEntry): boolean {
  return operation !== null && operations[operation].family === 'token';
}

function tellWay(calls: readonly JournalEntry[], failed: readonly JournalEntry[]): string {
  const token = calls.findIndex(isTokenCall);
  const first = failed[0];
  if (first === undefined) return token === 0 ? 'It asks for an access token first.' : '';
  const tries = failed.length === 1 ? 'Its first try fails' : `Its first ${failed.length} tries fail`;
  const renews = token > 0 ? 'asks for a new token and tries' : 'tries';
  return `${tries}: ${tellFailure(failed.at(-1)!)} It ${renews} again.`;
}

/** A failed call in a sentence. */
function tellFailure({ answer, problem, refusal }: JournalEntry): string {
  if (answer === null) return `ECE gives no answer${problem === null ? '' : ` (${problem})`}.`;
  if (refusal === null) return `ECE answers ${answer.status}.`;
  return `ECE answers ${answer.status}, because ${refusal.reason.rule}.`;
}

function tellWhy(last: JournalEntry | undefined, tries: number, when: string, error: unknown): string {
  const each = tries > 1 ? ` to each of ${tries} tries` : '';
  if (last?.refusal != null) return `ECE refuses, because ${describeReason(last.refusal.reason)}`;
  if (last?.answer === null) return `ECE gives no answer${each}.`;
  if (last !== undefined && each !== '') return `ECE answers ${last.answer.status}${each}.`;
  return typeof error === 'string' ? firstSentence(error.replaceAll(ownOrigin, '')) : `${when}.`;
}

/** The port is another one in each run. */
const ownOrigin = /http:\/\/127\.0\.0\.1:\d+/g;
const longestReason = 240;

function firstSentence(text: string): string {
  const [line = ''] = text.trim().split('\n');
  const end = /[.!?](?=\s|$)/.exec(line)?.index ?? line.length;
  const sentence = `${line.slice(0, end)}.`;
  return sentence.length <= longestReason ? sentence : `${sentence.slice(0, longestReason)}…`;
}
