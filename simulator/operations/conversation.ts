import type { Conversation } from '../world/conversations.ts';
import { ongoingConversation } from '../world/conversations.ts';
import type { AuthenticatedCall, Callers } from './call.ts';
import { refuse, throwIfRefusal } from './refusal-error.ts';

/**
 * Finds an ongoing conversation of the calling application. Refuses a conversation of another application with 403, even when it has
 * ended: spec 7.
 * @param statuses the statuses of the two refusals; undefined takes that of the table of errors
 * @throws {RefusalError}
 */
export function findOngoingConversation(
  { world, caller: { application } }: AuthenticatedCall<Callers['bearer']>,
  id: string,
  statuses: { readonly foreign?: number; readonly notOngoing: number },
): Conversation {
  const owner = world.state.conversations.get(id)?.applicationId;
  if (owner !== undefined && owner !== application.id) {
    const wouldWork = `the token of the application ${world.state.applications.get(owner)?.name}`;
    const reason = { rule: 'another client application started the conversation', wouldWork };
    refuse('foreignConversation', { id }, reason, { status: statuses.foreign });
  }
  return throwIfRefusal(ongoingConversation(world, id, application), statuses.notOngoing);
}
