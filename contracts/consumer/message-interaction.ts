import type { CallbackMessage, MessageName } from '../messages.ts';
import { messages } from '../messages.ts';

/** A callback of ECE in both formats, and the results of the callback receiver and Start Conversation. */
export interface MessageInteraction extends CallbackMessage {
  readonly name: MessageName;
}

export const callbacks: readonly MessageInteraction[] = (
  Object.entries(messages) as readonly [MessageName, CallbackMessage][]
).map(([name, message]) => ({ name, ...message }));
