import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { once } from '../protocol/once.ts';
import { remembering } from '../protocol/remembering.ts';
import { prefersGzip } from '../protocol/representation.ts';
import { hasBody, readBody } from './body-reader.ts';
import type { EceServer } from './ece-server.ts';
import type { ExchangeEnd, HttpAnswer, HttpRequest, Pace, PartialAnswer } from './exchange.ts';
import { bytesOf, splitWithPauses } from './exchange.ts';

const compressor = once(() => promisify(process.getBuiltinModule('node:zlib').gzip));

/** A request of node:http whose body has been read. */
export interface ReceivedRequest {
  readonly request: IncomingMessage;
  readonly body: Uint8Array;
  readonly headers: HttpRequest['headers'];
  /** Scheme, host, port and perhaps a path at which the client reached the simulator; undefined where the request does not tell. */
  readonly base: string | undefined;
}

/**
 * Reads the body of a request, and answers it as ECE does.
 * @param failed see {@link answerRequest}
 */
export function serveRequest(
  simulator: EceServer,
  received: Omit<ReceivedRequest, 'body'>,
  response: ServerResponse,
  failed: (error: unknown) => void,
): void {
  readBody(received.request, simulator.settings['http.maxBodyBytes'], {
    received: (body) => answerRequest(simulator, { ...received, body }, response, failed),
    aborted: () => response.destroy(),
  });
}

/**
 * Answers a request as ECE does.
 * @param failed receives a defect of the skin, after which the client has no answer
 */
export function answerRequest(
  simulator: EceServer,
  received: ReceivedRequest,
  response: ServerResponse,
  failed: (error: unknown) => void,
): void {
  const { request } = received;
  try {
    // The rest of an unread body would be taken for the next request of the connection.
    if (hasBody(request) && !request.complete) response.on('close', () => request.destroy());
    const end = simulator.handle(toHttpRequest(simulator, received));
    if (end instanceof Promise) void end.then((later) => writeEnd(later, request, response)).catch(failed);
    else writeEnd(end, request, response)?.catch(failed);
  } catch (error) {
    failed(error);
  }
}

function toHttpRequest(simulator: EceServer, { request, body, headers, base }: ReceivedRequest): HttpRequest {
  const target = simulator.address.withoutFolder(toOriginForm(request.url!));
  return { method: request.method!, target, headers, body, ...(base !== undefined && { base }) };
}

/** The URL that the client called, without a path. */
export function originOf(protocol: string, host: string | undefined): string | undefined {
  return host === undefined || !isHost(host) ? undefined : `${protocol}://${host}`;
}

const isHost = remembering((host) => /^[\w.:[\]-]+$/.test(host) && URL.canParse(`http://${host}`));

/** Clients of a proxy send the whole URL on the request line. */
function toOriginForm(target: string): string {
  if (target.startsWith('/') || !URL.canParse(target)) return target;
  const { pathname, search } = new URL(target);
  return pathname + search;
}

/** Returns a promise when the end takes time. */
function writeEnd(end: ExchangeEnd, request: IncomingMessage, response: ServerResponse): Promise<void> | undefined {
  switch (end.kind) {
    case 'answer':
      // A client that has closed the connection gets no answer, but its call has had its effect.
      if (end.pace !== undefined) return writePaced(end.answer, end.pace, request, response).finally(end.flushed);
      if (response.closed) end.flushed();
      else response.on('close', end.flushed);
      return writeAnswer(end.answer, request, response);
    case 'close':
      if (end.partial === null) closeConnection(response, end.isReset);
      else writePart(end.partial, response, () => closeConnection(response, end.isReset));
      return undefined;
    case 'hang':
      if (response.closed) end.abandoned();
      else response.on('close', end.abandoned);
      return undefined;
  }
}

function writePart({ answer, bytes }: PartialAnswer, response: ServerResponse, written: () => void): void {
  const body = bytesOf(answer.body);
  writeHead(answer, body.byteLength, response);
  response.write(body.subarray(0, bytes), written);
}

/** Closes the connection; by RST where a fault wants it so. */
function closeConnection(response: ServerResponse, isReset = false): void {
  // A TLS socket cannot send RST; the socket below it can.
  const { socket } = response;
  const below = socket === null ? undefined : (Reflect.get(socket, '_parent') as Socket | null | undefined);
  if (isReset) (below ?? socket)?.resetAndDestroy();
  response.destroy();
}

/** Without compression, which would join the pieces. */
async function writePaced(answer: HttpAnswer, pace: Pace, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = bytesOf(answer.body);
  writeHead(answer, body.byteLength, response);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  for await (const piece of splitWithPauses(body, pace)) {
    if (response.closed) return;
    response.write(piece);
  }
  response.end();
}

function writeAnswer(answer: HttpAnswer, request: IncomingMessage, response: ServerResponse): Promise<void> | undefined {
  const { body } = answer;
  if (request.method === 'HEAD') {
    // The size of the content, for which clients ask: spec 10.
    writeHead(answer, Buffer.byteLength(body), response);
    response.end();
    return undefined;
  }
  const accepted = request.headers['accept-encoding'];
  if (accepted !== undefined && body.length > 0 && prefersGzip(accepted)) return writeCompressed(answer, response);
  const size = Buffer.byteLength(body);
  writeHead(answer, size, response);
  // In ASCII both encodings are the same, and this one is written faster.
  response.end(body, size === body.length ? 'latin1' : 'utf8');
  return undefined;
}

/** gzip on `Accept-Encoding: gzip`: spec 2.1. */
async function writeCompressed(answer: HttpAnswer, response: ServerResponse): Promise<void> {
  const body = await compressor()(answer.body);
  writeHead(answer, body.byteLength, response, 'gzip');
  response.end(body);
}

function writeHead({ status, headers }: HttpAnswer, size: number, response: ServerResponse, encoding?: string): void {
  const lines: string[] = [];
  if (encoding !== undefined && headers['content-encoding'] === undefined) lines.push('content-encoding', encoding);
  for (const name in headers) if (name !== 'content-length' || status === 204) lines.push(name, headers[name]!);
  if (status !== 204) lines.push('content-length', String(size));
  response.writeHead(status, lines);
}
