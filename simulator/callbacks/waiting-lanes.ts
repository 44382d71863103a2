import type { SettingValues } from '../protocol/settings.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import { laneOf, mostInBatch, nextBatch } from './lanes.ts';

export interface BatchRules {
  /** Whether the message, and so every message behind it in its lane, must not leave yet. */
  isHeld: (messageId: string) => boolean;
  /** Whether the messages behind this one go first. */
  isOvertaken: (messageId: string) => boolean;
  /** Changes the order where the settings keep none. */
  shuffle: (messages: readonly CallbackMessage[]) => readonly CallbackMessage[];
  /** How many of the messages, from the first, one request may carry. */
  countFitting: (messages: readonly CallbackMessage[]) => number;
}

/**
 * The pending messages of one application that no request holds yet. Each lane has its own, oldest first. To add a message and to take a batch
 * cost the same however many wait.
 */
export class WaitingLanes {
  /** The lanes follow from these settings. */
  readonly settings: SettingValues;
  readonly #lanes = new Map<string, CallbackMessage[]>();
  readonly #lost = new Set<string>();

  constructor(messages: readonly CallbackMessage[], settings: SettingValues) {
    this.settings = settings;
    for (const message of messages) this.add(message);
  }

  add(message: CallbackMessage): void {
    const name = laneOf(message, this.settings);
    const lane = this.#lanes.get(name);
    if (lane === undefined) this.#lanes.set(name, [message]);
    else lane.push(message);
  }

  /** Removes a message that is no longer pending. */
  remove(messageId: string): void {
    this.#lost.add(messageId);
  }

  names(): string[] {
    return [...this.#lanes.keys()];
  }

  /** Takes the messages of the next request out of the lane; none when nothing may leave. */
  take(name: string, rules: BatchRules): readonly CallbackMessage[] {
    const lane = this.#lanes.get(name);
    if (lane === undefined) return [];
    const most = mostInBatch(this.settings);
    const seen: CallbackMessage[] = [];
    const candidates: CallbackMessage[] = [];
    let end = 0;
    for (; end < lane.length && candidates.length < most; end++) {
      const message = lane[end]!;
      if (this.#lost.delete(message.id)) continue;
      const isOvertaken = rules.isOvertaken(message.id);
      if (!isOvertaken && rules.isHeld(message.id)) break;
      seen.push(message);
      if (!isOvertaken) candidates.push(message);
    }
    const wanted = nextBatch(candidates, this.settings, rules.shuffle);
    const batch = wanted.slice(0, rules.countFitting(wanted));
    const taken = new Set(batch);
    lane.splice(0, end, ...seen.filter((message) => !taken.has(message)));
    if (lane.length === 0) this.#lanes.delete(name);
    return batch;
  }
}
