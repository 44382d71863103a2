import type { OperationId } from '../protocol/operations.ts';
import type { Format } from '../protocol/representation.ts';
import type { SettingValues } from '../protocol/settings.ts';
import type { ClientApplication } from '../world/applications.ts';
import type { Session } from '../world/sessions.ts';
import type { User } from '../world/users.ts';
import type { World } from '../world/world.ts';

/** An API call whose route is known, on its way through the checks to its operation. */
export interface Call {
  readonly operation: OperationId;
  readonly world: World;
  readonly settings: SettingValues;
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Where clients reach the simulator: scheme, host and port. */
  readonly base: string;
  readonly fetchFile: FetchFile;
  /** What the checks find out. Read only after the check that sets it. */
  readonly known: Known;
}

export interface Known {
  format?: Format;
  session?: Session;
  application?: ClientApplication;
  user?: User;
  /** The body as read, before its schema: the typing switch is looked up here. */
  readBody?: unknown;
  query?: unknown;
  /** The body when it has passed its schema. */
  body?: unknown;
  content?: unknown;
  /** The conversation that the call started. */
  started?: string;
}

/** Values by name, in the order sent. */
export type Query = ReadonlyMap<string, readonly string[]>;

/** Fetches a customer's file; never throws, says in a sentence why it failed. */
export type FetchFile = (url: string) => Promise<{ content: Uint8Array } | { failed: string }>;

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: AnswerBody;
}

/** A value in its JSON form and how XML writes it; or a file. */
export type AnswerBody =
  { readonly json: object; readonly xml: () => string } | { readonly bytes: Uint8Array; readonly contentType: string };

/** What is particular to one API call: how its query and body are read, and what it does. */
export interface Operation<Query, Content> {
  readonly readQuery: (call: Call) => Query;
  /** `body` has passed its schema. */
  readonly readContent: (call: Call, body: never, query: Query) => Content;
  readonly run: (call: Call, query: Query, content: Content) => Answer | Promise<Answer>;
}

export function readsNothing() {
  return undefined;
}
