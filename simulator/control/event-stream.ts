import type { Request, Response } from 'express';
import * as z from 'zod';
import type { ConsoleParts } from '../console/parts.ts';
import type { Happening } from '../journal/happenings.ts';
import { readInput } from '../doors/read-input.ts';
import { ConflictError } from '../errors.ts';
import type { Simulator } from '../simulator.ts';
import { numberInQuery } from './route.ts';
import { Pauses } from '../time/give-way.ts';
import { realTimers } from '../time/real-timers.ts';

export const streamQuery = z.strictObject({
  after: numberInQuery(z.int().nonnegative()).optional().describe('begins with what happened after this number'),
});

/** Proxies close connections that are silent for long. */
const heartbeatMs = 15_000;
export const streamBounds = {
  /** Streams of one simulator at the same time. */
  streams: 256,
  /** A reader that has more bytes unread is cut off; it connects again with `Last-Event-ID`. */
  unreadBytes: 1_000_000,
} as const;
/** Happenings that are looked for at once when a reader reads on. */
const batch = 5;

/** The streams of a simulator: they end with it. */
export class EventStreams {
  readonly #simulator: Simulator;
  readonly #parts: ConsoleParts;
  readonly #open = new Set<Response>();

  constructor(simulator: Simulator, parts: ConsoleParts) {
    this.#simulator = simulator;
    this.#parts = parts;
    simulator.onClose(() => {
      for (const response of this.#open) response.end();
      return Promise.resolve();
    });
  }

  /**
   * Everything that happens, in one partition or in all, as server-sent events: `id` is the number of the happening, `event` is
   * `journal` or `world`, `data` the happening with its partition. `?after=<number>` or the header `Last-Event-ID` begins with what is past.
   * A reader that does not read is sent nothing more; when it reads on, it gets what happened meanwhile, as far as that is kept. An
   * event `lost` tells when some of it is not. Events of a part of the console have the name `console` and no id, because they are not kept.
   * @throws {ConflictError} when there are too many streams
   */
  serve(partition: string | undefined, request: Request, response: Response): void {
    const after = beginning(request);
    if (this.#open.size >= streamBounds.streams)
      throw new ConflictError({ path: [], message: `There are ${streamBounds.streams} event streams already; close some.` });
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': everything that happens follows\n\n');
    const reader = new StreamReader(this.#simulator, partition, response, after);
    const stop = this.#simulator.listen((name, happening) => reader.hear(name, happening));
    const stopParts = this.#parts.listen((event) => {
      if (partition === undefined || event.partition === null || partition === event.partition)
        reader.writeUnkept(`event: console\ndata: ${JSON.stringify(event)}\n\n`);
    });
    const heartbeat = realTimers.setInterval(() => reader.writeUnkept(': alive\n\n'), heartbeatMs);
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

/** What one reader has been sent. */
class StreamReader {
  readonly #simulator: Simulator;
  readonly #partition: string | undefined;
  readonly #response: Response;
  /** The number of the happening that was sent last. */
  #sent: number;
  /** Whether the reader must read before more is sent. */
  #isFull = false;
  /** Whether what is past is being sent. */
  #isBehind = false;
  readonly #pauses = new Pauses();

  constructor(simulator: Simulator, partition: string | undefined, response: Response, after: number | undefined) {
    this.#simulator = simulator;
    this.#partition = partition;
    this.#response = response;
    this.#sent = after ?? simulator.latestHappening;
    response.on('drain', () => {
      this.#isFull = false;
      this.#catchUp();
    });
    this.#catchUp();
  }

  hear(partition: string, happening: Happening): void {
    if (this.#isFull || this.#isBehind || (this.#partition !== undefined && this.#partition !== partition)) return;
    this.#send(partition, happening);
  }

  #catchUp(): void {
    if (this.#isBehind) return;
    this.#isBehind = true;
    // Its partition may have ended meanwhile.
    this.#sendMissed().catch(() => this.#response.end());
  }

  /** Until the reader has all that happened, or must read before more is sent. */
  async #sendMissed(): Promise<void> {
    this.#tellLost();
    while (!this.#isFull && !this.#response.destroyed && this.#sendSome()) if (this.#pauses.isDue) await this.#pauses.take();
    this.#isBehind = false;
  }

  /** False when the reader has all. */
  #sendSome(): boolean {
    const missed = this.#simulator.since(this.#sent, { partition: this.#partition, most: batch });
    for (const { partition, happening } of missed) if (!this.#send(partition, happening)) break;
    return missed.length > 0;
  }

  /** A reader that was away for long must learn that it has not seen everything. */
  #tellLost(): void {
    const lost = this.#simulator.forgottenUpTo(this.#partition);
    if (lost > this.#sent) this.#write(`event: lost\ndata: ${JSON.stringify({ after: this.#sent, upTo: lost })}\n\n`);
  }

  /** Whether more may follow at once. */
  #send(partition: string, happening: Happening): boolean {
    this.#sent = happening.number;
    const data = JSON.stringify({ partition, ...happening });
    this.#write(`id: ${happening.number}\nevent: ${happening.source}\ndata: ${data}\n\n`);
    return !this.#isFull;
  }

  #write(text: string): void {
    this.#isFull = !this.#response.write(text);
  }

  /** Writes what cannot be sent later. A reader that leaves too much of it unread is cut off. */
  writeUnkept(text: string): void {
    this.#write(text);
    if (this.#response.writableLength > streamBounds.unreadBytes) this.#response.destroy();
  }
}

function beginning(request: Request): number | undefined {
  const { after } = readInput(streamQuery, Object.fromEntries(new URL(request.originalUrl, 'http://x').searchParams));
  const last = request.headers['last-event-id'];
  return after ?? (typeof last === 'string' && /^\d{1,15}$/.test(last) ? Number(last) : undefined);
}
