import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Express, Request, RequestHandler, Response } from 'express';
import express from 'express';
import { hasBody, readBody } from './body-reader.ts';
import type { EceServer } from './ece-server.ts';
import type { HttpAnswer, HttpRequest, ExchangeEnd, Pace } from './exchange.ts';
import { splitWithPauses } from './exchange.ts';
import { eceFolders } from '../protocol/ece-folders.ts';
import type { RestoredBody } from './parsed-body.ts';
import { isBodyRead, restoreBody } from './parsed-body.ts';

const compress = promisify(gzip);

/**
 * A router that adds ECE's calls to your own app: `app.use(eceRouter(simulator))`, or below a path, `app.use('/mock', eceRouter(simulator))`.
 * It takes the paths below the context root of the setting `http.prefix` (`/system` by default), `/ws` and `/egain`, and leaves the app
 * all others. It works behind body parsers too.
 */
export function eceRouter(simulator: EceServer): express.Router {
  const handler = eceHandler(simulator);
  return express.Router().use((request: Request, response: Response, next) => {
    if (isPathOfEce(simulator, simulator.address.withoutFolder(request.path))) void handler(request, response, next);
    else next();
  });
}

function isPathOfEce({ settings }: EceServer, path: string): boolean {
  return eceFolders(settings).some((folder) => path === folder || path.startsWith(`${folder}/`));
}

/** An Express app that answers as ECE does, on every path. */
export function eceApp(simulator: EceServer): Express {
  return makeLeanApp().use(eceHandler(simulator));
}

/** Answers every request as ECE does. Unknown paths get ECE's refusal. */
export function eceHandler(simulator: EceServer): RequestHandler {
  return (request, response, next) => void serve(simulator, request, response).catch(next);
}

/** Express without ETags, parsed queries and the header x-powered-by: ECE has none of them, and they cost time in every call. */
export function makeLeanApp(): Express {
  const app = express();
  app.disable('etag').disable('x-powered-by').set('query parser', false);
  return app;
}

async function serve(simulator: EceServer, request: Request, response: Response): Promise<void> {
  let received: RestoredBody | undefined;
  try {
    received = await receiveBody(request, simulator.settings['http.maxBodyBytes']);
  } catch {
    // The client closed the connection before its request was complete.
    response.destroy();
    return;
  }
  if (received === undefined) {
    response.status(500).type('text/plain').send(bodyIsGone);
    return;
  }
  // The rest of an unread body would be taken for the next request of the connection.
  if (!request.complete) response.once('close', () => request.destroy());
  const end = await simulator.handle(toHttpRequest(simulator, request, received));
  await writeEnd(end, request, response);
}

const bodyIsGone =
  'The body of this request was read before it reached the simulator, and nothing is left of it. Mount the simulator before the middleware that reads bodies, or let express.json(), express.urlencoded(), express.text() or express.raw() read this one.\n';

/** Undefined when a middleware has read the body and left nothing of it. */
async function receiveBody(request: Request, limit: number | null): Promise<RestoredBody | undefined> {
  if (hasBody(request) && isBodyRead(request)) return restoreBody(request);
  return { bytes: await readBody(request, limit), headers: request.headers };
}

function toHttpRequest(simulator: EceServer, request: Request, { bytes, headers: given }: RestoredBody): HttpRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  const target = simulator.address.withoutFolder(toOriginForm(request.url));
  const base = baseOf(request);
  return { method: request.method, target, headers, body: bytes, ...(base !== undefined && { base }) };
}

/** Where the client reaches the simulator: with the path below which an app has mounted it. */
function baseOf({ protocol, headers: { host }, baseUrl }: Request): string | undefined {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  return `${protocol}://${host}${baseUrl}`;
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
      if (end.pace !== undefined) {
        await writePaced(end.answer, end.pace, request, response).finally(end.flushed);
        return;
      }
      if (response.closed) end.flushed();
      else response.once('close', end.flushed);
      await writeAnswer(end.answer, request, response);
      return;
    case 'close':
      if (end.partial === null) {
        closeConnection(response, end.isReset);
        return;
      }
      writeHead(end.partial.answer, end.partial.answer.body, response);
      response.write(end.partial.answer.body.subarray(0, end.partial.bytes), () => closeConnection(response, end.isReset));
      return;
    case 'hang':
      if (response.closed) end.abandoned();
      else response.once('close', end.abandoned);
  }
}

/** Closes the connection; by RST where a fault wants it so. */
function closeConnection(response: Response, isReset = false): void {
  // A TLS socket cannot send RST; the socket below it can.
  const { socket } = response;
  const below = socket === null ? undefined : (Reflect.get(socket, '_parent') as Socket | null | undefined);
  if (isReset) (below ?? socket)?.resetAndDestroy();
  response.destroy();
}

/** Without compression, which would join the pieces. */
async function writePaced(answer: HttpAnswer, pace: Pace, request: Request, response: Response): Promise<void> {
  writeHead(answer, answer.body, response);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  for await (const piece of splitWithPauses(answer.body, pace)) {
    if (response.closed) return;
    response.write(piece);
  }
  response.end();
}

async function writeAnswer(answer: HttpAnswer, request: Request, response: Response): Promise<void> {
  // gzip on `Accept-Encoding: gzip`: spec 2.1. HEAD tells the size of the content, for which clients ask: spec 10.
  const body =
    request.method !== 'HEAD' && answer.body.byteLength > 0 && request.acceptsEncodings(['gzip', 'identity']) === 'gzip'
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
