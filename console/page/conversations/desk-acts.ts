import type { Agent, FileContent } from '../control/answers.ts';
import { act, messageOf, notify, request } from '../live/session.ts';
import { live } from '../live/state.ts';

function desk(conversation: string): string {
  return `/conversations/${encodeURIComponent(conversation)}`;
}

export async function atDesk(conversation: string, path: string, body?: unknown): Promise<boolean> {
  return (await act('POST', desk(conversation) + path, body)) !== undefined;
}

/** @throws {ControlRefusal} */
export function deskFile(conversation: string, file: string): Promise<FileContent> {
  return request('GET', `${desk(conversation)}/files/${encodeURIComponent(file)}`) as Promise<FileContent>;
}

/** Whoever acts as an agent does not want the agent to act by itself as well. */
export async function actByHand(agent: Agent | undefined): Promise<void> {
  if (agent?.behaviour !== 'answers') return;
  await act('PATCH', `/agents/${agent.id}`, { behaviour: 'manual' });
  notify('done', `${agent.screenName} answers no longer by itself: you act. Switch it back at the desk.`);
}

/** An agent takes a waiting chat; who is not at work logs in first. */
export async function takeChat(conversation: string, agentId: string): Promise<void> {
  const agent = live.state.agents.find(({ id }) => id === agentId);
  await actByHand(agent);
  try {
    if (agent?.loggedIn === false) await request('PATCH', `/agents/${agentId}`, { loggedIn: true });
    const { state } = (await request('GET', desk(conversation))) as { state: string };
    if (state === 'queued') await request('POST', `${desk(conversation)}/take`, { agent: agentId });
  } catch (error) {
    notify('refused', messageOf(error));
  }
}
