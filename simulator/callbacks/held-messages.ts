/** The messages that must not leave yet. For each it counts the reasons. */
export class HeldMessages {
  readonly #reasons = new Map<string, number>();

  hold(messageId: string): void {
    this.#reasons.set(messageId, (this.#reasons.get(messageId) ?? 0) + 1);
  }

  /** Removes one of the reasons. */
  release(messageId: string): void {
    const left = (this.#reasons.get(messageId) ?? 0) - 1;
    if (left > 0) this.#reasons.set(messageId, left);
    else this.#reasons.delete(messageId);
  }

  has(messageId: string): boolean {
    return this.#reasons.has(messageId);
  }

  clear(): void {
    this.#reasons.clear();
  }
}
