import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import express, { Router } from 'express';
import * as z from 'zod';
import type { ConsoleParts } from '../console/parts.ts';
import { readInputInParts } from '../doors/read-input-in-parts.ts';
import { readInput } from '../doors/read-input.ts';
import { readUserText } from '../doors/user-text.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';
import { readJson, Unreadable } from '../protocol/json.ts';
import type { Simulator } from '../simulator.ts';
import { withPauses } from '../time/give-way.ts';
import { controlBase } from './base.ts';
import { EventStreams } from './event-stream.ts';
import { failureOf } from './failure.ts';
import { guard } from './guard.ts';
import { jsonPieces } from './json-pieces.ts';
import { LargeAnswers } from './large-answers.ts';
import { openApiDocument } from './open-api.ts';
import type { ControlContext, ControlInput, ControlRoute } from './route.ts';
import { controlRoutes } from './routes.ts';

export interface ControlOptions {
  /** The token that callers must send; undefined: every caller that reaches the API may use it. */
  controlToken: string | undefined;
  parts: ConsoleParts;
  onDefect: (error: unknown) => void;
}

/** The control API: a thin layer over the doors that code has. */
export function controlRouter(simulator: Simulator, { controlToken, parts, onDefect }: ControlOptions): Router {
  // Strict: a path that ends with an empty id, e.g. `/faults/`, must not reach the call of the whole list.
  const router = Router({ strict: true });
  router.use(guard(controlToken, () => simulator.url));
  router.get(
    '/openapi.json',
    (_request, response) => void response.json(openApiDocument(controlRoutes, controlBase, simulator.url)),
  );
  const served = { simulator, parts, large: new LargeAnswers() };
  serveEvents(router, served, onDefect);
  for (const route of controlRoutes) {
    const handler = withFailures((request, response) => serve(served, route, request, response), onDefect);
    const body = express.raw({ limit: route.largestBody, type: () => true });
    router[route.method](expressPath(route.path), body, handler);
    if (route.scope === 'partition') router[route.method](`/partitions/:partition${expressPath(route.path)}`, body, handler);
  }
  router.use((request, response) => {
    const message = `The control API has no ${request.method} ${request.path}; see ${controlBase}/openapi.json.`;
    response.status(404).json({ error: { kind: 'unknown', path: '', message } });
  });
  router.use(unreadable(onDefect));
  return router;
}

type Served = Pick<ControlContext, 'simulator' | 'parts'> & { readonly large: LargeAnswers };

function serveEvents(router: Router, { simulator, parts }: Served, onDefect: (error: unknown) => void): void {
  const streams = new EventStreams(simulator, parts);
  const handler = withFailures((request, response) => {
    const { partition } = request.params;
    streams.serve(partition === undefined ? undefined : simulator.partition(String(partition)).name, request, response);
  }, onDefect);
  router.get('/events', handler);
  router.get('/partitions/:partition/events', handler);
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

async function serve(
  { simulator, parts, large }: Served,
  route: ControlRoute,
  request: Request,
  response: Response,
): Promise<void> {
  const params = request.params as Record<string, string>;
  const partition = simulator.partition(params['partition'] ?? 'default');
  const query = readInput(route.query, Object.fromEntries(new URL(request.originalUrl, 'http://x').searchParams), 'The query');
  const text = route.readsText ? textOf(request.body) : '';
  const body = route.body === null || route.readsText ? undefined : await readBody(route.body, route.mostValues, request);
  const input: ControlInput<string, unknown, unknown> = { params, query, body, text };
  const result = await route.run({ simulator, partition, parts, signal: signalOf(response) }, input as never);
  if (route.status === 204) response.status(204).end();
  else await large.write(route.status, jsonPieces(result), response);
}

/** Is aborted when the connection closes. */
function signalOf(response: Response): AbortSignal {
  const caller = new AbortController();
  response.once('close', () => caller.abort(new ConflictError({ path: [], message: 'The caller went away.' })));
  return caller.signal;
}

/** With pauses in which other calls are answered: a body can be large. */
function readBody(schema: z.ZodType, mostValues: number, request: Request): Promise<unknown> {
  return withPauses(readInputInParts(schema, valueOf(request.body, mostValues), 'The body'));
}

/** As the router has read it, or what a parser of the app around it has made of it. */
function valueOf(body: unknown, mostValues: number): unknown {
  if (!(body instanceof Uint8Array) && typeof body !== 'string') return readParsed(body);
  const text = textOf(body);
  return text.trim() === '' ? undefined : parseJson(text, mostValues);
}

function textOf(body: unknown): string {
  if (!(body instanceof Uint8Array)) return typeof body === 'string' ? body : jsonOf(body);
  const read = readUserText(body);
  if ('problem' in read) throw new InvalidInputError([{ path: [], message: `The body ${read.problem}` }]);
  return read.text;
}

/** What a parser of the app around it has read, as text again. */
function jsonOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(readParsed(value));
}

/** What another parser has read may be nested deeper than what is read here. */
function readParsed(value: unknown): unknown {
  return readInput(z.unknown(), value, 'The body');
}

function parseJson(text: string, mostValues: number): unknown {
  try {
    return readJson(text, mostValues);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new InvalidInputError([{ path: [], message: `The body is no JSON: ${error.message}.` }]);
  }
}

/** Answers the errors of the task here, because later handlers of Express no longer know the parameters of the path. */
function withFailures(
  task: (request: Request, response: Response) => void | Promise<void>,
  onDefect: (error: unknown) => void,
): RequestHandler {
  return async (request, response, next) => {
    try {
      await task(request, response);
    } catch (error) {
      answerFailure(error, request.params, response, onDefect, next);
    }
  };
}

/** Answers requests that Express cannot read. */
function unreadable(onDefect: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => answerFailure(error, {}, response, onDefect, next);
}

function answerFailure(
  error: unknown,
  parameters: Readonly<Record<string, unknown>>,
  response: Response,
  onDefect: (error: unknown) => void,
  next: (error: unknown) => void,
): void {
  const { status, ...failure } = failureOf(error, parameters);
  if (failure.kind === 'defect') onDefect(error);
  if (status === 503) response.setHeader('retry-after', '1');
  if (response.headersSent) next(error);
  else response.status(status).json({ error: failure });
}
