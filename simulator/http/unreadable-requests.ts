import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { makeRefusalError } from '../operations/refusal-error.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { connectionsOf } from './connections.ts';
import { makeErrorAnswer } from './error-answer.ts';
import type { HttpAnswer } from './exchange.ts';
import { writeHttpAnswer } from './http-answer.ts';

/** Answers requests that are not HTTP with the documented error body. Node itself would send a status only. */
export function answerUnreadable(server: Server, settings: () => SettingValues): void {
  const connections = connectionsOf(server);
  // Any `Expect` header is ignored.
  server.on('checkExpectation', (request, response) => void server.emit('request', request, response));
  server.on('clientError', (error: NodeJS.ErrnoException & { reason?: string }, socket) => {
    if (!socket.writable || !mayAnswer(socket instanceof Socket ? connections.get(socket) : undefined)) socket.destroy();
    else socket.end(answerTo(error, settings()), () => socket.destroy());
  });
}

/**
 * Ignores the wish for another protocol, as a server may (RFC 9110, 7.8). Node itself reports no error in the body of a request with
 * `Upgrade`, so that it would never be answered. Here the request comes once more, without that header.
 */
export function ignoreUpgrades(server: Server): void {
  server.on('upgrade', ({ method, url, httpVersion, rawHeaders }: IncomingMessage, socket: Duplex, head: Buffer) => {
    const lines = rawHeaders.flatMap((name, at) =>
      at % 2 === 0 && name.toLowerCase() !== 'upgrade' ? [`${name}: ${rawHeaders[at + 1]}`] : [],
    );
    const again = [`${method} ${url} HTTP/${httpVersion}`, ...lines, '', ''].join('\r\n');
    socket.unshift(Buffer.concat([Buffer.from(again, 'latin1'), head]));
    server.emit('setSecureContext' in server ? 'secureConnection' : 'connection', socket);
  });
}

/** Whether an answer may be written. It may not while an earlier call waits for its answer, or gets it. */
function mayAnswer(response: ServerResponse | undefined): boolean {
  if (response === undefined || response.writableFinished) return true;
  return response.socket !== null && !response.headersSent && !response.req.complete;
}

function answerTo({ code, reason, message }: NodeJS.ErrnoException & { reason?: string }, settings: SettingValues): string {
  const byCause = settings['http.malformedRequestStatus'] === 'by-cause' ? statuses[code ?? ''] : undefined;
  const { status, headers, body } = makeMalformedAnswer(reason ?? message, byCause ?? 400, settings);
  const lines = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${Buffer.from(body).toString()}`;
}

function makeMalformedAnswer(problem: string, status: number, settings: SettingValues): HttpAnswer {
  const refusalError = makeRefusalError('malformedRequest', { problem }, { rule: problem }, { status });
  const failed = { settings, headers: {}, target: '', operation: null };
  return writeHttpAnswer(makeErrorAnswer(failed, refusalError), 'xml', settings, {});
}

/** Whether the request has one `Host`, as HTTP/1.1 demands (RFC 9112, 3.2). */
export function hasOneHost({ httpVersion, headers, rawHeaders }: IncomingMessage): boolean {
  if (headers.host === undefined) return httpVersion !== '1.1';
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    if (name.length === 4 && name.toLowerCase() === 'host') count++;
  }
  return count === 1;
}

export function answerWithoutHost(request: IncomingMessage, response: ServerResponse, settings: SettingValues): void {
  const { status, headers, body } = makeMalformedAnswer('HTTP/1.1 needs one Host header', 400, settings);
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Node's statuses by cause (setting `http.malformedRequestStatus`); every other cause is a 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};
