import type { Simulator } from '../simulator.ts';
import type { HttpAnswer, HttpRequest, Outcome } from './exchange.ts';

/**
 * Calls the simulator as `fetch` calls a server, without a socket. Where a connection would fail, it rejects as `fetch` does:
 * `TypeError: fetch failed`; when the signal of the request aborts, with the reason of the signal. A fault that never answers
 * waits for that.
 */
export async function fetchInProcess(simulator: Simulator, input: Request | string | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(typeof input === 'string' ? new URL(input, simulator.url) : input, init);
  request.signal.throwIfAborted();
  const outcome = await outcomeOf(simulator, request);
  return response(outcome, request.method);
}

/** Rejects when the caller does not wait any longer; the call goes on all the same, as it would on a server. */
function outcomeOf(simulator: Simulator, request: Request): Promise<Exclude<Outcome, { kind: 'hang' }>> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    const handle = async () => {
      const outcome = await simulator.handle(await httpRequestOf(request));
      if (signal.aborted && outcome.kind === 'answer') outcome.flushed();
      if (outcome.kind !== 'hang') resolve(outcome);
    };
    handle().catch(reject);
  });
}

export async function httpRequestOf(request: Request): Promise<HttpRequest> {
  const { pathname, search } = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  return { method: request.method, target: pathname + search, headers: Object.fromEntries(request.headers), body };
}

function response(outcome: Exclude<Outcome, { kind: 'hang' }>, method: string): Response {
  if (outcome.kind === 'answer') {
    // After the caller has seen the answer, so that callbacks come later here too.
    setTimeout(outcome.flushed, 0);
    return responseOf(outcome.answer, method);
  }
  if (outcome.partial === null) throw connectionFailed('the connection was closed before the answer');
  return brokenResponse(outcome.partial.answer, outcome.partial.bytes);
}

export function responseOf({ status, headers, body }: HttpAnswer, method: string): Response {
  const hasBody = status !== 204 && status !== 304;
  return new Response(hasBody && method !== 'HEAD' ? (body as Uint8Array<ArrayBuffer>) : null, {
    status,
    // A socket would tell the size, also to HEAD: spec 10.
    headers: { ...headers, ...(hasBody && { 'content-length': String(body.byteLength) }) },
  });
}

function connectionFailed(why: string): TypeError {
  return new TypeError('fetch failed', { cause: new Error(why) });
}

/** An answer that breaks off: reading its body fails. */
export function brokenResponse({ status, headers, body }: HttpAnswer, bytes: number): Response {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(body.subarray(0, bytes));
      controller.error(connectionFailed('the connection was closed in the middle of the answer'));
    },
  });
  return new Response(stream, { status, headers: { ...headers } });
}
