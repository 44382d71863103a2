import { http, type HttpHandler, HttpResponse } from 'msw';
import { operations } from '../protocol/operations.ts';
import type { Simulator } from '../simulator.ts';
import { brokenResponse, httpRequestOf, responseOf } from './in-process.ts';

export interface EceHandlersOptions {
  /** Where the client believes ECE to be, e.g. `https://ece.example.com`. Content URLs start with it. */
  baseUrl: string;
}

/**
 * Mock Service Worker handlers, for `setupServer` and `setupWorker`, that answer every call below `baseUrl` as the simulator
 * does: known paths, unknown paths and refusals alike.
 */
export function eceHandlers(simulator: Simulator, { baseUrl }: EceHandlersOptions): HttpHandler[] {
  const base = baseUrl.replace(/\/$/, '');
  simulator.url = base;
  const roots = new Set(Object.values(operations).map(({ path }) => path.split('/')[1]!));
  return ['system', ...roots].map((root) =>
    http.all(`${base}/${root}/*`, async ({ request }) => {
      const outcome = await simulator.handle(await httpRequestOf(request));
      switch (outcome.kind) {
        case 'answer':
          setTimeout(outcome.flushed, 0);
          return responseOf(outcome.answer, request.method);
        case 'close':
          return outcome.partial === null ? HttpResponse.error() : brokenResponse(outcome.partial.answer, outcome.partial.bytes);
        case 'hang':
          return new Promise<never>(() => undefined);
      }
    }),
  );
}
