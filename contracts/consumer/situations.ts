import type { MethodPath } from '../../client/index.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import type { Format } from './answers.ts';
import { internalError, refusal } from './answers.ts';
import type { Answer, GivenState, Interaction, Request, Use } from './interaction.ts';
import { state } from './interaction.ts';

/** What a method sends, whatever the situation is at ECE. */
export interface NodeInvocation {
  /** E.g. "text for the agent". */
  title: string;
  operation: OperationId;
  request: Request;
  method: MethodPath;
  inputs: Use['inputs'];
  options?: Use['options'];
}

/** The situation at ECE, its answer, and the result of the method. */
export interface Situation extends Pick<Use, 'outcome' | 'outputs' | 'unwired' | 'renewal'> {
  /** E.g. "while no agent is there". */
  when?: string;
  states: readonly GivenState[];
  answer: Answer;
  /** The same call with options of its own. */
  alsoWith?: readonly Pick<Use, 'options' | 'attempts'>[];
}

interface UsedInteraction extends Interaction {
  readonly uses: readonly Use[];
}

/** The interactions of a call, one for each situation. */
export function inSituations(
  { title, operation, request, ...call }: NodeInvocation,
  situations: readonly Situation[],
): readonly UsedInteraction[] {
  return situations.map(({ when, states, answer, alsoWith = [], ...made }) => ({
    description: when === undefined ? title : `${title} ${when}`,
    states,
    operation,
    request,
    answer,
    uses: [{}, ...alsoWith].map((own) => ({ ...call, ...made, ...own })),
  }));
}

export const token = state('an access token');

function loginNeeded(format?: Format) {
  return refusal('401-101', "Invalid or expired 'Authorization' header provided. New login is required.", format);
}

/**
 * A token that has ended. The library asks for another one, and in these interactions gets none: the secret was rotated, or the
 * application was removed. With another token it would repeat the call.
 */
function endedToken(
  when: string,
  which: 'an expired access token' | 'a revoked access token',
  states: readonly GivenState[],
  outcome: string,
  format?: Format,
): Situation {
  return {
    when,
    states: [...states, state(which)],
    answer: loginNeeded(format),
    outcome,
    renewal: 'refused',
  };
}

/** The token URL hands out the session of a user, again and again. */
export function userSessionAsToken(states: readonly GivenState[], outcome: string, format?: Format): Situation {
  return {
    when: "with a user's session for a token",
    states: [...states, state("a user's session as access token")],
    answer: refusal('401-102', 'The session is not a client application session.', format),
    outcome,
  };
}

/**
 * How ECE refuses every v19 call. `states` are those that the call needs beside the token.
 * @param outcomes of a token that ECE refuses twice, and of a renewal that the token URL refuses
 */
export function unusableTokens(
  states: readonly GivenState[],
  outcomes: { refused: string; notRenewed: string },
  format?: Format,
): readonly Situation[] {
  return [
    endedToken('with an expired token', 'an expired access token', states, outcomes.notRenewed, format),
    endedToken('with a revoked token', 'a revoked access token', states, outcomes.notRenewed, format),
    userSessionAsToken(states, outcomes.refused, format),
  ];
}

/** The outcomes of the nodes whose page names both. */
export const unauthorized = { refused: 'Unauthorized', notRenewed: 'onauthorizationfail' } as const;

/** How ECE refuses every v12 call of a user. `states` are those that the call needs beside the session. */
export function unusableSessions(states: readonly GivenState[]): readonly Situation[] {
  return [
    {
      when: 'with a session that has ended',
      states: [...states, state('a user session that has ended')],
      answer: refusal('401-101', "Invalid or expired 'X-egain-session' header provided. New login is required."),
      outcome: 'onauthorizationfail',
    },
    {
      when: 'by a user without permission',
      states: [...states, state('a session of a user without permission')],
      answer: refusal('403-178', 'User is not allowed to perform the following action: View Agent Console.'),
      outcome: 'Forbidden',
    },
  ];
}

export function internalErrorIn(
  operation: OperationId,
  states: readonly GivenState[],
  outcome: string,
  format?: Format,
): Situation {
  return {
    when: 'while ECE fails inside',
    states: [...states, state('an internal error', { operation })],
    answer: internalError(format),
    outcome,
  };
}

/** What stands in front of ECE answers for it. The library repeats the call as often as it may. */
export function gatewayErrorsIn(
  operation: OperationId,
  states: readonly GivenState[],
  outcome: string,
  statuses: readonly ('502' | '503' | '504')[] = ['502', '503', '504'],
): readonly Situation[] {
  return statuses.map((status) => ({
    when: `while a gateway answers ${status}`,
    states: [...states, state('a gateway in front of ECE that fails', { operation, status })],
    answer: { status: Number(status) },
    outcome,
    alsoWith: [{ options: { retries: 1, retryDelayMs: 0 }, attempts: 2 }],
  }));
}
