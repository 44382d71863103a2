import type { Authentication } from '../protocol/operation-row.ts';
import type { OperationId } from '../protocol/operations.ts';
import type { Format } from '../protocol/representation.ts';
import type { SentBody } from '../protocol/sent-body.ts';
import type { SettingValues } from '../protocol/settings.ts';
import type { ClientApplication } from '../world/applications.ts';
import type { Session } from '../world/sessions.ts';
import type { User } from '../world/users.ts';
import type { World } from '../world/world.ts';

/** First stage: route and partition of an API call are known. */
export interface RoutedCall {
  readonly operation: OperationId;
  readonly world: World;
  readonly settings: SettingValues;
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: QueryParameters;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: SentBody;
  /** Where the client reaches the simulator: scheme, host, port and perhaps a path. */
  readonly base: string;
  readonly fetchFile: FetchFile;
}

/** Second stage: the caller is known too. */
export interface AuthenticatedCall<Of extends Caller = Caller> extends RoutedCall {
  readonly caller: Of;
}

/** Third stage: the call has passed all checks, and its operation can run. */
export interface ReadCall extends AuthenticatedCall {
  readonly format: Format;
  /** What the operation has read in the query and in the body. */
  readonly parsedQuery: unknown;
  readonly content: unknown;
}

/** A call between the first stage and the third: each check adds what it finds out. */
export interface CallUnderCheck extends RoutedCall {
  caller?: Caller;
  format?: Format;
  parsedQuery?: unknown;
  /** The body as it was sent, before its schema. */
  sentBody?: unknown;
  /** The body when it has passed its schema. */
  validBody?: unknown;
  content?: unknown;
}

/** @throws {Error} when a check was left out */
export function requireRead(call: CallUnderCheck): ReadCall {
  if (isRead(call)) return call;
  throw new Error('A call must pass every check: the setting http.checkOrder leaves one out.');
}

function isRead(call: CallUnderCheck): call is CallUnderCheck & ReadCall {
  return call.caller !== undefined && call.format !== undefined && 'parsedQuery' in call && 'content' in call;
}

/** The caller: an application, a user, or unknown. */
export interface Caller {
  readonly application?: ClientApplication;
  readonly user?: User;
  readonly session?: Session;
}

interface ApplicationCaller extends Caller {
  readonly application: ClientApplication;
  readonly session: Session;
}

interface UserCaller extends Caller {
  readonly user: User;
  readonly session: Session;
}

/** The callers that the credentials of a call lead to. */
export interface Callers extends Record<Authentication, Caller> {
  basic: Caller & { readonly application: ClientApplication };
  bearer: ApplicationCaller;
  session: UserCaller;
  'bearer or session': ApplicationCaller | UserCaller;
  none: Caller;
}

/** Values by name, in the order sent. */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/** Fetches a customer's file. It never throws: `failed` says in a sentence why there is no content. */
export type FetchFile = (url: string) => Promise<{ content: Uint8Array } | { failed: string }>;

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: AnswerBody;
  /** Id of the application session that the call opened. */
  readonly session?: string;
  /** Id of the conversation that the call started. */
  readonly conversation?: string;
}

/** A value in its JSON form and how XML writes it; or a file. */
export type AnswerBody =
  { readonly json: object; readonly xml: () => string } | { readonly bytes: Uint8Array; readonly contentType: string };
