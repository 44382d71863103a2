import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { controlExamples } from '../../simulator/control/examples.ts';
import { controlRoutes } from '../../simulator/control/routes.ts';
import { samples } from './document-samples.ts';
import type { DocumentedOperation } from './documented.ts';
import { openApi, zodOf } from './documented.ts';
import { credentialsOf } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { startOnSocket } from './running.ts';

/** The rules of OpenAPI 3.1 for the parts that the document has. */
const schema = z.union([z.boolean(), z.looseObject({})]);
const content = z.record(z.string().regex(/^\w+\/[\w.+-]+$/), z.strictObject({ schema, example: z.unknown().optional() }));
const response = z.strictObject({ description: z.string().min(1), content: content.optional() });
const operation = z.strictObject({
  tags: z.array(z.string()).length(1).optional(),
  summary: z.string().min(1),
  operationId: z.string().regex(/^[A-Za-z]\w*$/),
  parameters: z.array(
    z.strictObject({
      name: z.string().min(1),
      in: z.enum(['path', 'query']),
      required: z.boolean(),
      description: z.string().optional(),
      schema,
    }),
  ),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), response),
});
const document = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  paths: z.record(
    z.string().regex(/^\/(_sim\/v1\/|livez$|readyz$)/),
    z.partialRecord(z.enum(['get', 'put', 'post', 'patch', 'delete']), operation),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), schema),
    securitySchemes: z.record(
      z.string(),
      z.strictObject({ type: z.literal('http'), scheme: z.literal('bearer'), description: z.string() }),
    ),
  }),
  security: z.array(z.record(z.string(), z.array(z.string()))),
});

const operations: [string, string, DocumentedOperation][] = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, one]): [string, string, DocumentedOperation] => [method, path, one]),
);

describe('the OpenAPI document', () => {
  it('is one of version 3.1', () => {
    expect(document.safeParse(openApi).error).toBeUndefined();
  });

  it('is served as it is', async () => {
    const { simulator, control } = await startOnSocket();
    const here = { ...openApi, servers: [{ url: simulator.url }] };
    expect(await control.request('GET', '/openapi.json')).toEqual(JSON.parse(JSON.stringify(here)));
  });

  it('says what each group of calls is about', () => {
    const used = operations.flatMap(([, , { tags = [] }]) => tags);
    expect(openApi.tags.map(({ name }) => name).sort()).toEqual([...new Set(used)].sort());
  });

  it.each(controlRoutes.filter(({ body, path }) => body !== null && path !== '/snapshots/{snapshot}'))(
    'has a valid example of the body of $method $path',
    ({ method, path, body }) => {
      const example = controlExamples[`${method} ${path}`];
      expect(example).toBeDefined();
      expect(body!.safeParse(example).error).toBeUndefined();
    },
  );

  it('gives each operation an id of its own', () => {
    const ids = operations.map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(operations)(
    '%s %s declares the parameters of its path, and schemas that can be read',
    (_method, path, { parameters, requestBody, responses }) => {
      const inPath = parameters!.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(parameters!.every((parameter) => parameter.in === 'query' || parameter.required)).toBe(true);
      const bodies = Object.values(responses).flatMap((one) => Object.values(one.content ?? {}));
      for (const body of [...bodies, ...Object.values(requestBody?.content ?? {})]) expect(zodOf(body.schema)).toBeDefined();
    },
  );

  it('is true: every operation of it is answered as it says', async () => {
    const { simulator, control } = await startOnSocket({
      settings: { 'conversation.idleTimeoutSeconds': 600 },
      consoleParts: {
        echo: () => Promise.resolve({ ask: (_partition, request) => Promise.resolve(request), close: () => Promise.resolve() }),
      },
    });
    await control.post('/partitions', { body: { name: 'sample' } });
    for (const prefix of ['', '/partitions/sample']) {
      const partition = simulator.partition(prefix === '' ? 'default' : 'sample');
      const [application] = partition.applications.list();
      const ece = await EceClient.authorized(simulator.url, credentialsOf(application!));
      for (const [method, path, body] of await samples(partition, ece)) await control.request(method, prefix + path, body);
    }
    for (const [method, path, body] of [
      ['GET', '/openapi.json'],
      ['GET', '/ece-openapi.json'],
      ['GET', '/settings'],
      ['PATCH', '/settings', { 'conversation.idleTimeoutSeconds': 300 }],
      ['PUT', '/url', { url: simulator.url }],
      ['GET', '/url'],
      ['GET', '/state'],
      ['GET', '/partitions'],
      ['GET', '/partitions/sample'],
      ['POST', '/partitions/sample/console/echo', { ask: 'anything' }],
      ['POST', '/partitions/sample/reset'],
      ['DELETE', '/partitions/sample'],
      ['POST', '/snapshots', { name: 'one' }],
      ['GET', '/snapshots'],
      ['GET', '/snapshots/one'],
      ['PUT', '/snapshots/two', JSON.parse(simulator.snapshots.export()) as unknown],
      ['POST', '/snapshots/two/restore'],
      ['DELETE', '/snapshots/two'],
      ['GET', '/console'],
      ['POST', '/console/echo', { ask: 'anything' }],
      ['POST', '/reset'],
    ] as const)
      await control.request(method, path, body);
    const streams = ['get /_sim/v1/events', 'get /_sim/v1/partitions/{partition}/events'];
    const all = operations.map(([method, path]) => `${method} ${path}`).filter((name) => !streams.includes(name));
    const probes = ['get /livez', 'get /readyz'];
    for (const probe of probes) expect((await fetch(simulator.url + probe.slice('get '.length))).status, probe).toBe(200);
    expect([...control.succeeded, ...probes].sort()).toEqual(all.sort());
  });
});
