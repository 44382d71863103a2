import type { HttpHandler } from 'msw';
import { http, HttpResponse } from 'msw';
import { eceFolders } from '../protocol/ece-folders.ts';
import type { EceServer } from './ece-server.ts';
import { makeBrokenResponse, waitForever, readHttpRequest, respond } from './in-process.ts';

export interface EceHandlersOptions {
  /** The address at which the client calls ECE, e.g. `https://ece.example.com`. Content URLs start with it. */
  baseUrl: string;
}

/**
 * Mock Service Worker handlers, for `setupServer` and `setupWorker`, that answer every call below `/ws`, `/egain` and the context root
 * (the setting `http.prefix` when they are made; `/system` by default) of `baseUrl` as the simulator does: known paths, unknown paths
 * and refusals alike.
 * @throws {TypeError} when `baseUrl` is not an absolute URL
 */
export function eceHandlers(simulator: EceServer, { baseUrl }: EceHandlersOptions): HttpHandler[] {
  if (!URL.canParse(baseUrl))
    throw new TypeError(`baseUrl "${baseUrl}" is not an absolute URL, such as https://ece.example.com.`);
  const { origin, pathname } = new URL(baseUrl);
  const folder = pathname.replace(/\/$/, '');
  simulator.url = origin + folder;
  // One handler: Mock Service Worker copies a request for each handler that it asks.
  const folders = eceFolders(simulator.settings).map(quote).join('|');
  const pattern = new RegExp(`^${quote(simulator.url)}(?:${folders})(?:/.*)?$`, 'i');
  return [
    http.all(pattern, async ({ request }) => {
      const { target, ...rest } = await readHttpRequest(request);
      const end = await simulator.handle({ ...rest, target: target.slice(folder.length) });
      switch (end.kind) {
        case 'answer':
          return respond(end, request.method);
        case 'close':
          return end.partial === null
            ? HttpResponse.error()
            : makeBrokenResponse(end.partial.answer, end.partial.bytes, end.isReset);
        case 'hang':
          return waitForever(request.signal, end.abandoned);
      }
    }),
  ];
}

/** The text as a part of a regular expression. */
function quote(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
