import type { IncomingHttpHeaders } from 'node:http';
import type { Express, RequestHandler } from 'express';
import express from 'express';
import { hasBody } from './body-reader.ts';
import type { EceServer } from './ece-server.ts';
import { answerRequest, originOf, serveRequest } from './node-http.ts';
import { isBodyRead, restoreBody } from './parsed-body.ts';
import { textsOf } from './shared-headers.ts';

/** Answers every request as ECE does. Unknown paths get ECE's refusal. */
export function eceHandler(simulator: EceServer): RequestHandler {
  return (request, response, next) => {
    const base = originOf(request.protocol, request.headers.host);
    const mounted = base === undefined ? undefined : base + request.baseUrl;
    // The app may have changed the headers.
    const received = (headers: IncomingHttpHeaders) => ({ request, headers: textsOf(headers), base: mounted });
    if (!hasBody(request) || !isBodyRead(request)) {
      serveRequest(simulator, received(request.headers), response, next);
      return;
    }
    const restored = restoreBody(request);
    if (restored === undefined) response.status(500).type('text/plain').send(bodyIsGone);
    else answerRequest(simulator, { ...received(restored.headers), body: restored.bytes }, response, next);
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
