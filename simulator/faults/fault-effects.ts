import type { Answer, CallUnderCheck } from '../operations/call.ts';
import { findClaimedApplication } from '../operations/caller.ts';
import { refuse } from '../operations/refusal-error.ts';
import { expireSessions, revokeSession } from '../world/sessions.ts';
import { subjectOf } from '../http/call-facts.ts';
import type { HttpAnswer, Pace } from '../http/exchange.ts';
import { bytesOf } from '../http/exchange.ts';
import type { CallFault, CallFaultAction } from './faults.ts';
import { drawDelay } from './faults.ts';

/** The result of a call: an answer that is still to be written, or none. */
export type CallResult =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'hang' }
  | { readonly kind: 'close'; readonly at: 'start' | 'middle'; readonly isReset?: boolean };

/** What faults need of a call. */
export interface FaultTarget {
  readonly call: CallUnderCheck;
  /** Lets the callbacks of the call leave. */
  releaseCallbacks(): void;
  /** Resolves after so many milliseconds of the partition's time. */
  wait(ms: number): Promise<void>;
}

/**
 * Lets faults act on a call, one after the other.
 * @returns the result of the call; undefined when the call goes on, e.g. after a delay or without its sessions
 * @throws {RefusalError} when a fault refuses the call
 */
export function applyFaults(
  faults: readonly CallFault[],
  target: FaultTarget,
): CallResult | undefined | Promise<CallResult | undefined> {
  return faults.length === 0 ? undefined : applyInTurn(faults, target);
}

async function applyInTurn(faults: readonly CallFault[], target: FaultTarget): Promise<CallResult | undefined> {
  for (const { id, action } of faults) {
    switch (action.do) {
      case 'refuse':
        return refuse(
          action.error,
          placeholdersOf(target.call),
          { rule: `the fault ${id} refuses the call`, wouldWork: 'removing the fault' },
          { status: action.status },
        );
      case 'answer':
        return { kind: 'answer', answer: makeAnswer(action) };
      case 'delay':
        if (action.callbacksFirst === true) target.releaseCallbacks();
        await waitFor(drawDelay(action.ms, target.call.world.random), target);
        break;
      case 'hang':
        return { kind: 'hang' };
      case 'close':
        return { kind: 'close', at: action.at };
      case 'reset':
        return { kind: 'close', at: action.at, isReset: true };
      case 'end-sessions':
        endSessions(target.call, action.how);
        break;
      case 'corrupt':
      case 'trickle':
        break;
    }
  }
  return undefined;
}

async function waitFor(ms: number, target: FaultTarget): Promise<void> {
  if (ms > 0) await target.wait(ms);
}

/** The values for the texts of refusals, as far as the call has them. */
function placeholdersOf(call: CallUnderCheck): Record<string, string> {
  const { entryPoint, conversation } = subjectOf(call);
  const id = call.params['id'] ?? entryPoint ?? conversation ?? '';
  return { id, text: call.settings['error.unauthorizedText'] };
}

function makeAnswer({ status, headers, body }: Extract<CallFaultAction, { do: 'answer' }>): Answer {
  const lowerCase = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  if (body === undefined) return { status, headers: lowerCase };
  const contentType =
    lowerCase['content-type'] ??
    (/^\s*[[{]/.test(body) ? 'application/json' : /^\s*</.test(body) ? 'application/xml' : 'text/plain');
  return { status, headers: lowerCase, body: { bytes: new TextEncoder().encode(body), contentType } };
}

function endSessions(call: CallUnderCheck, how: 'expire' | 'revoke'): void {
  const { world, caller } = call;
  const owner = caller?.application ?? caller?.user ?? findClaimedApplication(call);
  if (owner === undefined) return;
  if (how === 'expire') expireSessions(world, owner.id);
  else
    for (const session of world.state.sessions.values())
      if (session.ownerId === owner.id && session.ended === undefined) revokeSession(world, session);
}

/** How the body of the answer is sent, where a fault makes it trickle. */
export function findPace(faults: readonly CallFault[], target: Pick<FaultTarget, 'wait'>): Pace | undefined {
  if (faults.length === 0) return undefined;
  const action = faults.map((fault) => fault.action).findLast((each) => each.do === 'trickle');
  return action && { bytes: action.bytes, pause: () => target.wait(action.everyMs) };
}

/** Applies the faults to the bytes of an answer. `malformed` adds a body to an answer without one; `truncated` leaves it without. */
export function corruptAnswer(answer: HttpAnswer, faults: readonly CallFault[]): HttpAnswer {
  return faults.reduce((left, { action }) => {
    if (action.do !== 'corrupt') return left;
    return action.how === 'malformed' ? withMalformedBody(left) : withHalfBody(left);
  }, answer);
}

const malformedBody = new TextEncoder().encode('<<{"malformed"');

function withMalformedBody({ status, headers }: HttpAnswer): HttpAnswer {
  return {
    status: status === 204 ? 200 : status,
    headers: { 'content-type': 'application/json', ...headers },
    body: malformedBody,
  };
}

function withHalfBody(answer: HttpAnswer): HttpAnswer {
  const body = bytesOf(answer.body);
  return { ...answer, body: body.subarray(0, Math.floor(body.byteLength / 2)) };
}
