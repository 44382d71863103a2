import type { RequestHandler } from 'express';
import { isLoopback } from './loopback.ts';

/**
 * Refuses calls that a web page makes which is not of this machine, before they have an effect. Calls about availability stay open: public pages
 * make them. Programs send no `Origin`.
 * @param own the simulator's own origin
 */
export function originCheck(own: () => string): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin === undefined || isOfThisMachine(origin) || origin === own() || isAboutAvailability(request.path)) {
      next();
      return;
    }
    response
      .status(403)
      .set({ vary: 'Origin', 'x-content-type-options': 'nosniff' })
      .type('text/plain')
      .send(
        `This simulator answers pages of this machine, not those of ${origin}. Allow them with --allowed-origin ${origin} (allowedOrigins), or all with --allowed-origin '*'.\n`,
      );
  };
}

function isOfThisMachine(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}

function isAboutAvailability(path: string): boolean {
  return path.includes('/egain/chat/entrypoint/') && !path.includes('/ws/');
}
