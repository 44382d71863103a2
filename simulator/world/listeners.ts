export type Listener<What> = (what: What) => void;
/** Receives the error of a listener. */
export type ReportDefect = (error: unknown) => void;

/**
 * Those who are told of something. Each is called on its own: when one throws, the error is reported, the others are still told, and
 * whoever tells them goes on.
 */
export class Listeners<What> {
  readonly #listeners = new Set<Listener<What>>();
  readonly #onDefect: ReportDefect;

  constructor(onDefect: ReportDefect) {
    this.#onDefect = onDefect;
  }

  /** Calls `listener` from now on, until the returned function is called. */
  add(listener: Listener<What>): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  tell(what: What): void {
    for (const listener of this.#listeners) {
      try {
        listener(what);
      } catch (error) {
        this.#report(error);
      }
    }
  }

  #report(error: unknown): void {
    try {
      this.#onDefect(error);
    } catch {
      // There is nobody left to tell.
    }
  }
}
