import type * as z from 'zod';
import type { AnswerName, answers } from './answers.ts';
import type { ControlMethod, ControlScope, PathParameters } from './route.ts';
import type { controlRoutes } from './routes.ts';

type Route = (typeof controlRoutes)[number];
type RouteOf<Scope extends ControlScope, Method extends ControlMethod> = Extract<Route, { scope: Scope; method: Method }>;
type PathOf<Scope extends ControlScope, Method extends ControlMethod> = RouteOf<Scope, Method>['path'];
type RouteAt<Method extends ControlMethod, Path> = Route extends infer One
  ? One extends { method: Method; path: infer Paths }
    ? Path extends Paths
      ? One
      : never
    : never
  : never;

/** The type of each answer of the control API, by its name in the OpenAPI document. */
export type ControlAnswers = { readonly [Name in AnswerName]: z.output<(typeof answers)[Name]> };

type AnswerOf<One> = One extends { answer: infer Result }
  ? Result extends AnswerName
    ? ControlAnswers[Result]
    : Result extends readonly [infer Name extends AnswerName]
      ? readonly ControlAnswers[Name][]
      : undefined
  : never;

/** A URL holds only text, so numbers are written as text. */
type QueryOf<Query> = { readonly [Name in keyof Query]: Query[Name] | (string extends Query[Name] ? number : never) };

type ParamsPart<Path extends string> = unknown extends PathParameters<Path> ? unknown : { readonly params: PathParameters<Path> };
type QueryPart<One> = One extends { query: infer Query extends z.ZodType }
  ? { readonly query?: QueryOf<z.input<Query>> }
  : unknown;
type BodyPart<One> = One extends { body: infer Body extends z.ZodType }
  ? undefined extends z.input<Body>
    ? { readonly body?: z.input<Body> }
    : { readonly body: z.input<Body> }
  : unknown;

type CallOf<One, Path extends string> = ParamsPart<Path> & QueryPart<One> & BodyPart<One>;
/** The last argument may be left out when nothing in it is needed. */
type ArgumentsOf<Call> = object extends Call ? [call?: Call] : [call: Call];

type Verb<Scope extends ControlScope, Method extends ControlMethod> = <const Path extends PathOf<Scope, Method>>(
  path: Path,
  ...call: ArgumentsOf<CallOf<RouteAt<Method, Path>, Path>>
) => Promise<AnswerOf<RouteAt<Method, Path>>>;

/** What any call has beside its path. */
export interface ControlCall {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
}

/** One method for each of HTTP's, typed by the table of the calls. */
export type ControlClient<Scope extends ControlScope = ControlScope> = {
  /** The base of each path, e.g. `http://127.0.0.1:8080/_sim/v1`. */
  readonly base: string;
  /** A call whose path is made while the program runs, with parameters and query filled in. The answer has no type. */
  readonly request: (method: string, path: string, body?: unknown) => Promise<unknown>;
} & { readonly [Method in ControlMethod]: Verb<Scope, Method> };
