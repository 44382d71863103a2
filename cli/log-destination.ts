import type { Writable } from 'node:stream';

/** Most characters of the log that wait for a reader. */
export const mostWaiting = 1_048_576;

/**
 * A destination for the log that nobody waits for: it drops the lines that a reader does not take, counts them, and says how many they
 * were when the reader goes on. A stream that is broken drops all of them.
 */
export class LogDestination {
  readonly #stream: Writable;
  readonly #format: (line: string) => string;
  #dropped = 0;
  /** Called when lines can be written again. */
  onResume: (dropped: number) => void = () => undefined;

  constructor(stream: Writable, format: (line: string) => string = (line) => line) {
    this.#stream = stream;
    this.#format = format;
    stream.on('error', () => undefined);
  }

  /** Lines that were dropped and not reported yet. */
  get dropped(): number {
    return this.#dropped;
  }

  write(line: string): void {
    if (!this.#stream.writable || this.#stream.writableLength > mostWaiting) {
      this.#dropped++;
      return;
    }
    const dropped = this.#dropped;
    this.#dropped = 0;
    if (dropped > 0) this.onResume(dropped);
    this.#stream.write(this.#format(line));
  }
}
