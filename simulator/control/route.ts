import * as z from 'zod';
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
  readonly run: (doors: Doors, input: ControlInput<never, never>) => unknown;
}

const noQuery = z.strictObject({});

interface Definition<Query extends z.ZodType, Body extends z.ZodType> {
  summary: string;
  query?: Query;
  body?: Body;
  status?: ControlRoute['status'];
  run: (doors: Doors, input: ControlInput<z.output<Query>, z.output<Body>>) => unknown;
}

/** `route('partition', 'post /clock/advance', {...})` */
export function route<Query extends z.ZodType = typeof noQuery, Body extends z.ZodType = z.ZodNever>(
  scope: ControlRoute['scope'],
  methodAndPath: `${ControlRoute['method']} /${string}`,
  definition: Definition<Query, Body>,
): ControlRoute {
  const [method, path] = methodAndPath.split(' ') as [ControlRoute['method'], string];
  const { summary, query, body, status, run } = definition;
  return {
    method,
    path,
    scope,
    summary,
    query: query ?? noQuery,
    body: body ?? null,
    status: status ?? 200,
    run: run,
  };
}

/** A value of the query as the number that it must be. */
export const numberInQuery = (type: z.ZodNumber | z.ZodInt) => z.string().transform(Number).pipe(type);
