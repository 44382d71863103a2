import type { EntryPoint } from '../control/answers.ts';

export interface EntryPointState {
  readonly tone: 'good' | 'wait' | 'bad' | 'calm';
  readonly words: string;
}

/** How an entry point stands, as a supervisor says it. */
export function stateOf({
  active,
  agentAvailable,
  agentRequired,
  capacity,
  queueDepth,
  maximumQueueDepth,
}: EntryPoint): EntryPointState {
  if (!active) return { tone: 'calm', words: 'inactive' };
  if (maximumQueueDepth !== null && queueDepth >= maximumQueueDepth) return { tone: 'bad', words: 'queue full' };
  if (agentAvailable && capacity > 0) return { tone: 'good', words: 'open' };
  if (agentAvailable) return { tone: 'wait', words: agentRequired ? 'all busy, chats wait' : 'nobody needed, chats wait' };
  return { tone: 'bad', words: 'nobody there' };
}
