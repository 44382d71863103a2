import type { CallbackMessage } from '../world/outbox.ts';
import { callbackQueue } from '../world/outbox.ts';
import type { World } from '../world/world.ts';
import type { LaneRequests } from './lane-requests.ts';
import { WaitingLanes } from './waiting-lanes.ts';

/** The lanes of each application. They are derived from its pending messages when they are needed. */
export class ApplicationLanes {
  readonly #world: World;
  readonly #requests: LaneRequests;
  readonly #lanes = new Map<string, WaitingLanes>();
  /** By application, the lanes of earlier settings whose requests were not over when the lanes were derived. */
  readonly #earlier = new Map<string, string[]>();

  constructor(world: World, requests: LaneRequests) {
    this.#world = world;
    this.#requests = requests;
  }

  /** Whether the lanes are there and still fit. They do not after a change of settings. */
  areCurrent(applicationId: string): boolean {
    return this.#lanes.get(applicationId)?.settings === this.#world.settings;
  }

  of(applicationId: string): WaitingLanes {
    if (!this.areCurrent(applicationId)) {
      const sending = this.#requests.messageIds(applicationId);
      const { pending } = callbackQueue(this.#world, applicationId);
      const waiting = pending.filter(({ id }) => !sending.has(id));
      this.#lanes.set(applicationId, new WaitingLanes(waiting, this.#world.settings));
      this.#earlier.set(applicationId, this.#requests.lanesUnderOther(this.#world.settings, applicationId));
    }
    return this.#lanes.get(applicationId)!;
  }

  /**
   * Whether a request of earlier settings is not over. It may hold messages that must leave before those of any lane of now, whose names
   * are others.
   */
  waitForEarlier(applicationId: string): boolean {
    const earlier = this.#earlier.get(applicationId) ?? [];
    while (earlier.length > 0 && !this.#isEarlier(applicationId, earlier.at(-1)!)) earlier.pop();
    return earlier.length > 0;
  }

  #isEarlier(applicationId: string, lane: string): boolean {
    const request = this.#requests.get(applicationId, lane);
    return request !== undefined && request.settings !== this.#world.settings;
  }

  /** A message that has become pending. Lanes that are derived later hold it anyway. */
  add(applicationId: string, message: CallbackMessage): void {
    if (this.areCurrent(applicationId)) this.#lanes.get(applicationId)!.add(message);
  }

  /** A message that is no longer pending. */
  remove(applicationId: string, messageId: string): void {
    this.#lanes.get(applicationId)?.remove(messageId);
  }

  /** The lanes are derived again, because the pending messages or their order have changed. */
  forget(applicationId: string): void {
    this.#lanes.delete(applicationId);
  }

  clear(): void {
    this.#lanes.clear();
    this.#earlier.clear();
  }
}
