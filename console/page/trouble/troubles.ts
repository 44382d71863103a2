import type { Agent, Fault } from '../control/answers.ts';
import { act, notify } from '../live/session.ts';
import { live, useLive } from '../live/state.ts';
import { faultInWords } from './fault-in-words.ts';

/** Something that is not as on a good day, and its undo. */
export interface Trouble {
  readonly key: string;
  readonly text: string;
  readonly undoes: string;
  readonly undo: () => Promise<unknown>;
}

const sentHome = 'ece-simulator agents sent home';

/** Logs everybody out; who was there is remembered for the good day. */
export async function sendEverybodyHome(): Promise<void> {
  const present = live.state.agents.filter(({ loggedIn }) => loggedIn);
  sessionStorage.setItem(sentHome, JSON.stringify(present.map(({ id }) => id)));
  for (const { id } of present) await act('PATCH', `/agents/${id}`, { loggedIn: false });
}

async function callEverybodyBack(): Promise<void> {
  const remembered = JSON.parse(sessionStorage.getItem(sentHome) ?? '[]') as string[];
  sessionStorage.removeItem(sentHome);
  const { agents } = live.state;
  const known = agents.filter(({ id }) => remembered.includes(id));
  for (const { id } of known.length > 0 ? known : agents) await act('PATCH', `/agents/${id}`, { loggedIn: true });
}

function isNobodyThere(agents: readonly Agent[]): boolean {
  return agents.length > 0 && agents.every(({ loggedIn }) => !loggedIn);
}

export function useTroubles(): Trouble[] {
  const clock = useLive((state) => state.clock);
  const agents = useLive((state) => state.agents);
  const world = useLive((state) => state.world);
  const faults = useLive((state) => state.faults);
  const deactivated = useLive((state) => state.deactivated);
  const troubles: Trouble[] = faults.map(troubleOfFault);
  if (isNobodyThere(agents))
    troubles.push({ key: 'nobody', text: 'nobody at work', undoes: 'Call the agents back', undo: callEverybodyBack });
  if (world !== null && !world.assignmentServiceRunning)
    troubles.push({
      key: 'assignment',
      text: 'assignment service stopped',
      undoes: 'Start the assignment service',
      undo: startAssignment,
    });
  for (const name of deactivated)
    troubles.push({
      key: `callback ${name}`,
      text: `callback URL of ${name} deactivated`,
      undoes: `Reactivate the callback URL of ${name}`,
      undo: () => reactivate(name),
    });
  if (clock?.mode === 'manual')
    troubles.push({
      key: 'clock',
      text: 'clock paused',
      undoes: 'Let time pass',
      undo: () => act('PUT', '/clock', { mode: 'real' }),
    });
  return troubles;
}

function troubleOfFault(fault: Fault): Trouble {
  return {
    key: `fault ${fault.id}`,
    text: faultInWords(fault),
    undoes: `Switch off: ${faultInWords(fault)}`,
    undo: () => act('DELETE', `/faults/${fault.id}`),
  };
}

function startAssignment(): Promise<unknown> {
  return act('PATCH', '/world', { assignmentServiceRunning: true });
}

function reactivate(name: string): Promise<unknown> {
  return act('POST', `/applications/${encodeURIComponent(name)}/callbacks/reactivate`);
}

/** Everything works again. */
export async function bringGoodDay(): Promise<void> {
  const { agents, world, deactivated, clock, faults } = live.state;
  if (faults.length > 0) await act('DELETE', '/faults');
  if (world !== null && !world.assignmentServiceRunning) await startAssignment();
  for (const name of deactivated) await reactivate(name);
  if (isNobodyThere(agents)) await callEverybodyBack();
  if (clock?.mode === 'manual') await act('PUT', '/clock', { mode: 'real' });
  notify('done', 'A good day: everything works.');
}
