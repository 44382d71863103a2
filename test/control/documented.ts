import * as z from 'zod';
import type { ControlAnswer } from '../../simulator/control/client.ts';
import { Control } from '../../simulator/control/client.ts';
import { openApiDocument } from '../../simulator/control/open-api.ts';
import { controlBase } from '../../simulator/control/base.ts';
import { controlRoutes } from '../../simulator/control/routes.ts';

type Schema = Parameters<typeof z.fromJSONSchema>[0];

export interface DocumentedOperation {
  readonly operationId?: string;
  readonly summary: string;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: Schema }[];
  readonly requestBody?: { content: { 'application/json': { schema: Schema } } };
  readonly responses: Readonly<Record<string, { description: string; content?: Record<string, { schema: Schema }> }>>;
}

export interface OpenApi {
  readonly openapi: string;
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

/** Calls the control API and validates every answer against the document. */
export class DocumentedControl extends Control {
  /** The operations that were called with success, e.g. `get /_sim/v1/clock`. */
  readonly succeeded = new Set<string>();

  override async call(...[method, path, body, headers]: Parameters<Control['call']>): Promise<ControlAnswer> {
    const answer = await super.call(method, path, body, headers);
    const { pathname } = new URL(this.base + path);
    const operation = known.find((one) => one.method === method && one.pattern.test(pathname));
    // Operations that are not in the document answer 404.
    if (operation === undefined && answer.status === 404) return answer;
    const schema = operation?.answers.get(answer.status);
    if (operation === undefined || schema === undefined)
      throw new Error(`${method} ${path}: the document does not know the status ${answer.status} ${JSON.stringify(answer.json)}`);
    const result = schema.safeParse(answer.json);
    if (!result.success)
      throw new Error(`${operation.name} ${answer.status}: ${z.prettifyError(result.error)}\n${JSON.stringify(answer.json)}`);
    if (answer.status < 300) this.succeeded.add(operation.name);
    return answer;
  }
}
