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

/** The requests of all lanes: each is under way, or waits to be repeated. */
export class LaneRequests {
  /** By application and lane. */
  readonly #requests = new Map<string, Map<string, LaneRequest>>();

  get(applicationId: string, lane: string): LaneRequest | undefined {
    return this.#requests.get(applicationId)?.get(lane);
  }

  set(applicationId: string, lane: string, request: LaneRequest): void {
    const requests = this.#requests.get(applicationId);
    if (requests === undefined) this.#requests.set(applicationId, new Map([[lane, request]]));
    else requests.set(lane, request);
  }

  delete(applicationId: string, lane: string): void {
    this.#requests.get(applicationId)?.delete(lane);
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
  }
}
