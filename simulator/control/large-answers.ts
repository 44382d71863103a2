import { once } from 'node:events';
import type { Response } from 'express';
import { realTimers } from '../time/real-timers.ts';
import { givingWay } from './give-way.ts';

/** So many large answers are written at a time; others wait until one is done. */
const mostAtOnce = 4;
const mostWaiting = 32;
/** A reader that takes nothing for so long is cut off, because others wait. */
const patienceMs = 30_000;

/** So many large answers are wanted that one more would wait too long. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Writes answers in pieces, with pauses in which other calls are answered, no faster than they are read, and a few at a time. */
export class LargeAnswers {
  #writing = 0;
  readonly #waiting: (() => void)[] = [];

  /**
   * Writes pieces of JSON. An answer of one piece does not wait.
   * @throws {BusyError} when too many wait already; nothing was written then
   */
  async write(status: number, pieces: Iterator<string, void>, response: Response): Promise<void> {
    const [first, second] = [pieces.next(), pieces.next()];
    response.status(status).type('application/json');
    if (second.done === true) {
      response.send(first.value ?? '');
      return;
    }
    await this.#turn();
    try {
      const rest = { [Symbol.iterator]: () => pieces };
      await writeAll([first.value!, second.value], response);
      await writeAll(rest, response);
      response.end();
    } finally {
      this.#writing--;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    if (this.#writing >= mostAtOnce) {
      if (this.#waiting.length >= mostWaiting)
        throw new BusyError(`${mostAtOnce} large answers are being written, and ${mostWaiting} wait. Ask again later.`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#writing++;
  }
}

/** Stops when the reader has gone away. */
export async function writeAll(pieces: Iterable<string>, response: Response): Promise<void> {
  for await (const piece of givingWay(pieces)) {
    if (response.closed || response.writableEnded) return;
    if (!response.write(piece)) await drained(response);
  }
}

async function drained(response: Response): Promise<void> {
  const timer = realTimers.setTimeout(() => response.destroy(), patienceMs);
  timer.unref();
  const stop = new AbortController();
  try {
    await Promise.race(['drain', 'close'].map((event) => once(response, event, { signal: stop.signal })));
  } finally {
    stop.abort();
    realTimers.clearTimeout(timer);
  }
}
