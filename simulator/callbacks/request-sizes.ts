import type { CallbackMessage } from '../world/outbox.ts';

/** How many messages the webhook server of each application takes in a request, as far as it has refused more (413). */
export class RequestSizes {
  readonly #most = new Map<string, number>();

  mostOf(applicationId: string): number {
    return this.#most.get(applicationId) ?? Infinity;
  }

  /** What to send of a batch that was too large: its first half, as no later batch is longer. */
  halve(applicationId: string, batch: readonly CallbackMessage[]): readonly CallbackMessage[] {
    const half = Math.ceil(batch.length / 2);
    this.#most.set(applicationId, Math.min(this.mostOf(applicationId), half));
    return batch.slice(0, half);
  }

  /** Another server may take more. */
  forget(applicationId: string): void {
    this.#most.delete(applicationId);
  }

  clear(): void {
    this.#most.clear();
  }
}
