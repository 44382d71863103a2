import type { SettingValues } from '../protocol/settings.ts';
import type { Cancel } from '../world/clock.ts';
import type { CallbackMessage } from '../world/outbox.ts';

/** The request that a lane sends. The lane sends its next request when this one has ended. */
export interface LaneRequest {
  readonly batch: readonly CallbackMessage[];
  /** How often it has failed. */
  readonly failures: number;
  /** Those by which the lane was chosen. */
  readonly settings: SettingValues;
  /** Cancels the planned repeat; null while the request is under way. */
  readonly cancelRetry: Cancel | null;
}

/** Most requests to the webhook server of one application that are under way at a time. */
export const mostUnderWay = 50;

/** The requests of all lanes: each is under way, or waits to be repeated. */
export class LaneRequests {
  /** By application and lane. */
  readonly #requests = new Map<string, Map<string, LaneRequest>>();
  /** By application, the lanes whose requests are under way. */
  readonly #underWay = new Map<string, Set<string>>();
  /** By application, the lanes that may send when another request has ended; the one that waits longest is first. */
  readonly #postponed = new Map<string, Set<string>>();

  get(applicationId: string, lane: string): LaneRequest | undefined {
    return this.#requests.get(applicationId)?.get(lane);
  }

  set(applicationId: string, lane: string, request: LaneRequest): void {
    const requests = this.#requests.get(applicationId);
    if (requests === undefined) this.#requests.set(applicationId, new Map([[lane, request]]));
    else requests.set(lane, request);
    if (request.cancelRetry === null) addTo(this.#underWay, applicationId, lane);
    else this.#underWay.get(applicationId)?.delete(lane);
    this.#postponed.get(applicationId)?.delete(lane);
  }

  delete(applicationId: string, lane: string): void {
    this.#requests.get(applicationId)?.delete(lane);
    this.#underWay.get(applicationId)?.delete(lane);
  }

  /** Whether no further request of the application may be made now. */
  areFull(applicationId: string): boolean {
    return (this.#underWay.get(applicationId)?.size ?? 0) >= mostUnderWay;
  }

  /** Lets the lane wait until another request of the application has ended, behind the lanes that wait already. */
  postpone(applicationId: string, lane: string): void {
    addTo(this.#postponed, applicationId, lane);
  }

  /** Gives the lanes that were postponed one after the other, as long as a further request may be made. */
  *takePostponed(applicationId: string): Generator<string> {
    const lanes = this.#postponed.get(applicationId) ?? [];
    for (const lane of lanes) {
      if (this.areFull(applicationId)) return;
      this.#postponed.get(applicationId)?.delete(lane);
      yield lane;
    }
  }

  /** The messages that a request of the application holds. */
  messageIds(applicationId: string): ReadonlySet<string> {
    const requests = this.#requests.get(applicationId)?.values() ?? [];
    return new Set([...requests].flatMap(({ batch }) => batch.map(({ id }) => id)));
  }

  /** The lanes whose requests were made under other settings. */
  lanesUnderOther(settings: SettingValues, applicationId: string): string[] {
    const requests = [...(this.#requests.get(applicationId) ?? [])];
    return requests.filter(([, request]) => request.settings !== settings).map(([lane]) => lane);
  }

  /** Removes the requests that wait to be repeated. */
  cancelRetries(applicationId: string): void {
    for (const [lane, { cancelRetry }] of this.#requests.get(applicationId) ?? []) {
      if (cancelRetry === null) continue;
      cancelRetry();
      this.delete(applicationId, lane);
    }
  }

  clear(): void {
    this.#requests.clear();
    this.#underWay.clear();
    this.#postponed.clear();
  }
}

function addTo(lanes: Map<string, Set<string>>, applicationId: string, lane: string): void {
  const own = lanes.get(applicationId);
  if (own === undefined) lanes.set(applicationId, new Set([lane]));
  else own.add(lane);
}
