import { Router } from 'express';

/** `/livez`: the process runs. `/readyz`: it answers calls; 503 while it stops. */
export function healthRouter(isReady: () => boolean): Router {
  const router = Router();
  router.get('/livez', (_request, response) => void response.json({ status: 'live' }));
  router.get('/readyz', (_request, response) => {
    const ready = isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'stopping' });
  });
  return router;
}
