import type { CallbackMessage } from './callback-message.ts';
import { agentNameOf, readMessage } from './callback-message.ts';
import { typingWords } from './catalogue/conversation-nodes.ts';
import type { MethodEntry, Outcome } from './catalogue/entry.ts';
import type { Inbox, Lease, WaitingMessage } from './chat-store/inbox.ts';
import { elapsed, pause, raceAbort, withTimeLimit } from './clock.ts';
import { ChatStoreError } from './errors.ts';
import type { MethodAnswer } from './nodes/behaviour.ts';
import type { Runtime } from './runtime.ts';

/** The agent started or stopped typing. */
export interface TypingNotice {
  conversationId: string;
  agentName: string;
  typing: boolean;
}

export interface EventSource {
  lease: Lease;
  method: MethodEntry;
  inbox: Inbox;
  runtime: Runtime;
  signal?: AbortSignal | undefined;
  onTyping?: ((notice: TypingNotice) => void) | undefined;
}

export interface ConversationEvent {
  messageId: string;
  outcome: Outcome;
  answer: MethodAnswer;
}

const repeatAfterMs = 1000;

/**
 * Repeats an operation of the chat store as long as its database is away, locked, full or read-only. A conversation can wait for it; a message
 * that was handled and not marked would be handled twice.
 */
export async function untilStoreWorks<Result>(
  { runtime: { clock, log }, signal }: Pick<EventSource, 'runtime' | 'signal'>,
  operation: () => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await operation();
    } catch (error) {
      if (!(error instanceof ChatStoreError && error.isTemporary)) throw error;
      if (tries === 1) log(`A conversation waits until its chat store works again. ${error.message}`);
    }
    await pause(clock, repeatAfterMs, signal);
  }
}

/** The outcome for a message type: by the option `eventWords`, else by the catalogue. */
function findOutcomeOfWord(method: MethodEntry, { eventWords }: Runtime['options'], word: string): Outcome | undefined {
  const [, renamed] = Object.entries(eventWords).find(([own]) => own.toLowerCase() === word) ?? [];
  return method.outcomes.find(({ name, words }) => (renamed === undefined ? words?.includes(word) : name === renamed));
}

/** One answer for each attachment, or a single one when the message has no attachment. */
function answersOfMessage(message: CallbackMessage, json: string): MethodAnswer[] {
  const attachments = message.attachments?.attachment ?? [];
  return (attachments.length === 0 ? [{}] : attachments).map((attachment) => ({
    outputs: {
      conversationId: message.conversation.id,
      messageType: message.type.value,
      content: message.content,
      agentName: agentNameOf(message),
      attachmentId: attachment.id,
      fileName: attachment.fileName,
      contentType: attachment.contentType,
      fileSize: attachment.size ?? 0,
      contentUrl: attachment.contentUrl,
      response: json,
    },
  }));
}

/** The events of one message. A typing notice and a message of unknown type have none. */
function readEvents({ json }: WaitingMessage, { method, runtime, onTyping }: EventSource): ConversationEvent[] {
  const message = readMessage(json);
  const word = message.type.value.toLowerCase();
  const outcome = findOutcomeOfWord(method, runtime.options, word);
  if (outcome) return answersOfMessage(message, json).map((answer) => ({ messageId: message.id, outcome, answer }));
  const typing = typingWords[word];
  if (typing === undefined) runtime.log(`Callback message ${message.id} of unknown type ${message.type.value} is ignored.`);
  else onTyping?.({ conversationId: message.conversation.id, agentName: agentNameOf(message), typing });
  return [];
}

/** Waits until the bell says that messages may have arrived. */
async function waitForMessages(
  bell: Promise<void>,
  deadline: number | null,
  { runtime: { clock, options }, signal }: EventSource,
) {
  if (deadline === null) await raceAbort(bell, signal);
  else
    await withTimeLimit(
      `No event came within ${options.eventWaitMs} ms.`,
      { clock, timeoutMs: Math.max(0, deadline - elapsed(clock)), signal },
      () => bell,
    );
}

/** Tells of the silence of a conversation, again and again, until it is stopped. */
function tellOfSilence({ inbox, runtime: { clock, options, tell } }: EventSource): () => void {
  const { silenceMs } = options;
  const begun = elapsed(clock);
  let timer: unknown;
  const wait = () => {
    timer = clock.setTimeout(() => {
      const silentMs = Math.round(elapsed(clock) - begun);
      inbox.lastCallback().then(
        (lastCallbackAt) => tell('silence', { silentMs, lastCallbackAt }),
        () => undefined,
      );
      wait();
    }, silenceMs!);
  };
  if (silenceMs !== null) wait();
  return () => clock.clearTimeout(timer);
}

/** What ends the conversation comes last: messages that overtook each other on their way are not lost. */
function sortMessages(messages: readonly WaitingMessage[], source: EventSource): WaitingMessage[] {
  const isFinal = ({ json }: WaitingMessage) => {
    const outcome = findOutcomeOfWord(source.method, source.runtime.options, readMessage(json).type.value.toLowerCase());
    return outcome !== undefined && outcome.final !== false;
  };
  return messages.toSorted((one, other) => Number(isFinal(one)) - Number(isFinal(other)));
}

/**
 * The events of a conversation in the order of arrival, until its end. A message counts as handled when the caller asks for the next event;
 * until then it is given again after a restart. The caller ends the conversation when it has handled the final event.
 *
 * @throws {TimeoutError} when `eventWaitMs` passes without an event; {ConversationHeldError} when another process has taken the conversation;
 *   the signal's reason
 */
export const followEvents = async function* (source: EventSource): AsyncGenerator<ConversationEvent, void, undefined> {
  const { lease, inbox, runtime, signal } = source;
  const { conversationId } = lease;
  const { eventWaitMs } = runtime.options;
  const stored = <Result>(operation: () => Promise<Result>) => untilStoreWorks(source, operation);
  let ring: () => void = () => undefined;
  const stopListening = await stored(() => inbox.listen(conversationId, () => ring()));
  const nextDeadline = () => (eventWaitMs === null ? null : elapsed(runtime.clock) + eventWaitMs);
  let deadline = nextDeadline();
  let stopTelling: (() => void) | undefined;
  try {
    for (;;) {
      const bell = Promise.withResolvers<undefined>();
      ring = () => bell.resolve(undefined);
      const messages = await stored(() => inbox.waiting(conversationId));
      if (messages.length > 0) {
        stopTelling?.();
        stopTelling = undefined;
      }
      for (const message of sortMessages(messages, source)) {
        for (const event of readEvents(message, source)) {
          await stored(() => inbox.confirm(lease));
          signal?.throwIfAborted();
          yield event;
          if (event.outcome.final !== false) return;
          deadline = nextDeadline();
        }
        await stored(() => inbox.handled(message, lease));
      }
      if (messages.length > 0) continue;
      stopTelling ??= tellOfSilence(source);
      await waitForMessages(bell.promise, deadline, source);
    }
  } finally {
    stopTelling?.();
    stopListening();
  }
};
