import type { EceServer } from './ece-server.ts';
import type { HttpAnswer, HttpRequest, ExchangeEnd } from './exchange.ts';
import { realTimers } from '../time/real-timers.ts';
import { bytesOf, splitWithPauses } from './exchange.ts';

/**
 * Calls the simulator as `fetch` calls a server, without a socket. Where a connection would fail, it rejects as `fetch` does:
 * `TypeError: fetch failed`, or `terminated` while the body is read. A call that is never answered ends with the abort signal.
 */
export async function fetchInProcess(simulator: EceServer, input: Request | string | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(typeof input === 'string' ? new URL(input, simulator.url) : input, init);
  request.signal.throwIfAborted();
  const answered = readHttpRequest(request)
    .then(({ target, ...rest }) => simulator.handle({ ...rest, target: simulator.address.withoutFolder(target) }))
    .then((end) => endInResponse(request, end));
  return Promise.race([answered, rejectOnAbort(request.signal)]);
}

/** Rejects when the caller aborts. The call itself goes on, as on a server. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
  });
}

export async function readHttpRequest(request: Request): Promise<HttpRequest> {
  const { origin: base, pathname, search } = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  return { method: request.method, target: pathname + search, headers: Object.fromEntries(request.headers), body, base };
}

function endInResponse({ method, signal }: Request, end: ExchangeEnd): Response | Promise<Response> {
  switch (end.kind) {
    case 'answer':
      return respond(end, method);
    case 'close':
      if (end.partial === null) throw makeConnectionError('fetch failed', 'before the answer', end.isReset);
      return makeBrokenResponse(end.partial.answer, end.partial.bytes, end.isReset);
    case 'hang':
      return waitForever(signal, end.abandoned);
  }
}

/** A promise that never settles. */
export function waitForever(signal: AbortSignal, abandoned: () => void): Promise<never> {
  if (signal.aborted) abandoned();
  else signal.addEventListener('abort', abandoned, { once: true });
  return new Promise<never>(() => undefined);
}

function makeResponse({ status, headers, body: sent }: HttpAnswer, method: string): Response {
  const body = bytesOf(sent);
  const hasBody = ![204, 205, 304].includes(status);
  return new Response(hasBody && method !== 'HEAD' ? (body as Uint8Array<ArrayBuffer>) : null, {
    status,
    // A server sends the size even in the answer to HEAD: spec 10.
    headers: { ...headers, ...(hasBody && { 'content-length': String(body.byteLength) }) },
  });
}

/** As `fetch` of Node says it: a reset has the code of the system. */
function makeConnectionError(message: string, when: string, isReset = false): TypeError {
  const cause = new Error(`the connection was ${isReset ? 'reset' : 'closed'} ${when}`);
  return new TypeError(message, { cause: isReset ? Object.assign(cause, { code: 'ECONNRESET' }) : cause });
}

/** Callbacks must leave after the caller has the answer, as over a socket. */
export function respond({ answer, flushed, pace }: Extract<ExchangeEnd, { kind: 'answer' }>, method: string): Response {
  const whole = makeResponse(answer, method);
  if (pace === undefined || whole.body === null) {
    realTimers.setTimeout(flushed, 0);
    return whole;
  }
  const pieces = splitWithPauses(bytesOf(answer.body), pace);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (!done) {
        controller.enqueue(value);
        return;
      }
      controller.close();
      realTimers.setTimeout(flushed, 0);
    },
    cancel: () => void realTimers.setTimeout(flushed, 0),
  });
  return new Response(body, { status: whole.status, headers: whole.headers });
}

/** A response whose body fails while it is read. */
export function makeBrokenResponse({ status, headers, body: sent }: HttpAnswer, bytes: number, isReset = false): Response {
  const body = bytesOf(sent);
  const broken = () => makeConnectionError('terminated', 'in the middle of the answer', isReset);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(body.subarray(0, bytes));
      // The error must come later, because an error at once would discard the first half.
      realTimers.setTimeout(() => controller.error(broken()), 0);
    },
  });
  // The header gives the size of the whole body, although the body ends before.
  return new Response(stream, { status, headers: { ...headers, 'content-length': String(body.byteLength) } });
}
