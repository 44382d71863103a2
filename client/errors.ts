import type { AnyResult } from './results.ts';

/** What is wrong with one part of the settings that a caller gave. */
export interface Problem {
  /** Members and positions that lead to the part, e.g. `['authentication', 'token']`. Empty for the whole. */
  readonly path: readonly (string | number)[];
  /** What is wrong, to be read after the path, e.g. `is missing`. */
  readonly message: string;
}

/**
 * Base of all errors of this library. Beside them, a function may reject with the reason of an aborted signal.
 * No message holds a secret, a token or a value of an input.
 */
export class ClientError extends Error {
  override readonly name: string = 'ClientError';
}

/** Whether the error is one of this library's. */
export function isClientError(error: unknown): error is ClientError {
  return error instanceof ClientError;
}

/**
 * Settings cannot be used: fields of an authorization, options, settings of the nodes, a chat store or a callback receiver.
 * `problems` has an entry for each field.
 */
export class InvalidSettingsError extends ClientError {
  override readonly name = 'InvalidSettingsError';
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[]) {
    super(message);
    this.problems = problems;
  }
}

/** What is known about a request that failed. */
export interface RequestFacts {
  /** HTTP status of the answer; undefined when none came. */
  readonly status?: number | undefined;
  /** Code of the answer's body, `error` of the token URL, or the system's code of a connection that failed, e.g. `ECONNREFUSED`. */
  readonly code?: string | undefined;
  /** Id that the answer names its request by. */
  readonly requestId?: string | undefined;
  /** How often the request was sent. */
  readonly attempts?: number | undefined;
}

/** A request to ECE or a file server did not bring what was asked. */
export class RequestError extends ClientError implements RequestFacts {
  override readonly name: string = 'RequestError';
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  /** How often the request was sent. */
  attempts: number;

  constructor(message: string, { status, code, requestId, attempts = 0 }: RequestFacts = {}) {
    super(message);
    this.attempts = attempts;
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }
}

/** What is known about a request that failed with this error, and how often it was sent. */
export function factsOf(error: unknown): RequestFacts {
  if (!(error instanceof RequestError)) return {};
  const { status, code, requestId, attempts } = error;
  return { status, code, requestId, attempts };
}

/** The chat store cannot be opened, or its database fails. `cause` is the error of the database or its driver. */
export class ChatStoreError extends ClientError {
  override readonly name = 'ChatStoreError';
  /** Whether the same operation may succeed later: the database is away, locked, full or read-only. A conversation then waits for it. */
  readonly isTemporary: boolean;

  constructor(message: string, options?: ErrorOptions, isTemporary = false) {
    super(message, options);
    this.isTemporary = isTemporary;
  }
}

/** A conversation cannot be followed, because another process follows it, or has done so in the meantime. */
export class ConversationHeldError extends ClientError {
  override readonly name = 'ConversationHeldError';
  readonly conversationId: string;
  /** The process that follows it: host, process id and a random part. Undefined when nobody follows it any more. */
  readonly holder: string | undefined;

  constructor(message: string, { conversationId, holder }: { conversationId: string; holder: string | undefined }) {
    super(message);
    this.conversationId = conversationId;
    this.holder = holder;
  }
}

/** The catalogue has no node method, input, output or outcome of this name. The message says which name is nearest. */
export class UnknownNameError extends ClientError {
  override readonly name = 'UnknownNameError';
}

/** A node method gave another outcome than the one that `requireOutcome` asks for. */
export class UnexpectedOutcomeError extends ClientError {
  override readonly name = 'UnexpectedOutcomeError';
  /** What the method gave. */
  readonly result: AnyResult;

  constructor(expected: string, result: AnyResult) {
    super(`${result.outcome} instead of ${expected}. ${String(result.outputs.error ?? '')}`.trimEnd());
    this.result = result;
  }
}

/** There is no token: the token URL refused, its answer holds none, or the authorization is deleted or lacks credentials. Outcome `onauthorizationfail`. */
export class AuthorizationError extends RequestError {
  override readonly name = 'AuthorizationError';
}

/** No answer came within the time limit. Outcome `onTimeout`. */
export class TimeoutError extends RequestError {
  override readonly name = 'TimeoutError';
}

/** No HTTP answer came at all: no connection, no TLS, or a connection that broke. Outcome `onError`. */
export class NetworkError extends RequestError {
  override readonly name = 'NetworkError';
  /** Whether it is certain that the request did not reach the other side, because no connection was made. */
  readonly isUnsent: boolean;

  constructor(message: string, { isUnsent = false, ...facts }: RequestFacts & { readonly isUnsent?: boolean } = {}) {
    super(message, facts);
    this.isUnsent = isUnsent;
  }
}

/** An answer cannot be used. Outcome `onError`. */
export class InvalidAnswerError extends RequestError {
  override readonly name: string = 'InvalidAnswerError';
}

/** The token URL answered 5xx, also after the repeats (decision 17). Outcome `onError`, or `onauthorizationfail` with the option `tokenServerError`. */
export class TokenUrlError extends InvalidAnswerError {
  override readonly name = 'TokenUrlError';
}

/** An answer is longer than the limit. */
export class AnswerTooLongError extends InvalidAnswerError {
  override readonly name = 'AnswerTooLongError';
}

/** Inputs of a node method are missing or cannot be used. Never thrown to a caller: outcome `onInvalidData`. */
export class InvalidInputError extends ClientError {
  override readonly name: string = 'InvalidInputError';
}

/** The URL of a file points into a private network. Never thrown to a caller: outcome `onInvalidData`. */
export class PrivateAddressError extends InvalidInputError {
  override readonly name = 'PrivateAddressError';

  constructor(host: string) {
    super(`${host} is a private address; set the option allowPrivateAddresses to reach it.`);
  }
}

/** Redirects of a file are too many, or lead to a private address or to no web address. Never thrown to a caller: outcome `onInvalidChoice`. */
export class RedirectError extends ClientError {
  override readonly name = 'RedirectError';
}

/** The message of an error, or the text of anything else that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
