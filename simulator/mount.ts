import type { RequestHandler } from 'express';
import { Router } from 'express';
import { ConsoleParts } from './console/parts.ts';
import { controlBase } from './control/base.ts';
import { controlRouter } from './control/router.ts';
import type { Middleware } from './http/express.ts';
import { eceRouter } from './http/express.ts';
import { hostCheck } from './http/host-check.ts';
import { isLoopback } from './http/loopback.ts';
import type { Simulator } from './simulator.ts';

export interface SimulatorRouterOptions {
  /** What callers of the control API must send, 16 characters or more. Without it, only this machine may call that API. */
  controlToken?: string;
  /** Values of the `Host` header, beside those of loopback, for which the control API answers. */
  allowedHosts?: readonly string[];
  /** Told of what no rule foresaw in the control API. Default: `console.error`. */
  onDefect?: (error: unknown) => void;
}

/**
 * A router that adds ECE's calls and the control API (`/_sim/v1`) to your own app: `app.use('/mock', simulatorRouter(simulator))`.
 * @throws {TypeError} for a control token that is too short
 */
export function simulatorRouter(simulator: Simulator, options: SimulatorRouterOptions = {}): Middleware {
  const { controlToken, allowedHosts = [], onDefect = (error) => console.error(error) } = options;
  if (controlToken !== undefined && controlToken.length < 16)
    throw new TypeError('controlToken must have at least 16 characters.');
  const parts = new ConsoleParts({}, { simulator, controlToken });
  const router = Router();
  router.use(controlBase, hostCheck({ allowed: () => allowedHosts, allowsNeighbours: false }));
  if (controlToken === undefined) router.use(controlBase, requireThisMachine);
  router.use(controlBase, controlRouter(simulator, { controlToken, parts, onDefect }));
  return router.use(eceRouter(simulator)) as unknown as Middleware;
}

const requireThisMachine: RequestHandler = ({ socket }, response, next) => {
  if (isLoopback(socket.remoteAddress?.replace(/^::ffff:/, '') ?? '')) {
    next();
    return;
  }
  const message = 'Without a control token only this machine may call the control API: give simulatorRouter a controlToken.';
  response.status(403).json({ error: { kind: 'refused', path: '', message } });
};
