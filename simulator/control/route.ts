import * as z from 'zod';
import type { ConsoleParts } from '../console/parts.ts';
import type { AnswerName } from './answers.ts';
import type { Partition } from '../partition.ts';
import type { Simulator } from '../simulator.ts';

/** What a control call may use: the simulator, the partition that its path names (or the default one), and the parts of the console. */
export interface ControlContext {
  readonly simulator: Simulator;
  readonly partition: Partition;
  readonly parts: ConsoleParts;
  /** Is aborted when the caller goes away before its answer. */
  readonly signal: AbortSignal;
}

export type ControlMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type ControlScope = 'simulator' | 'partition';
/** The answer, alone or in a list; null with 204. */
export type ControlResult = AnswerName | readonly [AnswerName] | null;

/** The parameters of a path: `{ readonly agent: string }` for `/agents/{agent}`. */
export type PathParameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Parameter in Name]: string } & PathParameters<Rest>
  : unknown;

export interface ControlInput<Path extends string, Query, Body> {
  readonly params: PathParameters<Path>;
  readonly query: Query;
  readonly body: Body;
  /** The body as it was sent, where the call reads it itself; empty elsewhere. */
  readonly text: string;
}

/** One call of the control API: the router, the client and the OpenAPI document are made from its row. */
export interface ControlRoute<
  Scope extends ControlScope = ControlScope,
  Method extends ControlMethod = ControlMethod,
  Path extends string = string,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType | null = z.ZodType | null,
  Result extends ControlResult = ControlResult,
> {
  readonly method: Method;
  /** Below `/_sim/v1`; `{name}` is a parameter. */
  readonly path: Path;
  /** A call of one partition stands below `/partitions/{partition}` too. */
  readonly scope: Scope;
  readonly summary: string;
  readonly query: Query;
  /** Null when the call takes no body. */
  readonly body: Body;
  /** Whether the call reads the text of its body itself, because it is large. */
  readonly readsText: boolean;
  /** The most bytes of its body. */
  readonly largestBody: number;
  /** The most members and items of its body, in all. */
  readonly mostValues: number;
  /** Status of success; 204 has no body. */
  readonly status: 200 | 201 | 204;
  readonly answer: Result;
  /** The failures of this call, beside those of every call. */
  readonly failures: Readonly<Record<number, string>>;
  readonly run: (context: ControlContext, input: never) => unknown;
}

const noQuery = z.strictObject({});
const mebibyte = 1024 * 1024;
/** Of most bodies, which are read in one piece: a larger one would hold up all calls. */
export const usualBody = 4 * mebibyte;
/** Of a snapshot, a world, and a file. */
export const largeBody = 64 * mebibyte;

/** More than any body has but a world. The check of a body costs more than its parsing. */
const usualValues = 20_000;

interface Definition<Path extends string, Query extends z.ZodType, Body extends z.ZodType | null, Result extends ControlResult> {
  readonly summary: string;
  readonly query?: Query;
  readonly body?: Body;
  readonly readsText?: boolean;
  readonly largestBody?: number;
  readonly mostValues?: number;
  readonly status?: ControlRoute['status'];
  readonly answer?: Result;
  readonly failures?: ControlRoute['failures'];
  readonly run: (
    context: ControlContext,
    input: ControlInput<Path, z.output<Query>, Body extends z.ZodType ? z.output<Body> : undefined>,
  ) => unknown;
}

/** `route('partition', 'post /clock/advance', {...})` */
export function route<
  Scope extends ControlScope,
  Method extends ControlMethod,
  const Path extends string,
  Query extends z.ZodType = typeof noQuery,
  Body extends z.ZodType | null = null,
  const Result extends ControlResult = null,
>(
  scope: Scope,
  methodAndPath: `${Method} ${Path}`,
  definition: Definition<Path, Query, Body, Result>,
): ControlRoute<Scope, Method, Path, Query, Body, Result> {
  const [method, path] = methodAndPath.split(' ') as [Method, Path];
  const { summary, query = noQuery, body = null, readsText = false, answer = null, failures = {}, run } = definition;
  const status = definition.status ?? (answer === null ? 204 : 200);
  return {
    method,
    path,
    scope,
    summary,
    query: query as Query,
    body: body as Body,
    readsText,
    largestBody: definition.largestBody ?? usualBody,
    mostValues: definition.mostValues ?? usualValues,
    status,
    answer: answer as Result,
    failures,
    run,
  };
}

/** Reads a number in the query. */
export function numberInQuery(type: z.ZodInt) {
  return z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(type);
}
