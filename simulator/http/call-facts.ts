import type { Call } from '../operations/call.ts';
import { claimedApplication } from '../operations/caller.ts';
import type { OperationId } from '../protocol/operations.ts';
import type { CallFacts } from './faults.ts';

/** What a call is about, as far as it is known: its operation and caller early, its entry point and conversation once it is read. */
export function callFacts(call: Call, stage: 'early' | 'late'): CallFacts {
  const { operation, world, known } = call;
  const application = (known.application ?? claimedApplication(call))?.key;
  if (stage === 'early') return { operation, application };
  const conversation = conversationId(call);
  const entryPoint =
    entryPointId(call) ?? (conversation === undefined ? undefined : world.state.conversations.get(conversation)?.entryPointId);
  return { operation, application, entryPoint, conversation };
}

/** The calls that tell their conversation, and those that tell their entry point, directly or by their conversation. */
export const tellConversation: readonly OperationId[] = ['sendMessage', 'endConversation', 'getAttachment'];
export const tellEntryPoint: readonly OperationId[] = [
  'getConfiguration',
  'startConversation',
  'getAgentAvailability',
  'getAgentCapacity',
  'getLiveSessionStatus',
  'checkEligibility',
  'getChatAllowed',
  ...tellConversation,
];

function entryPointId({ operation, params, known }: Call): string | undefined {
  switch (operation) {
    case 'getConfiguration':
      return known.query as string | undefined;
    case 'startConversation':
      return (known.content as { entryPointId: string } | undefined)?.entryPointId;
    case 'getAgentAvailability':
    case 'getAgentCapacity':
    case 'getLiveSessionStatus':
    case 'checkEligibility':
    case 'getChatAllowed':
      return params['id'];
    default:
      return undefined;
  }
}

function conversationId({ operation, world, params, known }: Call): string | undefined {
  switch (operation) {
    case 'startConversation':
      return known.started;
    case 'sendMessage':
      return (known.content as { conversationId: string } | undefined)?.conversationId;
    case 'endConversation':
      return known.content as string | undefined;
    case 'getAttachment':
      return world.state.attachments.get(params['id'] ?? '')?.conversationId;
    default:
      return undefined;
  }
}
