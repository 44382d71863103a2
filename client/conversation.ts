import { randomUUID } from 'node:crypto';
import { resolveOutcome } from './catalogue/names.ts';
import type { TypingNotice } from './conversation-events.ts';
import { followEvents } from './conversation-events.ts';
import { messageOf, InvalidAnswerError, InvalidInputError } from './errors.ts';
import type { AnyBehaviour, InvocationSettings, Invocation } from './invocation.ts';
import type { AnyResult, LongRunningPath, OutcomeOf, OutputsOf, ResultOf, UnwirableOutcome } from './results.ts';
import { longestTriesMs } from './retry.ts';

/** Settings of one conversation. */
export interface ConversationSettings extends InvocationSettings {
  /** Receives typing notices, which are not outcomes. */
  onTyping?: ((notice: TypingNotice) => void) | undefined;
  /** Outcomes that the flow has not wired; `onInvalidChoice` takes their place. */
  unwired?: readonly UnwirableOutcome[] | undefined;
}

/** The outcome of the start request first, then each event in order, the final one last. */
export type Conversation<Path extends LongRunningPath = LongRunningPath> = AsyncGenerator<ResultOf<Path>, void, undefined>;

/** A handler for each outcome, which receives its outputs and the whole result. The next event waits until the promise of a handler is settled. */
export type Handlers<Path extends LongRunningPath = LongRunningPath> = {
  [Name in OutcomeOf<Path>]?: (outputs: OutputsOf<Path, Name>, result: Extract<ResultOf<Path>, { outcome: Name }>) => unknown;
};

type AnyConversation = AsyncGenerator<AnyResult, void, undefined>;

/** How long a start can take: token, start, and start with a fresh token, each with all its tries. */
function longestStartMs({ path, runtime }: Invocation) {
  return 3 * longestTriesMs(runtime.options, path);
}

/** Announces the start to the inbox before it is sent, so that messages that arrive before the answer are held. */
function withExpectedStart(invocation: Invocation, behaviour: AnyBehaviour): AnyBehaviour {
  const { inbox, withTimeLimit, runtime } = invocation;
  return async (inputs, context) => {
    const startId = randomUUID();
    const settle = (conversationId?: string) => withTimeLimit(() => inbox.settleStart(startId, conversationId));
    // The inbox forgets a start whose time is over, so a failure does no harm.
    const forget = () => settle().catch(() => undefined);
    await withTimeLimit(() => inbox.expectStart(startId, runtime.clock.now() + longestStartMs(invocation)));
    const answer = await behaviour(inputs, context).catch(async (error: unknown) => {
      await forget();
      throw error;
    });
    const conversationId = answer.outputs?.conversationId;
    if (typeof conversationId !== 'string') await forget();
    else {
      await settle(conversationId).catch((error: unknown) => {
        throw new InvalidAnswerError(
          `Conversation ${conversationId} was started, but the inbox could not store its id: ${messageOf(error)}`,
        );
      });
    }
    return answer;
  };
}

async function* followConversation(
  invocation: Invocation,
  conversationId: string,
  settings: ConversationSettings,
): AnyConversation {
  const { method, inbox, runtime, signal } = invocation;
  const source = { conversationId, method, inbox, runtime, signal, onTyping: settings.onTyping };
  try {
    for await (const { outcome, answer } of followEvents(source))
      yield invocation.report(invocation.resultOfEvent(outcome, answer));
  } catch (error) {
    yield invocation.report(invocation.resultOfError(error));
  }
}

/** Starts a conversation when the caller asks for the first result, and follows it to its end. */
export async function* startAndFollow(
  invocation: Invocation,
  behaviour: AnyBehaviour,
  given: Readonly<Record<string, unknown>>,
  settings: ConversationSettings,
): AnyConversation {
  const first = await invocation
    .answer((inputs, context) => withExpectedStart(invocation, behaviour)(inputs, context), given)
    .then((answer) => invocation.resultOfAnswer(answer, settings.unwired))
    .catch((error: unknown) => invocation.resultOfError(error));
  yield invocation.report(first);
  const { final } = resolveOutcome(invocation.method, first.outcome);
  if (final === false) yield* followConversation(invocation, String(first.outputs.conversationId), settings);
}

/** Follows a conversation that was started before, e.g. by a process that has ended. Gives nothing when it is over. */
export async function* resumeAndFollow(
  invocation: Invocation,
  conversationId: string,
  settings: ConversationSettings,
): AnyConversation {
  try {
    if (conversationId.trim() === '') throw new InvalidInputError('The id of the conversation to resume is empty.');
    if (!(await invocation.inbox.resume(conversationId))) return;
  } catch (error) {
    yield invocation.report(invocation.resultOfError(error));
    return;
  }
  yield* followConversation(invocation, conversationId, settings);
}

/** Runs the handler of each result and waits for it. Gives the last result. */
export async function runHandlers(
  conversation: AnyConversation,
  on: Record<string, (outputs: AnyResult['outputs'], result: AnyResult) => unknown>,
) {
  let last: AnyResult | undefined;
  for await (const result of conversation) {
    await on[result.outcome]?.(result.outputs, result);
    last = result;
  }
  return last;
}
