import type { CallUnderCheck } from '../operations/call.ts';
import { findClaimedApplication } from '../operations/caller.ts';
import type { Subject } from '../operations/operation.ts';
import { operationsById } from '../operations/table.ts';
import type { CallFacts } from '../faults/faults.ts';

/** What faults can match before a call is read. */
export function earlyFacts(call: CallUnderCheck): CallFacts {
  return { operation: call.operation, application: (call.caller?.application ?? findClaimedApplication(call))?.key };
}

/** What faults can match when a call is read. A call that names a conversation also has the conversation's entry point. */
export function lateFacts(call: CallUnderCheck): CallFacts {
  const { entryPoint, conversation } = entryPointAndConversation(call);
  return { ...earlyFacts(call), entryPoint, conversation };
}

/** @param started the conversation that the call has started */
export function entryPointAndConversation(call: CallUnderCheck, started?: string): Subject {
  const subject = subjectOf(call);
  const id = started ?? subject.conversation;
  const conversation = id === undefined ? undefined : call.world.state.conversations.get(id);
  // The id of the conversation itself, so that the journal does not keep the body that named it.
  return { entryPoint: subject.entryPoint ?? conversation?.entryPointId, conversation: conversation?.id ?? id };
}

/** What the call itself names, as far as it is read. */
export function subjectOf(call: CallUnderCheck): Subject {
  return operationsById[call.operation].about?.(call, call.parsedQuery, call.content) ?? {};
}
