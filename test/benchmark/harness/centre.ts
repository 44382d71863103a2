import { BenchmarkError } from './question.ts';

const agentLoad = 500;

/** A world whose agents have room for so many conversations; the others wait in its one queue. */
export function worldWithRoomFor(conversations: number, behaviour: 'silent' | 'answers' = 'silent', load = agentLoad): object {
  const agents = Array.from({ length: Math.max(1, Math.ceil(conversations / load)) }, (_, at) => ({
    ...{ firstName: 'A', lastName: 'B', screenName: `agent ${at}`, skills: ['service'], maximumLoad: load, behaviour },
  }));
  return {
    queues: [{ name: 'Service', skill: 'service' }],
    entryPoints: [{ id: 1001, name: 'x', queue: 'Service' }],
    agents,
    chats: [],
  };
}

const askAgainMs = 100;

/** Resolves when so many conversations have an agent. */
export async function untilAssigned(url: string, conversations: number, withinMs = 60_000): Promise<void> {
  const endsAt = performance.now() + withinMs;
  for (;;) {
    const answer = await fetch(`${url}/_sim/v1/agents`);
    const agents = (await answer.json()) as readonly { readonly conversationIds: readonly string[] }[];
    const assigned = agents.reduce((sum, { conversationIds }) => sum + conversationIds.length, 0);
    if (assigned >= conversations) return;
    if (performance.now() > endsAt)
      throw new BenchmarkError(`Only ${assigned} of ${conversations} conversations got an agent within ${withinMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  }
}
