import type * as z from 'zod';
import type { AnswerName } from './answers.ts';
import { answers } from './answers.ts';
import { controlExamples, controlTags } from './examples.ts';
import { streamQuery } from './event-stream.ts';
import { jsonSchema } from '../open-api/json-schema.ts';
import type { ControlRoute } from './route.ts';

/**
 * The OpenAPI 3.1 document of the control API, made from the table of its calls.
 * @param url where the simulator is
 */
export function openApiDocument(routes: readonly ControlRoute[], base: string, url = 'http://127.0.0.1:8080'): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    for (const path of pathsOf(route)) (paths[base + path] ??= {})[route.method] = operation(route, path);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'ece-simulator control API',
      version: '1',
      description:
        'Drives the simulator: the world, the agents, the clock, faults, journal, partitions, snapshots. What concerns one partition stands at the root for the default partition and below /partitions/{partition} for each.',
    },
    servers: [{ url }],
    tags: Object.entries(controlTags).map(([name, description]) => ({ name, description })),
    paths: {
      ...paths,
      [`${base}/openapi.json`]: {
        get: {
          ...head('get', '/openapi.json', 'This document'),
          responses: {
            200: { description: 'The document', content: { 'application/json': { schema: { type: 'object' } } } },
            ...failures({}),
          },
        },
      },
      '/livez': { get: probe('livez', 'Whether the process runs') },
      '/readyz': { get: probe('readyz', 'Whether calls are answered', { 503: 'The simulator stops' }) },
      [`${base}/events`]: { get: stream('Everything that happens in every partition', '/events') },
      [`${base}/partitions/{partition}/events`]: {
        get: stream('Everything that happens in one partition', '/partitions/{partition}/events'),
      },
    },
    components: {
      schemas: Object.fromEntries(Object.entries(answers).map(([name, schema]) => [name, jsonSchema(schema, 'output')])),
      securitySchemes: { controlToken: { type: 'http', scheme: 'bearer', description: 'Needed when a control token is set' } },
    },
    security: [{}, { controlToken: [] }],
  };
}

/** For those who wait for the simulator: outside the base, and without a token. */
function probe(name: string, summary: string, otherwise: Failures = {}): object {
  const content = { 'application/json': { schema: { type: 'object', properties: { status: { type: 'string' } } } } };
  const statuses = Object.entries({ 200: 'It does', ...otherwise });
  return {
    summary,
    operationId: name,
    parameters: [],
    responses: Object.fromEntries(statuses.map(([status, description]) => [status, { description, content }])),
  };
}

function pathsOf({ path, scope }: ControlRoute): string[] {
  return scope === 'partition' ? [path, `/partitions/{partition}${path}`] : [path];
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function head(method: ControlRoute['method'], path: string, summary: string, query?: z.ZodType): object {
  return {
    tags: [tagOf(path)],
    summary,
    operationId: `${method} ${path}`.replaceAll(/[^\w]+(\w)?/g, (_, letter?: string) => letter?.toUpperCase() ?? ''),
    parameters: [...pathParameters(path), ...(query === undefined ? [] : queryParameters(query))],
  };
}

/** What a call is about: the first word of its path, without the partition. */
function tagOf(path: string): string {
  return /^\/(?:partitions\/\{partition\}\/)?([\w.-]+)/.exec(path)?.[1] ?? 'simulator';
}

function operation(route: ControlRoute, path: string): object {
  return {
    ...head(route.method, path, route.summary, route.query),
    ...(route.body !== null && {
      requestBody: {
        required: !route.body.safeParse(undefined).success,
        content: { 'application/json': { schema: jsonSchema(route.body), ...exampleOf(route) } },
      },
    }),
    responses: {
      [route.status]: success(route),
      ...failures({
        ...(path.includes('{') ? noSuchThing : {}),
        ...(route.body === null ? {} : tooLarge),
        ...(route.answer === null ? {} : tooMany),
        ...route.failures,
      }),
    },
  };
}

/** A snapshot has no example: only a simulator writes one. */
function exampleOf({ method, path }: ControlRoute): object {
  const example = controlExamples[`${method} ${path}`];
  return example === undefined ? {} : { example };
}

type Failures = Readonly<Record<number, string>>;

const noSuchThing: Failures = { 404: 'An id in the path names nothing: its parameter, and which ids exist. Nothing was changed' };
const tooLarge: Failures = { 413: 'The body is too large' };
const tooMany: Failures = {
  503: 'The answer is large, and too many large ones are wanted at a time: ask again after `Retry-After`',
};

function success({ status, answer }: ControlRoute): object {
  if (answer === null) return { description: 'Done' };
  const schema = typeof answer === 'string' ? reference(answer) : { type: 'array', items: reference(answer[0]) };
  return { description: status === 201 ? 'Made' : 'The answer', content: { 'application/json': { schema } } };
}

function failures(own: Failures): object {
  const all = {
    400: 'A value of the body or the query is wrong or names nothing: its path, why, and what is allowed. Nothing was changed',
    401: 'The control token is missing or another',
    403: 'A page of another origin calls',
    409: 'It cannot be done now, and why. Nothing was changed',
    ...own,
  };
  const content = { 'application/json': { schema: reference('Problem') } };
  return Object.fromEntries(Object.entries(all).map(([status, description]) => [status, { description, content }]));
}

function reference(name: AnswerName): object {
  return { $ref: `#/components/schemas/${name}` };
}

function queryParameters(query: z.ZodType): object[] {
  const { properties = {} } = jsonSchema(query) as { properties?: Record<string, object> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function stream(summary: string, path: string) {
  return {
    ...head('get', path, summary, streamQuery),
    responses: {
      200: {
        description: 'Server-sent events, named journal, world, or console for what a part of the console tells',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      ...failures(path.includes('{') ? noSuchThing : {}),
    },
  };
}
