import type { AnyResult, Conversation, ResolvedMethod, TypingNotice } from '../client/index.ts';
import { StepFailed } from './failure.ts';

/** A conversation that the client follows: its events are taken one by one, as the scenario asks for them. */
export class OpenConversation {
  readonly id: string;
  readonly startedBy: ResolvedMethod;
  readonly typing: TypingNotice[];
  #events: AsyncIterator<AnyResult>;
  #waiting: AnyResult | undefined;
  #isOver = false;

  constructor(id: string, startedBy: ResolvedMethod, events: Conversation, typing: TypingNotice[]) {
    this.id = id;
    this.startedBy = startedBy;
    this.#events = events as AsyncIterator<AnyResult>;
    this.typing = typing;
  }

  /** Listens for the next event; the one before counts as handled. */
  goOn(): void {
    this.#events.next().then(
      ({ done, value }) => {
        if (done === true) this.#isOver = true;
        else this.#waiting = value;
      },
      // The process has stopped: what it waited for comes again when it is resumed.
      () => undefined,
    );
  }

  /** Goes on in another process. */
  resume(events: Conversation): void {
    this.#events = events as AsyncIterator<AnyResult>;
    this.#waiting = undefined;
    this.goOn();
  }

  /** The event that has come and was not taken yet. */
  waiting(): AnyResult | undefined {
    return this.#waiting;
  }

  /** Takes the event that has come. @throws {StepFailed} when none will come any more */
  next(): { value: AnyResult } | undefined {
    const value = this.#waiting;
    this.#waiting = undefined;
    if (value !== undefined) return { value };
    if (this.#isOver) throw new StepFailed('an event', 'that the conversation is over: Complete was the last');
    return undefined;
  }
}
