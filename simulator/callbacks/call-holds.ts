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

/** Knows which API call causes the messages that are queued now. */
export class CallHolds {
  readonly #release: (queued: QueuedMessage[]) => void;
  /** The messages of the API call whose part runs now; undefined when none runs. A part runs without a pause. */
  #held: QueuedMessage[] | undefined;

  /** @param release lets the messages leave */
  constructor(release: (queued: QueuedMessage[]) => void) {
    this.#release = release;
  }

  /** Assigns the message to the API call that runs now; false when none runs. */
  add(queued: QueuedMessage): boolean {
    this.#held?.push(queued);
    return this.#held !== undefined;
  }

  open(): CallbackHold {
    const held: QueuedMessage[] = [];
    return {
      during: (part) => {
        this.#held = held;
        try {
          return part();
        } catch (error) {
          this.#letGo(held);
          throw error;
        } finally {
          this.#held = undefined;
        }
      },
      release: () => this.#letGo(held),
    };
  }

  /** Empties the list, so that a second release does nothing. */
  #letGo(held: QueuedMessage[]): void {
    this.#release(held.splice(0));
  }
}
