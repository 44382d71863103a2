import type { AnyResult, LongRunningPath, TypingNotice } from '../../client/index.ts';
import { createCallbackReceiver, createNodes, openChatStore } from '../../client/index.ts';
import type { Event } from '../messages.ts';
import { assertResult, authorizationFor, WrongResultError } from './client-under-contract.ts';
import type { Use } from './interaction.ts';
import { examples } from './templates.ts';

const { conversationId } = examples;
const unusedAuthorization = authorizationFor({ url: 'https://ece.example.com' });

async function waitingConversation() {
  const chatStore = await openChatStore({ url: ':memory:' });
  await chatStore.inbox.resume(conversationId);
  return { chatStore, nodes: createNodes({ authorization: unusedAuthorization, chatStore, log: () => undefined }) };
}

/** Hands the callback to the receiver and follows the conversation. @throws {WrongResultError} */
export async function receiveAndFollow(method: LongRunningPath, body: string, events: readonly Event[]): Promise<void> {
  const { chatStore, nodes } = await waitingConversation();
  const receiver = createCallbackReceiver({ chatStore, log: () => undefined });
  const { status } = await receiver.receive({ body });
  if (status !== 200) throw new WrongResultError(`The callback receiver answered ${status} instead of 200.`);

  const typed = Promise.withResolvers<TypingNotice>();
  const stop = new AbortController();
  const [, onChannel] = method.split('.') as [string, 'startConversationOnSms'];
  const conversation = nodes.startConversation[onChannel].resume(conversationId, {
    onTyping: typed.resolve,
    signal: stop.signal,
  });
  for (const event of events) {
    const next = conversation.next();
    if ('typing' in event) {
      const { typing } = await Promise.race([typed.promise, next.then(() => ({ typing: undefined }))]);
      if (typing !== event.typing) throw new WrongResultError(`No notice came that typing is ${String(event.typing)}.`);
      stop.abort();
      await next.catch(() => undefined);
    } else {
      const { value } = await next;
      assertResult({ method, inputs: {}, ...event }, value as AnyResult);
    }
  }
  await conversation.return(undefined);
}

const processed = { method: 'processEceEvents.processEceEvent', inputs: {} } as const;

/** The outcomes of Process ECE Event for the callback's text while the conversation waits, and when none waits. */
export const processingUses: readonly Use[] = [
  { ...processed, outcome: 'onProcessECEEventSuccess', outputs: { code: 200 } },
  { ...processed, outcome: 'onProcessECEEventFailure', outputs: { code: 404 } },
];

/** Hands the callback's text to Process ECE Event: first while the conversation waits, then when it is over. @throws {WrongResultError} */
export async function processAsText(jsonRequest: string): Promise<void> {
  const { chatStore, nodes } = await waitingConversation();
  for (const use of processingUses) {
    assertResult(use, await nodes.processEceEvents.processEceEvent({ jsonRequest }));
    await chatStore.inbox.end(conversationId);
  }
}
