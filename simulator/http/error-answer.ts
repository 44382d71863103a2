import { wireError } from '../protocol/errors.ts';
import type { Family } from '../protocol/operations.ts';
import { operations } from '../protocol/operations.ts';
import type { Format } from '../protocol/representation.ts';
import { acceptedFormat } from '../protocol/representation.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { writeXml } from '../protocol/xml.ts';
import { defaultFormat } from '../operations/checks.ts';
import type { Call, Answer, AnswerBody } from '../operations/call.ts';
import { RefusalError } from '../operations/refusal-error.ts';
import { oauthErrorBody, oauthErrorOf } from '../operations/token.ts';
import type { Refusal } from '../protocol/errors.ts';
import { makeRefusal } from '../world/refusal.ts';

const v12Namespaces = {
  common: 'http://bindings.egain.com/ws/model/v12/gen/common',
  platform: 'http://bindings.egain.com/ws/model/v12/gen/platform',
} as const;

/** What the answer to a failure depends on; a call without a route has no operation. */
export interface Failing {
  readonly settings: SettingValues;
  readonly headers: Readonly<Record<string, string>>;
  readonly operation: Call['operation'] | null;
  /** Path and query as sent. */
  readonly target: string;
}

/** A refusal in the form that its call has for errors: spec 2.4, 3 and 12.1. */
export function errorAnswer(failing: Failing, error: unknown): Answer {
  const refused = error instanceof RefusalError ? error : internalError(error);
  const { settings, operation } = failing;
  const wire = wireError(refused.refusal, settings['error.codes']);
  const status =
    operation === 'obtainToken' && refused.refusal.key === 'internalError' ? settings['token.serverErrorStatus'] : wire.status;
  // Where a setting lets a failure pass, it is answered as if all were well.
  if (status < 400) return { status };
  return { status, headers: refused.headers, body: errorBody(failing, refused, wire.code, wire.developerMessage) };
}

/** Anything that is no refusal is a defect of the simulator: ECE would answer 500. */
export function internalError(error: unknown): RefusalError {
  return new RefusalError(
    makeRefusal('internalError', {}, { rule: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
}

function errorBody(failing: Failing, refused: RefusalError, code: string, developerMessage: string): AnswerBody {
  const { settings, operation } = failing;
  const family = familyOf(failing);
  if (family === 'token' && settings['token.errorForm'] === 'oauth') {
    const oauth = oauthErrorOf(refused);
    if (oauth !== undefined) return oauthErrorBody(settings, oauth.error, oauth.description ?? developerMessage);
  }
  if (operation === 'logOut' || (operation === 'logIn' && settings['user.loginErrorForm'] === 'message')) {
    const message = { message: developerMessage };
    return {
      json: message,
      xml: () => writeXml('Error', message, { namespace: v12Namespaces.platform, idsAsAttributes: false }),
    };
  }
  const isV12 = family === 'userSession' || family === 'customer';
  const error = { code, developerMessage, ...optionalMembers(failing, refused.refusal, developerMessage) };
  const namespace = isV12 ? v12Namespaces.common : settings['xml.namespace'];
  const root = isV12 ? 'error' : settings['xml.roots'].error;
  return { json: error, xml: () => writeXml(root, error, { namespace, idsAsAttributes: false }) };
}

/** The path of a call without a route still tells which version of the API was meant. */
function familyOf({ operation, target }: Failing): Family {
  if (operation !== null) return operations[operation].family;
  return /^(\/system)?\/ws\/v12\//.test(target) ? 'customer' : 'messaging';
}

/** Known from the successor only: settings `error.details` and `error.userMessage`. */
function optionalMembers({ settings, headers }: Failing, { values }: Refusal, developerMessage: string): object {
  const details = Object.entries(values).map(([key, value]) => ({ key, value: String(value) }));
  const asksForUserMessage = headers['x-egain-error-message']?.trim().toLowerCase() === 'yes';
  return {
    ...(settings['error.details'] && details.length > 0 && { details }),
    ...(settings['error.userMessage'] && asksForUserMessage && { userMessage: developerMessage }),
  };
}

export function formatOfErrors({ settings, headers, operation }: Failing): Format {
  const fallback = operation === null ? 'xml' : defaultFormat({ operation, settings });
  return acceptedFormat(headers['accept'], fallback) ?? fallback;
}
