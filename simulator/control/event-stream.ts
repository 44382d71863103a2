import type { Request, Response } from 'express';
import { parsed } from '../doors/parse.ts';
import * as z from 'zod';
import type { Happening } from '../doors/happenings.ts';
import type { Simulator } from '../simulator.ts';
import { numberInQuery } from './route.ts';

const streamQuery = z.strictObject({ after: numberInQuery(z.int().nonnegative()).optional() });

/** Proxies close what is silent for long. */
const heartbeatMs = 15_000;

/**
 * Everything that happens, as server-sent events: `event` is `journal` or `world`, `data` the happening with its partition.
 * `?after=<number>` (one partition only) or the header `Last-Event-ID` begins with what is past.
 */
export function eventStream(simulator: Simulator, partition: string | undefined, request: Request, response: Response): void {
  const query = parsed(streamQuery, Object.fromEntries(new URL(request.originalUrl, 'http://x').searchParams));
  const after = query.after ?? (Number(request.headers['last-event-id']) || undefined);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': everything that happens follows\n\n');
  const send = (name: string, happening: Happening) => {
    const data = JSON.stringify({ partition: name, ...happening });
    response.write(`id: ${happening.number}\nevent: ${happening.source}\ndata: ${data}\n\n`);
  };
  if (partition !== undefined && after !== undefined) {
    for (const happening of simulator.partition(partition).happenings.since(after)) send(partition, happening);
  }
  const stop = simulator.listen((name, happening) => {
    if (partition === undefined || partition === name) send(name, happening);
  });
  const heartbeat = setInterval(() => response.write(': alive\n\n'), heartbeatMs);
  heartbeat.unref();
  response.on('close', () => {
    stop();
    clearInterval(heartbeat);
  });
}
