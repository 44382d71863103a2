import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { errors, type ErrorKey } from '../simulator/protocol/errors.ts';
import { type OperationId, type OperationRow, operations } from '../simulator/protocol/operations.ts';
import { bodyFormat } from '../simulator/protocol/representation.ts';
import { compileRoutes, routesOf } from '../simulator/protocol/routes.ts';
import { error as errorBody } from '../simulator/protocol/schemas/answers.ts';
import { bodySchemas } from '../simulator/protocol/schemas/bodies.ts';
import { defaultSettings } from '../simulator/protocol/settings.ts';
import { readXml } from '../simulator/protocol/xml.ts';
import { interactions } from './consumer/contract.ts';
import { committedPact } from './consumer/pact.ts';
import { readInteractions } from './provider/pact-files.ts';

/** A call of the pact and its answer, as far as the operations table speaks of them. */
interface Exchange {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Record<string, unknown>;
    readonly body?: Body;
  };
  readonly response: { readonly status: number; readonly body?: Body };
}
interface Body {
  readonly content: unknown;
  readonly contentType: string;
}

const find = compileRoutes(routesOf(defaultSettings));
const operationOf = new Map<string, OperationId>(interactions.map(({ description, operation }) => [description, operation]));

const calls = (await readInteractions([committedPact]))
  .filter(({ kind }) => kind === 'http')
  .map(({ description, pact }) => {
    const { interactions: all } = JSON.parse(pact) as { interactions: [Exchange] };
    return { description, ...all[0], operation: operationOf.get(description)! };
  });

/** Searches that find nobody: spec 12.3. */
const emptyAnswers: Partial<Record<OperationId, number>> = { searchCustomers: 204 };

/** Bodies of refusals that have no code: spec 3 and 12.1. */
const refusalForms: Partial<Record<OperationId, z.ZodType>> = {
  obtainToken: z.strictObject({ error: z.string(), error_description: z.string() }),
  logIn: z.strictObject({ message: z.string() }),
};

function statusesOf({ refusals }: OperationRow): Set<number> {
  return new Set(refusals.map((key) => Number(errors[key].code.slice(0, 3))));
}

/** `*` stands for any name, `custom.*` for any that begins so. */
function isQuery(known: string, name: string): boolean {
  return known.endsWith('*') ? name.startsWith(known.slice(0, -1)) : known === name;
}

function valueOf({ content, contentType }: Body): unknown {
  if (typeof content !== 'string') return content;
  return contentType.includes('xml') ? readXml(content).value : content;
}

it('the table of the consumer and the committed contract are about the same calls', () => {
  expect(calls.map(({ description }) => description).sort()).toEqual([...operationOf.keys()].sort());
});

describe.each(calls)('$description', ({ operation, request, response }) => {
  const row: OperationRow = operations[operation];

  it('asks as the operations table says', () => {
    const found = find(request.method, request.path);
    expect(found.found && found.route.operation).toBe(operation);
    const names = Object.keys(request.query ?? {});
    // What ECE does not know is asked only in order to be refused.
    if (response.status === 400) return;
    expect(names.filter((name) => !row.query.some((known) => isQuery(known, name)))).toEqual([]);
    if (row.body === 'form') expect(request.body?.content).toBe('grant_type=client_credentials');
    else if (row.body === null || row.body === 'empty') expect(request.body).toBeUndefined();
    else bodySchemas(defaultSettings, bodyFormat(request.body!.contentType))[row.body].parse(valueOf(request.body!));
  });

  it('is answered as the operations table says', () => {
    const { status, body } = response;
    if (status < 400) {
      expect(status).toBe(body === undefined ? (emptyAnswers[operation] ?? row.answer.status) : row.answer.status);
      if (body !== undefined) expect(misfits(row.answer.schema, body)).toEqual([]);
      return;
    }
    expect([...statusesOf(row)]).toContain(status);
    const form = refusalForms[operation] ?? errorBody;
    const { code } = form.parse(valueOf(body!)) as { code?: string };
    if (code === undefined) return;
    const keys = Object.entries(errors).filter(([, known]) => known.code === code);
    expect(row.refusals).toEqual(expect.arrayContaining(keys.map(([key]) => key as ErrorKey)));
    expect(keys).toHaveLength(1);
    expect(code).toBe(`${status}-${code.slice(4)}`);
  });
});

/** A consumer names only what it reads, so nothing is missing; what it names must be what the call answers. */
function misfits(schema: z.ZodType | null, { content, contentType }: Body): readonly object[] {
  // Of XML the form differs from call to call: the simulator's own tests know it.
  if (schema === null || contentType.includes('xml')) return [];
  const { error } = schema.safeParse(content);
  return (error?.issues ?? []).filter(({ message }) => !message.endsWith('received undefined'));
}
