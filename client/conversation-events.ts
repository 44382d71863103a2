import type { CallbackMessage } from './callback-message.ts';
import { agentNameOf, readMessage } from './callback-message.ts';
import { typingWords } from './catalogue/conversation-nodes.ts';
import type { MethodEntry, Outcome } from './catalogue/entry.ts';
import type { Inbox, WaitingMessage } from './chat-store/inbox.ts';
import { raceAbort, withTimeLimit } from './clock.ts';
import type { MethodAnswer } from './nodes/behaviour.ts';
import type { Runtime } from './runtime.ts';

/** The agent started or stopped typing. */
export interface TypingNotice {
  conversationId: string;
  agentName: string;
  typing: boolean;
}

export interface EventSource {
  conversationId: string;
  method: MethodEntry;
  inbox: Inbox;
  runtime: Runtime;
  signal?: AbortSignal | undefined;
  onTyping?: ((notice: TypingNotice) => void) | undefined;
}

export interface ConversationEvent {
  outcome: Outcome;
  answer: MethodAnswer;
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
  if (outcome) return answersOfMessage(message, json).map((answer) => ({ outcome, answer }));
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
      { clock, timeoutMs: Math.max(0, deadline - clock.now()), signal },
      () => bell,
    );
}

/**
 * The events of a conversation in the order of arrival, until its end. A message counts as handled when the caller asks for the next event;
 * until then it is given again after a restart. The final event counts as handled when it is given.
 *
 * @throws {TimeoutError} when `eventWaitMs` passes without an event; the signal's reason.
 */
export const followEvents = async function* (source: EventSource): AsyncGenerator<ConversationEvent, void, undefined> {
  const { conversationId, inbox, runtime, signal } = source;
  const { eventWaitMs } = runtime.options;
  let ring: () => void = () => undefined;
  const stopListening = await inbox.listen(conversationId, () => ring());
  const nextDeadline = () => (eventWaitMs === null ? null : runtime.clock.now() + eventWaitMs);
  let deadline = nextDeadline();
  try {
    for (;;) {
      const bell = Promise.withResolvers<undefined>();
      ring = () => bell.resolve(undefined);
      const messages = await inbox.waiting(conversationId);
      for (const message of messages) {
        signal?.throwIfAborted();
        for (const event of readEvents(message, source)) {
          const isLast = event.outcome.final !== false;
          if (isLast) await inbox.end(conversationId);
          yield event;
          if (isLast) return;
          deadline = nextDeadline();
        }
        await inbox.handled(message);
      }
      if (messages.length === 0) await waitForMessages(bell.promise, deadline, source);
    }
  } finally {
    stopListening();
  }
};
