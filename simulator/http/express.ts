import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Express, Request, RequestHandler, Response } from 'express';
import express from 'express';
import type { Simulator } from '../simulator.ts';
import { readBody } from './body-reader.ts';
import type { HttpAnswer, HttpRequest, ExchangeEnd } from './exchange.ts';

const compress = promisify(gzip);

/** Paths of ECE; everything else is for the app into which the router is mounted. */
const ecePaths = /^\/(system|ws|egain)(\/|$)/;

/** The simulator's calls as a router for an app of your own: `app.use(eceRouter(simulator))`. Mount it at the root: ECE's paths are absolute. */
export function eceRouter(simulator: Simulator): express.Router {
  const handler = eceHandler(simulator);
  // Every other path is for those behind.
  return express.Router().use((request: Request, response: Response, next) => {
    if (ecePaths.test(request.path)) void handler(request, response, next);
    else next();
  });
}

/** An Express app that answers as ECE does, on every path. */
export function eceApp(simulator: Simulator): Express {
  return leanApp().use(eceHandler(simulator));
}

/** Answers whatever comes as ECE does: also what is no path of its own is refused in its words. */
export function eceHandler(simulator: Simulator): RequestHandler {
  return (request, response, next) => void serve(simulator, request, response).catch(next);
}

/** Without what ECE does not have and every call would pay for: ETags, a parsed query, the header x-powered-by. */
export function leanApp(): Express {
  const app = express();
  app.disable('etag').disable('x-powered-by').set('query parser', false);
  return app;
}

async function serve(simulator: Simulator, request: Request, response: Response): Promise<void> {
  let body: Uint8Array;
  try {
    body = await readBody(request, simulator.settings['http.maxBodyBytes']);
  } catch {
    // The client went away in the middle of its request; nobody is there to be answered.
    response.destroy();
    return;
  }
  // A body that is not read to its end would be taken for the next request of the connection.
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

/** A proxy's client names the whole URL on the request line. */
function toOriginForm(target: string): string {
  if (target.startsWith('/') || !URL.canParse(target)) return target;
  const { pathname, search } = new URL(target);
  return pathname + search;
}

async function writeEnd(end: ExchangeEnd, request: Request, response: Response): Promise<void> {
  switch (end.kind) {
    case 'answer':
      // Who went away meanwhile hears no answer, but what it caused still happened.
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
