import type { Faults } from '../http/faults.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import { callbackQueue, dropMessage, overtake } from '../world/outbox.ts';
import type { World } from '../world/world.ts';

interface Gate {
  hold: (messageId: string) => void;
  release: (message: { applicationId: string; messageId: string }) => void;
}

/** A message that nothing overtakes leaves by itself after so long. */
const longestOvertakingMs = 10_000;

/** Lets faults lose, repeat, delay and reorder messages on their way out. */
export class CallbackFaults {
  readonly #world: World;
  readonly #strikes: Pick<Faults, 'strikingCallback'>;
  readonly #gate: Gate;
  readonly #repeated = new Set<string>();
  /** By conversation: the message that waits for the next one to go first. */
  readonly #overtaken = new Map<string, string>();

  constructor(world: World, strikes: Pick<Faults, 'strikingCallback'>, gate: Gate) {
    this.#world = world;
    this.#strikes = strikes;
    this.#gate = gate;
  }

  /** To be called for each message that comes into the outbox. */
  strike(applicationId: string, messageId: string): void {
    const message = callbackQueue(this.#world, applicationId).pending.findLast(({ id }) => id === messageId);
    if (message === undefined) return;
    const overtakes = this.#letOvertake(applicationId, message);
    for (const { action } of this.#strikes.strikingCallback(this.#factsOf(applicationId, message))) {
      switch (action.do) {
        case 'drop':
          dropMessage(this.#world, applicationId, messageId);
          return;
        case 'duplicate':
          this.#repeated.add(messageId);
          break;
        case 'delay':
          if (action.ms === 0) break;
          this.#gate.hold(messageId);
          this.#world.clock.schedule(action.ms, () => this.#gate.release({ applicationId, messageId }));
          break;
        case 'reorder':
          if (!overtakes) this.#waitToBeOvertaken(applicationId, message);
      }
    }
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

  #waitToBeOvertaken(applicationId: string, { id, conversationId }: CallbackMessage): void {
    this.#overtaken.set(conversationId, id);
    this.#world.clock.schedule(longestOvertakingMs, () => {
      if (this.#overtaken.get(conversationId) !== id) return;
      this.#overtaken.delete(conversationId);
      this.#gate.release({ applicationId, messageId: id });
    });
  }

  #letOvertake(applicationId: string, { id, conversationId }: CallbackMessage): boolean {
    const waiting = this.#overtaken.get(conversationId);
    if (waiting === undefined) return false;
    this.#overtaken.delete(conversationId);
    overtake(this.#world, applicationId, waiting, id);
    return true;
  }

  isOvertaken(messageId: string): boolean {
    return this.#overtaken.size > 0 && [...this.#overtaken.values()].includes(messageId);
  }

  /** Whether the batch must be sent once more when the server has taken it; it will not be asked again. */
  repeats(batch: readonly CallbackMessage[]): boolean {
    const repeated = batch.filter(({ id }) => this.#repeated.delete(id));
    return repeated.length > 0;
  }

  clear(): void {
    this.#repeated.clear();
    this.#overtaken.clear();
  }
}
