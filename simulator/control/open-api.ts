import * as z from 'zod';
import { streamQuery } from './event-stream.ts';
import type { ControlRoute } from './route.ts';

/** The OpenAPI 3.1 document of the control API, made from the table of its calls. */
export function openApiDocument(routes: readonly ControlRoute[], base: string): object {
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
    paths: {
      ...paths,
      [`${base}/openapi.json`]: { get: { summary: 'This document', responses: { 200: { description: 'The document' } } } },
      [`${base}/events`]: { get: stream('Everything that happens in every partition', '/events') },
      [`${base}/partitions/{partition}/events`]: {
        get: stream('Everything that happens in one partition', '/partitions/{partition}/events'),
      },
    },
    components: {
      schemas: { Problem: problem },
      securitySchemes: { controlToken: { type: 'http', scheme: 'bearer', description: 'Needed when a control token is set' } },
    },
    security: [{}, { controlToken: [] }],
  };
}

function pathsOf({ path, scope }: ControlRoute): string[] {
  return scope === 'partition' ? [path, `/partitions/{partition}${path}`] : [path];
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function operation(route: ControlRoute, path: string): object {
  const answer = (description: string) => ({
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  return {
    summary: route.summary,
    operationId: `${route.method} ${path}`.replaceAll(/[^\w]+(\w)?/g, (_, letter?: string) => letter?.toUpperCase() ?? ''),
    parameters: [...pathParameters(path), ...queryParameters(route.query)],
    ...(route.body !== null && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body) } } },
    }),
    responses: {
      [route.status]: {
        description: route.status === 204 ? 'Done' : 'The answer',
        ...(route.status !== 204 && { content: { 'application/json': {} } }),
      },
      400: answer('A value is wrong or names nothing; nothing was changed'),
      409: answer('It cannot be done now'),
    },
  };
}

function queryParameters(query: z.ZodType): object[] {
  const { properties = {} } = jsonSchema(query) as { properties?: Record<string, object> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function jsonSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' });
  return rest;
}

const stream = (summary: string, path: string) => ({
  summary,
  parameters: [...pathParameters(path), ...queryParameters(streamQuery)],
  responses: { 200: { description: 'Server-sent events, named journal or world', content: { 'text/event-stream': {} } } },
});

const problem = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        kind: { enum: ['invalid', 'unknown', 'impossible', 'timeout', 'refused', 'defect'] },
        path: { type: 'string', description: 'dotted path of the offending value' },
        message: { type: 'string' },
        allowed: { description: 'what is allowed, or which ids exist' },
      },
    },
  },
};
