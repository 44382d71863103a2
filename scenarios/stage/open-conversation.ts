import type { AnyResult, Conversation, ResolvedMethod, TypingNotice } from '../../client/index.ts';
import { StepFailedError } from './step-failed-error.ts';

/** A conversation that the client follows. The scenario takes its events one by one. */
export class OpenConversation {
  readonly id: string;
  readonly startedBy: ResolvedMethod;
  readonly typing: TypingNotice[];
  #events: AsyncIterator<AnyResult>;
  #next: AnyResult | undefined;
  #isOver = false;

  constructor(id: string, startedBy: ResolvedMethod, events: Conversation, typing: TypingNotice[]) {
    this.id = id;
    this.startedBy = startedBy;
    this.#events = events as AsyncIterator<AnyResult>;
    this.typing = typing;
  }

  /** Waits for the next event. The one before counts as handled. */
  awaitNextEvent(): void {
    this.#events.next().then(
      ({ done, value }) => {
        if (done === true) this.#isOver = true;
        else this.#next = value;
      },
      // The process has stopped. The event comes again when the conversation is resumed.
      () => undefined,
    );
  }

  /** Continues in another process. */
  resume(events: Conversation): void {
    this.#events = events as AsyncIterator<AnyResult>;
    this.#next = undefined;
    this.awaitNextEvent();
  }

  /** The event that has come and was not taken yet. */
  get waitingEvent(): AnyResult | undefined {
    return this.#next;
  }

  /**
   * Takes the event that has come.
   * @throws {StepFailedError} when the conversation is over
   */
  takeEvent(): { value: AnyResult } | undefined {
    const value = this.#next;
    this.#next = undefined;
    if (value !== undefined) return { value };
    if (this.#isOver) throw new StepFailedError('an event', 'that the conversation is over: Complete was the last');
    return undefined;
  }
}
