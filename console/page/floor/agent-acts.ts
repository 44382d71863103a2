import type { Agent } from '../control/answers.ts';
import { act } from '../live/session.ts';
import { live } from '../live/state.ts';

/** Shown at once; what the simulator then says stands. */
export async function changeAgent(agent: Agent, change: Partial<Agent>): Promise<void> {
  const before = live.state.agents;
  live.change({ agents: before.map((one) => (one.id === agent.id ? { ...one, ...change } : one)) });
  if ((await act('PATCH', `/agents/${agent.id}`, change)) === undefined) live.change({ agents: before });
}
