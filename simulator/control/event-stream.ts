import type { Request, Response } from 'express';
import * as z from 'zod';
import type { ConsoleParts } from '../console/parts.ts';
import type { Happening } from '../journal/happenings.ts';
import { readInput } from '../doors/read-input.ts';
import type { Simulator } from '../simulator.ts';
import { LazyList } from './json-pieces.ts';
import { writeAll } from './large-answers.ts';
import { numberInQuery } from './route.ts';
import { realTimers } from '../time/real-timers.ts';

export const streamQuery = z.strictObject({
  after: numberInQuery(z.int().nonnegative()).optional().describe('begins with what happened after this number'),
});

/** Proxies close connections that are silent for long. */
const heartbeatMs = 15_000;
/** A reader that has more bytes unread is cut off; it connects again with `Last-Event-ID`. */
const mostUnreadBytes = 16 * 1024 * 1024;

/** So many events may happen while a reader takes what is past; one that is slower is cut off too. */
const mostMeanwhile = 100_000;

/** The streams of a simulator: they end with it. */
export class EventStreams {
  readonly #simulator: Simulator;
  readonly #parts: ConsoleParts;
  readonly #onDefect: (error: unknown) => void;
  readonly #open = new Set<Response>();

  constructor(simulator: Simulator, parts: ConsoleParts, onDefect: (error: unknown) => void) {
    this.#simulator = simulator;
    this.#onDefect = onDefect;
    this.#parts = parts;
    simulator.onClose(() => {
      for (const response of this.#open) response.end();
      return Promise.resolve();
    });
  }

  /**
   * Everything that happens, in one partition or in all, as server-sent events: `id` is the number of the happening, `event` is
   * `journal` or `world`, `data` the happening with its partition. `?after=<number>` or the header `Last-Event-ID` begins with what is past.
   * Events of a part of the console have the name `console` and no id, because they are not kept.
   */
  serve(partition: string | undefined, request: Request, response: Response): void {
    const after = beginning(request);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': everything that happens follows\n\n');
    const writer = new EventWriter(response);
    const send = (name: string, happening: Happening) => {
      if (partition === undefined || partition === name) writer.write(() => eventOf(name, happening));
    };
    const past = after === undefined ? [] : this.#simulator.since(after);
    const stop = this.#simulator.listen(send);
    const stopParts = this.#parts.listen((event) => {
      if (partition === undefined || event.partition === null || partition === event.partition)
        writer.write(() => `event: console\ndata: ${JSON.stringify(event)}\n\n`);
    });
    const ofPartition = past.filter((one) => partition === undefined || partition === one.partition);
    void writer.begin(LazyList.of(ofPartition, (one) => eventOf(one.partition, one.happening))).catch(this.#onDefect);
    const heartbeat = realTimers.setInterval(() => response.write(': alive\n\n'), heartbeatMs);
    heartbeat.unref();
    this.#open.add(response);
    response.on('close', () => {
      stop();
      stopParts();
      realTimers.clearInterval(heartbeat);
      this.#open.delete(response);
    });
  }
}

function eventOf(partition: string, happening: Happening): string {
  const data = JSON.stringify({ partition, ...happening });
  return `id: ${happening.number}\nevent: ${happening.source}\ndata: ${data}\n\n`;
}

/** Writes what is past no faster than it is read. What happens meanwhile follows it. */
class EventWriter {
  readonly #response: Response;
  /** What happened while the past is written; undefined afterwards. */
  #meanwhile: (() => string)[] | undefined = [];

  constructor(response: Response) {
    this.#response = response;
  }

  /** Writes an event, which is made when its turn comes. */
  write(event: () => string): void {
    if (this.#meanwhile !== undefined) this.#keep(event, this.#meanwhile);
    else if (!this.#response.writableEnded) this.#writeNow(event());
  }

  #keep(event: () => string, meanwhile: (() => string)[]): void {
    if (meanwhile.push(event) > mostMeanwhile) this.#response.destroy();
  }

  #writeNow(event: string): void {
    this.#response.write(event);
    if (this.#response.writableLength > mostUnreadBytes) this.#response.destroy();
  }

  async begin(past: Iterable<string>): Promise<void> {
    await writeAll(past, this.#response);
    while (
      this.#meanwhile !== undefined &&
      this.#meanwhile.length > 0 &&
      !this.#response.closed &&
      !this.#response.writableEnded
    ) {
      const kept = this.#meanwhile;
      this.#meanwhile = [];
      await writeAll(
        LazyList.of(kept, (event) => event()),
        this.#response,
      );
    }
    this.#meanwhile = undefined;
  }
}

function beginning(request: Request): number | undefined {
  const { after } = readInput(streamQuery, Object.fromEntries(new URL(request.originalUrl, 'http://x').searchParams));
  const last = request.headers['last-event-id'];
  return after ?? (typeof last === 'string' && /^\d{1,15}$/.test(last) ? Number(last) : undefined);
}
