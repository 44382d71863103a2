import type { Request, Response } from 'express';
import * as z from 'zod';
import type { ConsoleParts } from '../console/parts.ts';
import type { Happening } from '../journal/happenings.ts';
import { readInput } from '../doors/read-input.ts';
import type { Simulator } from '../simulator.ts';
import { numberInQuery } from './route.ts';
import { realTimers } from '../time/real-timers.ts';

export const streamQuery = z.strictObject({
  after: numberInQuery(z.int().nonnegative()).optional().describe('begins with what happened after this number'),
});

/** Proxies close connections that are silent for long. */
const heartbeatMs = 15_000;
/** A reader that has more bytes unread is cut off; it connects again with `Last-Event-ID`. */
const mostUnreadBytes = 16 * 1024 * 1024;

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
   * Events of a part of the console have the name `console` and no id, because they are not kept.
   */
  serve(partition: string | undefined, request: Request, response: Response): void {
    const after = beginning(request);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': everything that happens follows\n\n');
    const send = (name: string, happening: Happening) => {
      if (partition !== undefined && partition !== name) return;
      const data = JSON.stringify({ partition: name, ...happening });
      response.write(`id: ${happening.number}\nevent: ${happening.source}\ndata: ${data}\n\n`);
      if (response.writableLength > mostUnreadBytes) response.destroy();
    };
    if (after !== undefined) for (const past of this.#simulator.since(after)) send(past.partition, past.happening);
    const stop = this.#simulator.listen(send);
    const stopParts = this.#parts.listen((event) => {
      if (partition === undefined || event.partition === null || partition === event.partition)
        response.write(`event: console\ndata: ${JSON.stringify(event)}\n\n`);
    });
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

function beginning(request: Request): number | undefined {
  const { after } = readInput(streamQuery, Object.fromEntries(new URL(request.originalUrl, 'http://x').searchParams));
  const last = request.headers['last-event-id'];
  return after ?? (typeof last === 'string' && /^\d{1,15}$/.test(last) ? Number(last) : undefined);
}
