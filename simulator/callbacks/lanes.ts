import { messagesPerRequest } from '../protocol/callback-body.ts';
import type { DeliveryFailureCause } from '../protocol/setting-kinds.ts';
import type { SettingValues } from '../protocol/settings.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import type { Random } from '../world/random.ts';

/**
 * Messages that must leave one after the other share a lane; lanes do not wait for each other. There is one lane when a request may
 * carry all messages (`callback.batching` = `all-queued`); else `callback.order` gives the lanes: spec 9.2.
 */
export function laneOf(message: CallbackMessage, settings: SettingValues): string {
  if (settings['callback.batching'] === 'all-queued') return 'all';
  switch (settings['callback.order']) {
    case 'per-application':
      return 'all';
    case 'per-conversation':
      return message.conversationId;
    case 'none':
      return settings['callback.batching'] === 'one' ? message.id : message.conversationId;
  }
}

/** Most messages of one request. */
export function mostInBatch(settings: SettingValues): number {
  return settings['callback.batching'] === 'one' ? 1 : messagesPerRequest;
}

/** Takes the messages for one request from the head of a lane. Where no order is kept, it uses `shuffle` first. */
export function nextBatch(
  waiting: readonly CallbackMessage[],
  settings: SettingValues,
  shuffle: (messages: readonly CallbackMessage[]) => readonly CallbackMessage[],
): readonly CallbackMessage[] {
  const first = waiting[0];
  if (first === undefined) return [];
  switch (settings['callback.batching']) {
    case 'one':
      return [first];
    case 'per-conversation': {
      const end = waiting.findIndex(({ conversationId }) => conversationId !== first.conversationId);
      return inOrder(end < 0 ? waiting : waiting.slice(0, end));
    }
    case 'all-queued':
      return inOrder(waiting);
  }

  function inOrder(messages: readonly CallbackMessage[]): readonly CallbackMessage[] {
    const batch = messages.slice(0, mostInBatch(settings));
    return settings['callback.order'] === 'none' ? shuffle(batch) : batch;
  }
}

/** The messages in another order, which the seed gives. */
export function shuffled(messages: readonly CallbackMessage[], random: Random): readonly CallbackMessage[] {
  return messages
    .map((message) => ({ message, place: random.uint32('callback-order') }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ message }) => message);
}

/** Whether a request is repeated that has failed so often, the last time by this cause. */
export function isRepeated(failures: number, cause: DeliveryFailureCause, settings: SettingValues): boolean {
  const { maxTries } = settings['callback.backoff'];
  const retried = settings['callback.retryOn'];
  if (settings['callback.delivery'] === 'at-most-once' || (maxTries !== null && failures >= maxTries)) return false;
  return retried === 'any-failure' || retried.includes(cause);
}

/** Milliseconds between the n-th failure (n from 1) and the repeat: setting `callback.backoff`. */
export function backoffMs({ initialMs, factor, maxMs }: SettingValues['callback.backoff'], failures: number): number {
  const exponential = initialMs * factor ** (failures - 1);
  // After very many failures the power is infinite, and times 0 it is no number.
  return Number.isNaN(exponential) ? 0 : Math.min(exponential, maxMs);
}
