import type { Happening } from '../simulator/journal/happenings.ts';
import type { Simulator } from '../simulator/simulator.ts';

type WorldEvent = Extract<Happening, { source: 'world' }>['event'];

/** Most characters of a text that a line shows. */
const longestText = 200;

const acts: Readonly<Record<string, string>> = {
  uploadAttachment: 'offers a file',
  acceptAttachment: 'accepts a file of the customer',
  rejectAttachment: 'rejects a file of the customer',
};

/**
 * What an agent does, in one line, where no webhook server gets it; undefined for every other event. A client without a callback URL
 * would not find out that agents answer.
 */
export function agentLineOf(simulator: Simulator, partition: string, event: WorldEvent): string | undefined {
  switch (event.type) {
    case 'conversation-assigned':
    case 'conversation-transferred':
    case 'conversation-ended':
    case 'agent-message':
      break;
    default:
      return undefined;
  }
  const { conversations, applications, agents } = simulator.partition(partition);
  const conversation = conversations.list().find(({ id }) => id === event.conversationId);
  if (conversation === undefined || applications.get(conversation.applicationId).callback.url !== null) return undefined;
  const nameOf = (id: string | undefined) => agents.list().find((agent) => agent.id === id)?.screenName ?? 'An agent';
  const where = `agent: ${event.conversationId.slice(0, 8)}`;
  switch (event.type) {
    case 'conversation-assigned':
      return `${where} ${nameOf(event.agentId)} takes the chat`;
    case 'conversation-transferred':
      return `${where} the chat is transferred`;
    case 'conversation-ended':
      return `${where} the chat is over, ended by the ${event.by}`;
    case 'agent-message': {
      const { type, content, agentId } = event.entry;
      return `${where} ${nameOf(agentId)} ${type in acts ? acts[type]! : `writes: ${shorten(content ?? '')}`}`;
    }
  }
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > longestText ? `${line.slice(0, longestText)}...` : line;
}
