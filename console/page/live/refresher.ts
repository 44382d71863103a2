/** Reads again what has changed, but not more often than makes sense: the first time soon, then with a pause. */
export class Refresher {
  readonly #read: () => Promise<void>;
  readonly #pauseMs: number;
  #isDue = false;
  #isReading = false;

  constructor(pauseMs: number, read: () => Promise<void>) {
    this.#pauseMs = pauseMs;
    this.#read = read;
  }

  ask(): void {
    this.#isDue = true;
    if (!this.#isReading) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isReading = true;
    while (this.#isDue) {
      this.#isDue = false;
      // What could not be read is read the next time; the connection shows what is wrong.
      await this.#read().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, this.#pauseMs));
    }
    this.#isReading = false;
  }
}
