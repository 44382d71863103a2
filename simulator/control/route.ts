import * as z from 'zod';
import type { AnswerName } from './answers.ts';
import type { Partition } from '../partition.ts';
import type { Simulator } from '../simulator.ts';

/** What a control call may use: the simulator, and the partition that its path names (or the default one). */
export interface Doors {
  readonly simulator: Simulator;
  readonly partition: Partition;
}

export interface ControlInput<Query, Body> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
}

/** One call of the control API: a row from which the router and the OpenAPI document are made. */
export interface ControlRoute {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/_sim/v1`; `{name}` is a parameter. */
  readonly path: string;
  /** A call of one partition stands below `/partitions/{partition}` too. */
  readonly scope: 'simulator' | 'partition';
  readonly summary: string;
  readonly query: z.ZodType;
  /** Null when the call takes no body. */
  readonly body: z.ZodType | null;
  /** Status of success; 204 has no body. */
  readonly status: 200 | 201 | 204;
  /** What is answered, alone or in a list; null with 204. */
  readonly answer: AnswerName | readonly [AnswerName] | null;
  /** Statuses of failure that are its own, beside those of every call. */
  readonly failures: Readonly<Record<number, string>>;
  readonly run: (doors: Doors, input: ControlInput<never, never>) => unknown;
}

const noQuery = z.strictObject({});

interface Definition<Query extends z.ZodType, Body extends z.ZodType> {
  summary: string;
  query?: Query;
  body?: Body;
  status?: ControlRoute['status'];
  answer?: NonNullable<ControlRoute['answer']>;
  failures?: ControlRoute['failures'];
  run: (doors: Doors, input: ControlInput<z.output<Query>, z.output<Body>>) => unknown;
}

/** `route('partition', 'post /clock/advance', {...})` */
export function route<Query extends z.ZodType = typeof noQuery, Body extends z.ZodType = z.ZodNever>(
  scope: ControlRoute['scope'],
  methodAndPath: `${ControlRoute['method']} /${string}`,
  definition: Definition<Query, Body>,
): ControlRoute {
  const [method, path] = methodAndPath.split(' ') as [ControlRoute['method'], string];
  const { summary, query, body, answer, run } = definition;
  return {
    method,
    path,
    scope,
    summary,
    query: query ?? noQuery,
    body: body ?? null,
    status: definition.status ?? (answer === undefined ? 204 : 200),
    answer: answer ?? null,
    failures: definition.failures ?? {},
    run,
  };
}

/** A value of the query as the number that it must be. */
export function numberInQuery(type: z.ZodInt) {
  return z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(type);
}
