import * as z from 'zod';
import type { ControlClient } from '../../simulator/control/client-types.ts';
import { createControlClient } from '../../simulator/control/client.ts';
import { openApiDocument } from '../../simulator/control/open-api.ts';
import { controlBase } from '../../simulator/control/base.ts';
import { controlRoutes } from '../../simulator/control/routes.ts';

type Schema = Parameters<typeof z.fromJSONSchema>[0];

export interface DocumentedOperation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary: string;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: Schema }[];
  readonly requestBody?: { content: { 'application/json': { schema: Schema } } };
  readonly responses: Readonly<Record<string, { description: string; content?: Record<string, { schema: Schema }> }>>;
}

export interface OpenApi {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export const openApi = openApiDocument(controlRoutes, controlBase) as OpenApi;

/** A schema of the document, with its references resolved. */
export function zodOf(schema: Schema): z.ZodType {
  if (typeof schema === 'boolean') return z.fromJSONSchema(schema);
  if (schema.$ref !== undefined) return zodOf(openApi.components.schemas[schema.$ref.replace('#/components/schemas/', '')]!);
  if (schema.type === 'array' && schema.items !== undefined) return z.array(zodOf(schema.items as Schema));
  return z.fromJSONSchema(schema);
}

const known = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => {
    const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    const answers = Object.entries(operation.responses).map(([status, { content }]) => {
      const schema = content?.['application/json']?.schema;
      return [Number(status), schema === undefined ? z.undefined() : zodOf(schema)] as const;
    });
    return { name: `${method} ${path}`, method: method.toUpperCase(), pattern, answers: new Map(answers) };
  }),
);

interface ControlAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined when there is no body. */
  readonly json: unknown;
}

/** The typed client, and calls by hand for what it would not send. */
export type TestControl = ControlClient & {
  /** What was called with success, e.g. `get /_sim/v1/clock`. */
  readonly succeeded: ReadonlySet<string>;
  readonly advance: (ms: number) => Promise<unknown>;
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<ControlAnswer>;
  /** Status and problem of a call by hand that must fail. */
  readonly refused: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; kind: string; path: string; message: string; allowed?: unknown }>;
};

interface TestControlOptions {
  readonly partition?: string;
  /** The header, for what a token alone cannot say. */
  readonly authorization?: string | undefined;
}

/** Calls the control API and compares every answer with the document. */
export function documentedControl(url: string, { partition, authorization }: TestControlOptions = {}): TestControl {
  const succeeded = new Set<string>();
  const own: Record<string, string> = authorization === undefined ? {} : { authorization };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const headers = { ...own, ...(init?.headers as Record<string, string> | undefined) };
    const response = await globalThis.fetch(input, { ...init, headers });
    const name = checkAnswer(init?.method ?? 'GET', input as string, response.status, await response.clone().text());
    if (name !== undefined) succeeded.add(name);
    return response;
  };
  // Where a partition is given, what concerns the whole simulator is not there: tests see that too.
  const client = createControlClient(url, { partition: partition as undefined, fetch });

  const call: TestControl['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(client.base + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  return {
    ...client,
    succeeded,
    advance: (ms) => client.post('/clock/advance', { body: { ms } }),
    call,
    refused: async (method, path, body) => {
      const { status, json } = await call(method, path, body);
      if (status < 400) throw new Error(`${method} ${path} is not refused: ${status} ${JSON.stringify(json)}`);
      return { status, ...(json as { error: { kind: string; path: string; message: string; allowed?: unknown } }).error };
    },
  };
}

/** The name of the operation when it succeeded. */
function checkAnswer(method: string, url: string, status: number, text: string): string | undefined {
  const { pathname } = new URL(url);
  const operation = known.find((one) => one.method === method && one.pattern.test(pathname));
  // What the document does not know is answered 404.
  if (operation === undefined && status === 404) return undefined;
  const schema = operation?.answers.get(status);
  if (operation === undefined || schema === undefined)
    throw new Error(`${method} ${pathname}: the document does not know the status ${status} ${text}`);
  const result = schema.safeParse(text === '' ? undefined : JSON.parse(text));
  if (!result.success) throw new Error(`${operation.name} ${status}: ${z.prettifyError(result.error)}\n${text}`);
  return status < 300 ? operation.name : undefined;
}
