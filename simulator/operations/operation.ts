import type { operations, OperationId } from '../protocol/operations.ts';
import type { Body, BodyName } from '../protocol/schemas/bodies.ts';
import type { Answer, AuthenticatedCall, Caller, Callers, RoutedCall } from './call.ts';

/** What a call names by ids. */
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
   * @param sentBody the same before its schema
   */
  readContent(call: RoutedCall, body: Sent, query: Query, sentBody: unknown): Content;
  /** Whether this call does without the body that calls of its kind have. */
  omitsBody?(call: RoutedCall): boolean;
  /** What the call is about. Query and content are undefined until they are read. */
  about?(call: RoutedCall, query: Query | undefined, content: Content | undefined): Subject;
  /**
   * Changes the world and answers, synchronously: the callbacks that it causes wait for the answer. An operation that must wait for
   * something first returns a promise of its remaining part, which is synchronous again.
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

/** An operation whose row says that its calls name something must tell what they name. */
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
