import type { Faults } from './faults.ts';
import { drawDelay } from './faults.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import { dropMessage, moveBehind } from '../world/outbox.ts';
import type { World } from '../world/world.ts';

/** Keeps messages back and lets them leave. */
interface MessageGate {
  hold: (message: CallbackMessage) => void;
  release: (applicationId: string, message: CallbackMessage) => void;
  /** Sends a message that was not held. */
  start: (applicationId: string, message: CallbackMessage) => void;
}

/** What faults have done to a new message of the outbox. */
export interface FaultEffect {
  readonly isDropped: boolean;
  /** Whether the message goes before an earlier one. */
  readonly isReordered: boolean;
}

/** How long a message waits for one that overtakes it. */
const longestOvertakingMs = 10_000;

/** Faults of callbacks: they lose, repeat, delay and reorder messages on their way out. */
export class CallbackFaults {
  readonly #world: World;
  readonly #faults: Pick<Faults, 'ofCallback'>;
  readonly #gate: MessageGate;
  readonly #repeated = new Set<string>();
  /** For each conversation, the message that waits until a later one has overtaken it. */
  readonly #overtaken = new Map<string, string>();

  constructor(world: World, faults: Pick<Faults, 'ofCallback'>, gate: MessageGate) {
    this.#world = world;
    this.#faults = faults;
    this.#gate = gate;
  }

  /** Applies the installed faults to a new message of the outbox. */
  apply(applicationId: string, message: CallbackMessage): FaultEffect {
    const isReordered = this.#overtake(applicationId, message);
    for (const { action } of this.#faults.ofCallback(this.#factsOf(applicationId, message))) {
      switch (action.do) {
        case 'drop':
          dropMessage(this.#world, applicationId, message.id);
          return { isDropped: true, isReordered };
        case 'duplicate':
          this.#repeated.add(message.id);
          break;
        case 'delay':
          this.#delay(applicationId, message, drawDelay(action.ms, this.#world.random));
          break;
        case 'reorder':
          if (!isReordered) this.#letNextGoFirst(applicationId, message);
      }
    }
    return { isDropped: false, isReordered };
  }

  #delay(applicationId: string, message: CallbackMessage, ms: number): void {
    if (ms === 0) return;
    this.#gate.hold(message);
    this.#world.clock.schedule(ms, () => this.#gate.release(applicationId, message));
  }

  #factsOf(applicationId: string, { type, conversationId }: CallbackMessage) {
    const { applications, conversations } = this.#world.state;
    return {
      callback: type,
      application: applications.get(applicationId)!.key,
      conversation: conversationId,
      entryPoint: conversations.get(conversationId)!.entryPointId,
    };
  }

  #letNextGoFirst(applicationId: string, message: CallbackMessage): void {
    const { id, conversationId } = message;
    this.#overtaken.set(conversationId, id);
    this.#world.clock.schedule(longestOvertakingMs, () => {
      if (this.#overtaken.get(conversationId) !== id) return;
      this.#overtaken.delete(conversationId);
      this.#gate.start(applicationId, message);
    });
  }

  /** If a message of the conversation waits to be overtaken, moves this one before it. */
  #overtake(applicationId: string, { id, conversationId }: CallbackMessage): boolean {
    const waiting = this.#overtaken.get(conversationId);
    if (waiting === undefined) return false;
    this.#overtaken.delete(conversationId);
    moveBehind(this.#world, applicationId, waiting, id);
    return true;
  }

  /** Whether the message waits until a later one of its conversation has overtaken it. */
  isOvertaken(messageId: string): boolean {
    return this.#overtaken.size > 0 && [...this.#overtaken.values()].includes(messageId);
  }

  /** Whether the batch must be sent once more after the server has accepted it. True at most once for a message. */
  takeRepeat(batch: readonly CallbackMessage[]): boolean {
    const repeated = batch.filter(({ id }) => this.#repeated.delete(id));
    return repeated.length > 0;
  }

  clear(): void {
    this.#repeated.clear();
    this.#overtaken.clear();
  }
}
