import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Express, Request, RequestHandler, Response } from 'express';
import express from 'express';
import { readBody } from './body-reader.ts';
import type { EceServer } from './ece-server.ts';
import type { HttpAnswer, HttpRequest, ExchangeEnd } from './exchange.ts';

const compress = promisify(gzip);

/** Paths of ECE; everything else is for the app into which the router is mounted. */
const ecePaths = /^\/(system|ws|egain)(\/|$)/;

/** A router that adds ECE's calls to your own app: `app.use(eceRouter(simulator))`. Mount it at the root, because ECE's paths are absolute. */
export function eceRouter(simulator: EceServer): express.Router {
  const handler = eceHandler(simulator);
  return express.Router().use((request: Request, response: Response, next) => {
    if (ecePaths.test(request.path)) void handler(request, response, next);
    else next();
  });
}

/** An Express app that answers as ECE does, on every path. */
export function eceApp(simulator: EceServer): Express {
  return leanApp().use(eceHandler(simulator));
}

/** Answers every request as ECE does. Unknown paths get ECE's refusal. */
export function eceHandler(simulator: EceServer): RequestHandler {
  return (request, response, next) => void serve(simulator, request, response).catch(next);
}

/** Express without ETags, parsed queries and the header x-powered-by: ECE has none of them, and they cost time in every call. */
export function leanApp(): Express {
  const app = express();
  app.disable('etag').disable('x-powered-by').set('query parser', false);
  return app;
}

async function serve(simulator: EceServer, request: Request, response: Response): Promise<void> {
  let body: Uint8Array;
  try {
    body = await readBody(request, simulator.settings['http.maxBodyBytes']);
  } catch {
    // The client closed the connection before its request was complete.
    response.destroy();
    return;
  }
  // The rest of an unread body would be taken for the next request of the connection.
  if (!request.complete) response.once('close', () => request.destroy());
  const end = await simulator.handle(toHttpRequest(request, body));
  await writeEnd(end, request, response);
}

function toHttpRequest(request: Request, body: Uint8Array): HttpRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  return { method: request.method, target: toOriginForm(request.originalUrl), headers, body };
}

/** Clients of a proxy send the whole URL on the request line. */
function toOriginForm(target: string): string {
  if (target.startsWith('/') || !URL.canParse(target)) return target;
  const { pathname, search } = new URL(target);
  return pathname + search;
}

async function writeEnd(end: ExchangeEnd, request: Request, response: Response): Promise<void> {
  switch (end.kind) {
    case 'answer':
      // A client that has closed the connection gets no answer, but its call has had its effect.
      if (response.closed) end.flushed();
      else response.once('close', end.flushed);
      await writeAnswer(end.answer, request, response);
      return;
    case 'close':
      if (end.partial === null) {
        response.destroy();
        return;
      }
      writeHead(end.partial.answer, end.partial.answer.body, response);
      response.write(end.partial.answer.body.subarray(0, end.partial.bytes), () => response.destroy());
      return;
    case 'hang':
      if (response.closed) end.abandoned();
      else response.once('close', end.abandoned);
  }
}

async function writeAnswer(answer: HttpAnswer, request: Request, response: Response): Promise<void> {
  // gzip on `Accept-Encoding: gzip`: spec 2.1.
  const body =
    answer.body.byteLength > 0 && request.acceptsEncodings(['gzip', 'identity']) === 'gzip'
      ? await compress(answer.body)
      : answer.body;
  if (body !== answer.body) response.setHeader('content-encoding', 'gzip');
  writeHead(answer, body, response);
  response.end(request.method === 'HEAD' ? undefined : body);
}

function writeHead({ status, headers }: HttpAnswer, body: Uint8Array, response: Response): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status !== 204) response.setHeader('content-length', body.byteLength);
}
