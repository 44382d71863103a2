import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Router } from 'express';
import { eceHandler, makeLeanApp } from './ece-handler.ts';
import { isPathOfEce } from './ece-paths.ts';
import type { EceServer } from './ece-server.ts';

/**
 * For `app.use(...)` of Express. The type names nothing of Express, so that a project needs no types of Express, and may have those of any
 * version.
 */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

/**
 * A router that adds ECE's calls to your own app: `app.use(eceRouter(simulator))`, or below a path, `app.use('/mock', eceRouter(simulator))`.
 * It takes the paths below the context root of the setting `http.prefix` (`/system` by default), `/ws` and `/egain`, and leaves the app
 * all others. It works behind body parsers too.
 */
export function eceRouter(simulator: EceServer): Middleware {
  const handler = eceHandler(simulator);
  const router = Router().use((request, response, next) => {
    if (isPathOfEce(simulator, simulator.address.withoutFolder(request.path))) void handler(request, response, next);
    else next();
  });
  return router as unknown as Middleware;
}

/** An app that answers as ECE does, on every path: `createServer(eceApp(simulator))`, or `app.use(eceApp(simulator))`. */
export function eceApp(simulator: EceServer): RequestListener {
  return makeLeanApp().use(eceHandler(simulator));
}
