import type { Inbox, InboxMessage } from './chat-store/inbox.ts';
import type { Clock } from './clock.ts';

export interface UnclaimedWatchSettings {
  inbox: Inbox;
  clock: Clock;
  tell: (message: InboxMessage) => void;
}

/**
 * Tells of messages that were held for a start, once every start is settled that may have led to their conversation. Such a conversation lives
 * in ECE although its start failed here, e.g. because the answer came too late.
 *
 * @returns looks for such messages, now and as long as one is held
 */
export function watchUnclaimed({ inbox, clock, tell }: UnclaimedWatchSettings): () => void {
  let timer: unknown;
  let stopListening: (() => void) | undefined;
  let looking: Promise<void> | undefined;
  let isWanted = false;

  const lookOnce = async () => {
    const { messages, heldUntil } = await inbox.reportUnclaimed(clock.now());
    for (const { id, conversationId, json } of messages) tell({ id, conversationId, json });
    clock.clearTimeout(timer);
    if (heldUntil === null) {
      stopListening?.();
      stopListening = undefined;
      return;
    }
    timer = clock.setTimeout(look, Math.max(0, heldUntil - clock.now()));
    // A process that ends does not wait for this.
    (timer as { unref?: () => void }).unref?.();
    if (stopListening) return;
    stopListening = await inbox.listen(undefined, look);
    // A start may have been settled before this process listened.
    isWanted = true;
  };

  function look(): void {
    isWanted = true;
    looking ??= (async () => {
      while (isWanted) {
        isWanted = false;
        await lookOnce();
      }
    })()
      // The messages stay where they are. The next callback leads here again.
      .catch(() => undefined)
      .finally(() => (looking = undefined));
  }
  return look;
}
