import type { Call, Reply } from '../operations/call.ts';
import { claimedApplication } from '../operations/caller.ts';
import { refuse } from '../operations/refused.ts';
import { expireSessions, revokeSession } from '../world/sessions.ts';
import type { CallFaultAction, Fault } from './faults.ts';

/** What is left of the answer after faults had their hand in it. */
export type Struck =
  | { readonly kind: 'answer'; readonly reply: Reply }
  | { readonly kind: 'hang' }
  | { readonly kind: 'close'; readonly at: 'start' | 'middle' };

export type CallFault = Fault & { action: CallFaultAction };

/**
 * Lets faults strike one after the other. Undefined when the call goes on: after a delay, without its tokens, or only to be
 * corrupted at the end.
 * @throws {Refused} when a fault refuses the call
 */
export async function strike(faults: readonly CallFault[], call: Call, release: () => void): Promise<Struck | undefined> {
  for (const { id, action } of faults) {
    switch (action.do) {
      case 'refuse':
        return refuse(
          action.error,
          placeholders(call),
          { rule: `the fault ${id} refuses the call`, wouldWork: 'removing the fault' },
          {
            ...(action.status !== undefined && { status: action.status }),
          },
        );
      case 'answer':
        return { kind: 'answer', reply: givenAnswer(action) };
      case 'delay':
        if (action.callbacksFirst === true) release();
        await new Promise<void>((resolve) => call.world.clock.schedule(action.ms, resolve));
        break;
      case 'hang':
        return { kind: 'hang' };
      case 'close':
        return { kind: 'close', at: action.at };
      case 'end-sessions':
        endSessions(call, action.how);
        break;
      case 'corrupt':
        break;
    }
  }
  return undefined;
}

/** What the texts of refusals speak of, as far as the call tells. */
function placeholders({ params, known, settings }: Call): Record<string, string> {
  const content = known.content as { entryPointId?: string; conversationId?: string } | string | undefined;
  const id = typeof content === 'object' ? (content.entryPointId ?? content.conversationId) : content;
  const inQuery = typeof known.query === 'string' ? known.query : undefined;
  return { id: id ?? inQuery ?? params['id'] ?? '', text: settings['error.unauthorizedText'] };
}

function givenAnswer({ status, headers, body }: Extract<CallFaultAction, { do: 'answer' }>): Reply {
  if (body === undefined) return { status, ...(headers && { headers }) };
  const lowerCase = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const contentType =
    lowerCase['content-type'] ??
    (/^\s*[[{]/.test(body) ? 'application/json' : /^\s*</.test(body) ? 'application/xml' : 'text/plain');
  return { status, headers: lowerCase, body: { bytes: new TextEncoder().encode(body), contentType } };
}

function endSessions(call: Call, how: 'expire' | 'revoke'): void {
  const { world, known } = call;
  const owner = known.application ?? known.user ?? claimedApplication(call);
  if (owner === undefined) return;
  if (how === 'expire') expireSessions(world, owner.id);
  else
    for (const session of world.state.sessions.values())
      if (session.ownerId === owner.id && session.ended === undefined) revokeSession(world, session);
}

/** The body as a fault of the wire leaves it. */
export function corrupted(body: Uint8Array, faults: readonly CallFault[]): Uint8Array {
  return faults.reduce((bytes, { action }) => {
    if (action.do !== 'corrupt') return bytes;
    return action.how === 'truncated'
      ? bytes.subarray(0, Math.floor(bytes.byteLength / 2))
      : new TextEncoder().encode('<<{"malformed"');
  }, body);
}
