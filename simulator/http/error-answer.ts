import type { Refusal, WireError } from '../protocol/errors.ts';
import { makeWireError } from '../protocol/errors.ts';
import type { ErrorForm } from '../protocol/families.ts';
import type { OperationId } from '../protocol/operations.ts';
import { rowOf } from '../protocol/rows.ts';
import type { Format } from '../protocol/representation.ts';
import { chooseFormat } from '../protocol/representation.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { writeXml } from '../protocol/xml.ts';
import type { Answer, AnswerBody } from '../operations/call.ts';
import { makeRefusalError, RefusalError } from '../operations/refusal-error.ts';
import { makeOauthErrorBody, findOauthError } from '../operations/token.ts';

const v12Namespaces = {
  common: 'http://bindings.egain.com/ws/model/v12/gen/common',
  platform: 'http://bindings.egain.com/ws/model/v12/gen/platform',
} as const;

/** What the answer to a failed call depends on. A call without a route has no operation. */
export interface FailedCall {
  readonly settings: SettingValues;
  readonly headers: Readonly<Record<string, string>>;
  readonly operation: OperationId | null;
  /** Path and query as sent. */
  readonly target: string;
}

/** A refusal in the form that its call has for errors: spec 2.4, 3 and 12.1. */
export function makeErrorAnswer(call: FailedCall, error: unknown): Answer {
  const refusalError = toRefusalError(error);
  const { refusal, headers } = refusalError;
  const wire = makeWireError(refusal, call.settings['error.codes']);
  const status = statusBySetting(call, refusal) ?? wire.status;
  // Some settings turn a failure into the answer of a success.
  if (status < 400) return { status };
  // An answer that asks the client to try again later says when.
  const further: Record<string, string> =
    status === 429 ? { 'retry-after': String(call.settings['error.retryAfterSeconds']) } : {};
  return { status, headers: { ...further, ...headers }, body: writers[errorFormOf(call)](call, refusalError, wire) };
}

/** Anything but a refusal is a defect of the simulator: ECE would answer 500. */
export function toRefusalError(error: unknown): RefusalError {
  if (error instanceof RefusalError) return error;
  const rule = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return makeRefusalError('internalError', {}, { rule });
}

function statusBySetting({ operation, settings }: FailedCall, { key }: Refusal): number | undefined {
  if (operation === null || key !== 'internalError') return undefined;
  return rowOf(operation).internalErrorStatus?.(settings);
}

/** The path of a call without a route still shows the version of the API. */
function errorFormOf({ operation, settings, target }: FailedCall): ErrorForm {
  if (operation !== null) return rowOf(operation).errorForm(settings);
  return /^(\/[^/]+)?\/ws\/v12\//.test(target) ? 'v12' : 'v19';
}

type WriteError = (call: FailedCall, error: RefusalError, wire: WireError) => AnswerBody;

const writers: Record<ErrorForm, WriteError> = {
  v19: writeV19,
  v12(call, { refusal }, wire) {
    return writeBody('error', makeErrorMembers(call, refusal, wire), v12Namespaces.common);
  },
  oauth(call, error, wire) {
    const oauth = findOauthError(error);
    if (oauth === undefined) return writeV19(call, error, wire);
    return makeOauthErrorBody(call.settings, oauth.error, oauth.description ?? wire.developerMessage);
  },
  message(_call, _error, { developerMessage }) {
    return writeBody('Error', { message: developerMessage }, v12Namespaces.platform);
  },
};

function writeV19(call: FailedCall, { refusal }: RefusalError, wire: WireError): AnswerBody {
  return writeBody(call.settings['xml.roots'].error, makeErrorMembers(call, refusal, wire), call.settings['xml.namespace']);
}

function writeBody(root: string, json: object, namespace: string): AnswerBody {
  return { json, xml: () => writeXml(root, json, { namespace, idsAsAttributes: false }) };
}

/** Details and a message for users, which the client asks for: settings `error.details` and `error.userMessage`. Spec 2.4. */
function makeErrorMembers({ settings, headers }: FailedCall, { values }: Refusal, { code, developerMessage }: WireError): object {
  const details = Object.entries(values).map(([key, value]) => ({ key, value: String(value) }));
  const asksForUserMessage = headers['x-egain-error-message']?.trim().toLowerCase() === 'yes';
  return {
    code,
    developerMessage,
    ...(settings['error.details'] && details.length > 0 && { details }),
    ...(settings['error.userMessage'] && asksForUserMessage && { userMessage: developerMessage }),
  };
}

export function errorFormatOf({ settings, headers, operation }: FailedCall): Format {
  const fallback = operation === null ? 'xml' : rowOf(operation).defaultFormat(settings);
  return chooseFormat(headers['accept'], { fallback, tie: settings['http.acceptTie'] }) ?? fallback;
}
