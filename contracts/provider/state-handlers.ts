import { applicationStates } from './application-states.ts';
import { conversationStates } from './conversation-states.ts';
import { customerStates } from './customer-states.ts';
import { entryPointStates } from './entry-point-states.ts';
import type { StateHandlers } from './state-context.ts';

/** How each documented state is brought about in a simulator, by its public control API and the calls of ECE. */
export const stateHandlers: StateHandlers = {
  ...applicationStates,
  ...entryPointStates,
  ...conversationStates,
  ...customerStates,
};
