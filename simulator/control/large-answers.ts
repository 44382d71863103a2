import { once } from 'node:events';
import type { Response } from 'express';
import { realTimers } from '../time/real-timers.ts';
import { givingWay } from '../time/give-way.ts';
import { Turns } from '../time/turns.ts';

/** So many large answers are written at a time; others wait until one is done. */
const mostAtOnce = 4;
const mostWaiting = 32;
/** A reader that takes nothing for so long is cut off, because others wait. */
const patienceMs = 30_000;

/** Writes answers in pieces, with pauses in which other calls are answered, no faster than they are read, and a few at a time. */
export class LargeAnswers {
  readonly #turns = new Turns(mostAtOnce, mostWaiting, `${mostAtOnce} large answers are being written`);

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
    await this.#turns.run(async () => {
      const rest = { [Symbol.iterator]: () => pieces };
      await writeAll([first.value!, second.value], response);
      await writeAll(rest, response);
      response.end();
    });
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
