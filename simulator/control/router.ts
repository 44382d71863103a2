import type { ErrorRequestHandler, Request, Response } from 'express';
import express, { Router } from 'express';
import { ConfigurationError } from '../configuration-error.ts';
import { WaitTimeout } from '../doors/happenings.ts';
import { parsed } from '../doors/parse.ts';
import { Problem } from '../doors/problem.ts';
import { SettingError } from '../protocol/settings.ts';
import type { Simulator } from '../simulator.ts';
import { clockRoutes } from './clock-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { EventStreams } from './event-stream.ts';
import { faultRoutes } from './fault-routes.ts';
import { guard } from './guard.ts';
import { journalRoutes } from './journal-routes.ts';
import { openApiDocument } from './open-api.ts';
import { peopleRoutes } from './people-routes.ts';
import type { ControlRoute } from './route.ts';
import { simulatorRoutes } from './simulator-routes.ts';
import { worldRoutes } from './world-routes.ts';

export const controlBase = '/_sim/v1';

/** Every call of the control API. */
export const controlRoutes: readonly ControlRoute[] = [
  ...worldRoutes,
  ...peopleRoutes,
  ...conversationRoutes,
  ...clockRoutes,
  ...faultRoutes,
  ...journalRoutes,
  ...simulatorRoutes,
];

/** A snapshot with files in it can be large. */
const largestBody = '64mb';

export interface ControlOptions {
  /** What callers must know; undefined: whoever reaches it may drive it. */
  controlToken: string | undefined;
  onDefect: (error: unknown) => void;
}

/** The control API: a thin skin over the doors that code has. */
export function controlRouter(simulator: Simulator, { controlToken, onDefect }: ControlOptions): Router {
  const router = Router();
  router.use(guard(controlToken, () => simulator.url));
  router.use(express.text({ limit: largestBody, type: () => true }));
  router.get('/openapi.json', (_request, response) => void response.json(openApiDocument(controlRoutes, controlBase)));
  const streams = new EventStreams(simulator);
  router.get('/events', (request, response) => streams.serve(undefined, request, response));
  router.get('/partitions/:partition/events', (request, response) =>
    streams.serve(simulator.partition(request.params.partition).name, request, response),
  );
  for (const route of controlRoutes) {
    const handler = (request: Request, response: Response) => handle(simulator, route, request, response);
    router[route.method](expressPath(route.path), handler);
    if (route.scope === 'partition') router[route.method](`/partitions/:partition${expressPath(route.path)}`, handler);
  }
  router.use((request) => {
    throw new Problem(
      'unknown',
      '',
      `The control API has no ${request.method} ${request.path}; see ${controlBase}/openapi.json.`,
    );
  });
  router.use(answerProblem(onDefect));
  return router;
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

async function handle(simulator: Simulator, route: ControlRoute, request: Request, response: Response): Promise<void> {
  const params = request.params as Record<string, string>;
  const partition = simulator.partition(params['partition'] ?? 'default');
  const query = parsed(route.query, Object.fromEntries(new URL(request.originalUrl, 'http://x').searchParams));
  const body = route.body === null ? undefined : parsed(route.body, jsonIn(request));
  const result = await route.run({ simulator, partition }, { params, query, body } as never);
  if (route.status === 204) response.status(204).end();
  else response.status(route.status).type('application/json').send(JSON.stringify(result, bytesAsLength));
}

/** Undefined when there is no body. */
function jsonIn(request: Request): unknown {
  const text = request.body as string | undefined;
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Problem('invalid', '', `The body is no JSON: ${(error as Error).message}`);
  }
}

/** Files are read where they are meant to be read, not in every view of the world. */
function bytesAsLength(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { bytes: value.byteLength } : value;
}

interface ProblemAnswer {
  status: number;
  kind: string;
  path: string;
  message: string;
  allowed?: unknown;
}

function answerProblem(onDefect: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const { status, ...problem } = answerOf(error);
    if (problem.kind === 'defect') onDefect(error);
    if (response.headersSent) next(error);
    else response.status(status).json({ error: problem });
  };
}

function answerOf(error: unknown): ProblemAnswer {
  if (error instanceof Problem) {
    const { kind, path, message, allowed } = error;
    return { status: kind === 'impossible' ? 409 : path === '' && kind === 'unknown' ? 404 : 400, kind, path, message, allowed };
  }
  if (error instanceof SettingError) return { status: 400, kind: 'invalid', path: error.path, message: error.message };
  if (error instanceof ConfigurationError) {
    const [first = ''] = error.problems;
    const colon = first.indexOf(':');
    return { status: 400, kind: 'invalid', path: first.slice(0, colon), message: first.slice(colon + 2), allowed: undefined };
  }
  if (error instanceof WaitTimeout) return { status: 408, kind: 'timeout', path: 'match', message: error.message };
  const { status, message } = error as { status?: number; message: string };
  if (status === 413) return { status, kind: 'invalid', path: '', message: `The body is larger than ${largestBody}.` };
  if (status !== undefined && status < 500) return { status: 400, kind: 'invalid', path: '', message };
  return { status: 500, kind: 'defect', path: '', message: 'The simulator failed; its log says why.' };
}
