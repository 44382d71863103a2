import type { LongRunningPath, OutcomeOf } from '../../client/index.ts';
import type { MessageName } from '../messages.ts';

/** What Start Conversation must make of a message: an outcome with some of its outputs, or a typing notice. */
export type Event =
  | { readonly outcome: OutcomeOf<LongRunningPath>; readonly outputs: Readonly<Record<string, string | number>> }
  | { readonly typing: boolean };

/** A callback of ECE, in both formats, and what the callback receiver and Start Conversation make of it. */
export interface MessageInteraction {
  readonly name: MessageName;
  /** Its messages, with matchers. */
  readonly messages: readonly object[];
  readonly events: readonly Event[];
}
