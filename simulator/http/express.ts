import type { Express, RequestHandler } from 'express';
import express from 'express';
import { hasBody } from './body-reader.ts';
import type { EceServer } from './ece-server.ts';
import { isPathOfEce } from './ece-paths.ts';
import { answerRequest, originOf, serveRequest } from './node-http.ts';
import { isBodyRead, restoreBody } from './parsed-body.ts';

/**
 * A router that adds ECE's calls to your own app: `app.use(eceRouter(simulator))`, or below a path, `app.use('/mock', eceRouter(simulator))`.
 * It takes the paths below the context root of the setting `http.prefix` (`/system` by default), `/ws` and `/egain`, and leaves the app
 * all others. It works behind body parsers too.
 */
export function eceRouter(simulator: EceServer): express.Router {
  const handler = eceHandler(simulator);
  return express.Router().use((request, response, next) => {
    if (isPathOfEce(simulator, simulator.address.withoutFolder(request.path))) void handler(request, response, next);
    else next();
  });
}

/** An Express app that answers as ECE does, on every path. */
export function eceApp(simulator: EceServer): Express {
  return makeLeanApp().use(eceHandler(simulator));
}

/** Answers every request as ECE does. Unknown paths get ECE's refusal. */
export function eceHandler(simulator: EceServer): RequestHandler {
  return (request, response, next) => {
    const base = originOf(request.protocol, request.headers.host);
    const mounted = base === undefined ? undefined : base + request.baseUrl;
    if (!hasBody(request) || !isBodyRead(request)) {
      serveRequest(simulator, request, response, mounted, next);
      return;
    }
    const restored = restoreBody(request);
    if (restored === undefined) response.status(500).type('text/plain').send(bodyIsGone);
    else answerRequest(simulator, { request, body: restored.bytes, headers: restored.headers, base: mounted }, response, next);
  };
}

const bodyIsGone =
  'The body of this request was read before it reached the simulator, and nothing is left of it. Mount the simulator before the middleware that reads bodies, or let express.json(), express.urlencoded(), express.text() or express.raw() read this one.\n';

/** Express without ETags, parsed queries and the header x-powered-by: ECE has none of them, and they cost time in every call. */
export function makeLeanApp(): Express {
  const app = express();
  app.disable('etag').disable('x-powered-by').set('query parser', false);
  return app;
}
