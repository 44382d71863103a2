import type { Call, Answer } from '../operations/call.ts';
import { claimedApplication } from '../operations/caller.ts';
import { refuse } from '../operations/refusal-error.ts';
import { expireSessions, revokeSession } from '../world/sessions.ts';
import type { HttpAnswer } from './exchange.ts';
import type { CallFaultAction, Fault } from './faults.ts';

/** What is left of the answer after faults had their hand in it. */
export type Struck =
  | { readonly kind: 'answer'; readonly reply: Answer }
  | { readonly kind: 'hang' }
  | { readonly kind: 'close'; readonly at: 'start' | 'middle' };

export type CallFault = Fault & { action: CallFaultAction };

/** What faults need of the call they strike. */
export interface Striking {
  readonly call: Call;
  /** Lets the callbacks of the call leave. */
  readonly release: () => void;
  /** Resolves after so many milliseconds of the partition's time. */
  readonly wait: (ms: number) => Promise<void>;
}

/**
 * Lets faults strike one after the other. Undefined when the call goes on: after a delay, without its tokens, or only to be
 * corrupted at the end.
 * @throws {RefusalError} when a fault refuses the call
 */
export async function strike(faults: readonly CallFault[], { call, release, wait }: Striking): Promise<Struck | undefined> {
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
        if (action.ms > 0) await wait(action.ms);
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

function givenAnswer({ status, headers, body }: Extract<CallFaultAction, { do: 'answer' }>): Answer {
  const lowerCase = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  if (body === undefined) return { status, headers: lowerCase };
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

/** The answer as faults of the wire leave it. A malformed body stands also where there was none; half of none is none. */
export function corrupted(answer: HttpAnswer, faults: readonly CallFault[]): HttpAnswer {
  return faults.reduce((left, { action }) => {
    if (action.do !== 'corrupt') return left;
    return action.how === 'malformed'
      ? malformed(left)
      : { ...left, body: left.body.subarray(0, Math.floor(left.body.byteLength / 2)) };
  }, answer);
}

const noJsonNorXml = new TextEncoder().encode('<<{"malformed"');

function malformed({ status, headers }: HttpAnswer): HttpAnswer {
  return {
    status: status === 204 ? 200 : status,
    headers: { 'content-type': 'application/json', ...headers },
    body: noJsonNorXml,
  };
}
