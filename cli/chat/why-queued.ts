import type { ControlAnswers, ControlClient } from '../../simulator/control/client-types.ts';

export interface WhyQueued {
  /** For the customer, in a sentence. */
  readonly sentence: string;
  /** Whether a person can take the chat at any moment. */
  readonly isForPerson: boolean;
}

type Conversation = ControlAnswers['Conversation'];

/** Why no agent has taken a chat. */
export async function findWhyQueued(control: ControlClient<'partition'>, { id, queueId }: Conversation): Promise<WhyQueued> {
  const params = { queue: queueId };
  const [queue, agents] = await Promise.all([control.get('/queues/{queue}', { params }), control.get('/agents')]);
  const loggedIn = agents.filter((agent) => agent.loggedIn && agent.skills.includes(queue.skill));
  const free = loggedIn.filter((agent) => loadOf(agent) < agent.maximumLoad);
  const others = queue.waiting.slice(0, Math.max(0, queue.waiting.indexOf(id))).length;
  const waits = `The customer waits${others === 0 ? '' : others === 1 ? ', 1 other before' : `, ${others} others before`}.`;
  const told = (why: string): WhyQueued => ({
    sentence: `${why} ${waits}`,
    isForPerson: free.some(({ behaviour }) => behaviour === 'manual'),
  });
  if (loggedIn.length === 0) return told(`Nobody is there: no agent of the queue ${queue.name} is logged in.`);
  if (free.length === 0) return told(`Every agent of the queue ${queue.name} is at full load.`);
  return told(`The agents of the queue ${queue.name} take chats by hand: at a desk, in the console or by the control API.`);
}

function loadOf({ conversationIds, reservedConversationIds }: ControlAnswers['Agent']): number {
  return conversationIds.length + reservedConversationIds.length;
}
