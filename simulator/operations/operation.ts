import type { operations, OperationId } from '../protocol/operations.ts';
import type { Body, BodyName } from '../protocol/schemas/bodies.ts';
import type { Answer, AuthenticatedCall, Caller, Callers, RoutedCall } from './call.ts';

/** The entry point and the conversation that a call names. */
export interface Subject {
  readonly entryPoint?: string | undefined;
  readonly conversation?: string | undefined;
}

/** An operation as the shared code sees it. Only the operation itself knows the types of its query and its content. */
export interface AnyOperation<From extends Caller = Caller, Sent = unknown, Query = unknown, Content = unknown> {
  /** Reads the query. @throws {RefusalError} */
  readQuery(call: RoutedCall): Query;
  /**
   * Reads the body. @throws {RefusalError}
   * @param body has passed its schema
   * @param sentBody the body as sent, before the schema has read it
   */
  readContent(call: RoutedCall, body: Sent, query: Query, sentBody: unknown): Content;
  /** Whether this call has no body, although the row of its operation gives one. */
  omitsBody?(call: RoutedCall): boolean;
  /** What the call is about. Query and content are undefined until they are read. */
  about?(call: RoutedCall, query: Query | undefined, content: Content | undefined): Subject;
  /**
   * Changes the world and answers, without a pause, so that the callbacks that it causes are known and wait for the answer. An operation
   * that must wait first returns a promise of a function that does the rest, again without a pause: decision 12.
   * @throws {RefusalError}
   */
  run(call: AuthenticatedCall<From>, query: Query, content: Content): Answer | Promise<() => Answer>;
}

type Rows = typeof operations;

/** The caller that the row of an operation asks for. */
type CallerOf<Id extends OperationId> = Callers[Rows[Id] extends { authenticationBySetting: (settings: never) => infer Either }
  ? Extract<Either, keyof Callers>
  : Rows[Id]['authentication']];

type BodyOf<Id extends OperationId> = Rows[Id]['body'] extends BodyName ? Body<Rows[Id]['body']> : undefined;

/** When the row of an operation says that its calls name something, the operation must have the member `about`. */
type TellsSubject<Id extends OperationId> = Rows[Id]['about'] extends 'entryPoint' | 'conversation' | 'attachment'
  ? 'about'
  : never;

/** What is particular to one call: how its query and body are read, what it is about, and what it does. Its row says the rest. */
export type Operation<Id extends OperationId, Query = undefined, Content = undefined> = OperationMembers<
  AnyOperation<CallerOf<Id>, BodyOf<Id>, Query, Content>,
  TellsSubject<Id>
>;

type OperationMembers<Members, RequiredName extends keyof Members> = Members & Required<Pick<Members, RequiredName>>;

export function readNothing() {
  return undefined;
}
