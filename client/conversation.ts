import { randomUUID } from 'node:crypto';
import { resolveOutcome } from './catalogue/names.ts';
import type { DocumentedMethods } from './documentation.ts';
import type { TypingNotice } from './conversation-events.ts';
import { followEvents, untilStoreWorks } from './conversation-events.ts';
import type { Lease } from './chat-store/inbox.ts';
import { elapsed } from './clock.ts';
import { ConversationHeldError, messageOf, InvalidAnswerError, InvalidInputError } from './errors.ts';
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
  [Name in keyof DocumentedMethods[Path]['outcomes']]?: (
    outputs: OutputsOf<Path, Name & OutcomeOf<Path>>,
    result: Extract<ResultOf<Path>, { outcome: Name }>,
  ) => unknown;
};

type AnyConversation = AsyncGenerator<AnyResult, void, undefined>;

/** How long a start can take: token, start, and start with a fresh token, each with all its tries. */
function longestStartMs({ path, runtime }: Invocation) {
  return 3 * longestTriesMs(runtime.options, path);
}

/** Gives the conversation back when it is not over. What fails here passes on when the lease ends. */
async function release({ inbox, withTimeLimit }: Invocation, lease: Lease | undefined): Promise<void> {
  if (lease) await withTimeLimit(() => inbox.release(lease)).catch(() => undefined);
}

/** Takes a conversation within the time limit. What is taken later is given back, so that it does not stay with this process. */
async function takeInTime(invocation: Invocation, take: () => Promise<Lease | undefined>): Promise<Lease | undefined> {
  const taking = untilStoreWorks(invocation, take);
  try {
    return await invocation.withTimeLimit(() => taking);
  } catch (error) {
    void taking.then(
      (lease) => release(invocation, lease),
      () => undefined,
    );
    throw error;
  }
}

/** Announces the start to the inbox before it is sent, so that messages that arrive before the answer are held. */
function withExpectedStart(
  invocation: Invocation,
  behaviour: AnyBehaviour,
  taken: (lease: Lease | undefined) => void,
): AnyBehaviour {
  const { inbox, withTimeLimit, runtime } = invocation;
  return async (inputs, context) => {
    const startId = randomUUID();
    // The inbox forgets a start whose time is over, so a failure does no harm.
    const forget = () => withTimeLimit(() => inbox.settleStart(startId, undefined)).catch(() => undefined);
    await withTimeLimit(() => inbox.expectStart(startId, runtime.clock.now() + longestStartMs(invocation)));
    const answer = await behaviour(inputs, context).catch(async (error: unknown) => {
      await forget();
      throw error;
    });
    const conversationId = answer.outputs?.conversationId;
    if (typeof conversationId !== 'string') await forget();
    else {
      const lease = await takeInTime(invocation, () => inbox.settleStart(startId, conversationId)).catch((error: unknown) => {
        throw new InvalidAnswerError(
          `Conversation ${conversationId} was started, but the inbox could not store its id: ${messageOf(error)}`,
        );
      });
      invocation.about({ conversationId });
      taken(lease);
    }
    return answer;
  };
}

async function* followConversation(invocation: Invocation, lease: Lease, settings: ConversationSettings): AnyConversation {
  const { method, inbox, runtime, signal } = invocation;
  invocation.about({ conversationId: lease.conversationId });
  const source = { lease, method, inbox, runtime, signal, onTyping: settings.onTyping };
  let thrown: { error: unknown } | undefined;
  try {
    for await (const { messageId, outcome, answer } of followEvents(source)) {
      const begun = elapsed(runtime.clock);
      try {
        yield invocation.report(invocation.resultOfEvent(outcome, answer));
      } catch (error) {
        thrown = { error };
        throw error;
      } finally {
        // A caller that leaves the loop has handled the final event. One that throws, or dies, has not.
        if (outcome.final !== false && !thrown) await untilStoreWorks(source, () => inbox.end(lease.conversationId, lease));
        const error = thrown && { error: messageOf(thrown.error) };
        runtime.tell('event', {
          outcome: outcome.name,
          messageId,
          durationMs: Math.round(elapsed(runtime.clock) - begun),
          ...error,
        });
      }
    }
  } catch (error) {
    if (thrown ?? error instanceof ConversationHeldError) throw error;
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
  let lease: Lease | undefined;
  const starting = withExpectedStart(invocation, behaviour, (taken) => (lease = taken));
  try {
    const first = await invocation
      .answer(starting, given)
      .then((answer) => invocation.resultOfAnswer(answer, settings.unwired))
      .catch((error: unknown) => invocation.resultOfError(error));
    yield invocation.report(first);
    const { final } = resolveOutcome(invocation.method, first.outcome);
    if (final === false && lease) yield* followConversation(invocation, lease, settings);
  } finally {
    await release(invocation, lease);
  }
}

/**
 * Follows a conversation that was started before, e.g. by a process that has ended. Gives nothing when it is over.
 *
 * @throws {ConversationHeldError} when another process follows it
 */
export async function* resumeAndFollow(
  invocation: Invocation,
  conversationId: string,
  settings: ConversationSettings,
): AnyConversation {
  const { inbox, withTimeLimit } = invocation;
  let lease: Lease | undefined;
  try {
    try {
      if (conversationId.trim() === '') throw new InvalidInputError('The id of the conversation to resume is empty.');
      const resume = () => untilStoreWorks(invocation, () => inbox.resume(conversationId));
      if (await withTimeLimit(resume)) lease = await takeInTime(invocation, () => inbox.take(conversationId));
    } catch (error) {
      if (error instanceof ConversationHeldError) throw error;
      yield invocation.report(invocation.resultOfError(error));
    }
    if (lease) yield* followConversation(invocation, lease, settings);
  } finally {
    await release(invocation, lease);
  }
}

/** Runs the handler of each result and waits for it. Gives the last result. */
export async function runHandlers(
  conversation: AnyConversation,
  on: Record<string, (outputs: AnyResult['outputs'], result: AnyResult) => unknown>,
) {
  let last: AnyResult | undefined;
  for (;;) {
    const { done, value } = await conversation.next();
    if (done) return last;
    try {
      await on[value.outcome]?.(value.outputs, value);
    } catch (error) {
      await conversation.throw(error);
    }
    last = value;
  }
}
