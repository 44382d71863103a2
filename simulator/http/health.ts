import type { NextFunction, Request, Response } from 'express';
import { Router } from 'express';
import { contextRootOf } from '../protocol/context-root.ts';
import type { SettingValues } from '../protocol/settings.ts';

/** `/livez` answers 200 while the process runs. `/readyz` answers 200 while it accepts calls, and 503 while it stops. */
export function healthRouter(isReady: () => boolean): Router {
  const router = Router();
  router.get('/livez', (_request, response) => void response.json({ status: 'live' }));
  router.get('/readyz', (_request, response) => {
    const ready = isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'stopping' });
  });
  return router;
}

/** Answers `/` with a list of the paths that exist. Probes and people often ask for `/` first. */
export function answerAtRoot(settings: () => SettingValues) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.path !== '/' || (request.method !== 'GET' && request.method !== 'HEAD')) next();
    else response.status(404).type('text/plain').send(listPaths(settings()));
  };
}

function listPaths(settings: SettingValues): string {
  const root = contextRootOf(settings);
  return `This is ece-simulator. There is nothing at /, but:
/livez   answers 200 while the process runs
/readyz  answers 200 while calls are answered, 503 while it stops
${root === '' ? '/ws, /egain' : root}  ECE's API
/_sim/v1/openapi.json  the control API
`;
}
