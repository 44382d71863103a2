import type { CallbackMessage } from '../world/outbox.ts';

/** Keeps back the messages that an API call causes, so that its answer goes first. */
export interface CallbackHold {
  /** Performs a part of the call. The messages that it queues before it returns wait for `release`; when it throws, they leave. */
  during<Result>(part: () => Result): Result;
  release(): void;
}

export interface QueuedMessage {
  readonly applicationId: string;
  readonly message: CallbackMessage;
}

class Hold implements CallbackHold {
  readonly #holds: CallHolds;
  #held: QueuedMessage[] = [];

  constructor(holds: CallHolds) {
    this.#holds = holds;
  }

  add(queued: QueuedMessage): void {
    this.#held.push(queued);
  }

  during<Result>(part: () => Result): Result {
    this.#holds.current = this;
    try {
      return part();
    } catch (error) {
      this.release();
      throw error;
    } finally {
      this.#holds.current = undefined;
    }
  }

  /** A second release does nothing. */
  release(): void {
    if (this.#held.length > 0) this.#holds.release(this.#held.splice(0));
  }
}

/** Knows which API call causes the messages that are queued now. */
export class CallHolds {
  /** Lets the messages leave. */
  readonly release: (queued: readonly QueuedMessage[]) => void;
  /** That of the API call whose part runs now; undefined when none runs. A part runs without a pause. */
  current: Hold | undefined;

  constructor(release: (queued: readonly QueuedMessage[]) => void) {
    this.release = release;
  }

  /** Assigns the message to the API call that runs now; false when none runs. */
  add(queued: QueuedMessage): boolean {
    this.current?.add(queued);
    return this.current !== undefined;
  }

  open(): CallbackHold {
    return new Hold(this);
  }
}
