import { remembering } from '../protocol/remembering.ts';
import { writeXml } from '../protocol/xml.ts';
import type { SettingValues } from '../protocol/settings.ts';
import type { ErrorKey, Reason } from '../protocol/errors.ts';
import { isRefusal, makeRefusal } from '../world/refusal.ts';
import type { ClientApplication } from '../world/applications.ts';
import { applicationWithKey } from '../world/applications.ts';
import { openApplicationSession, revokeSession } from '../world/sessions.ts';
import type { AnswerBody, RoutedCall } from './call.ts';
import type { Operation } from './operation.ts';
import { readNothing } from './operation.ts';
import { refuse, RefusalError } from './refusal-error.ts';

/** Errors of the token call: spec 3. */
export type OAuthErrorCode =
  'invalid_client' | 'invalid_request' | 'unsupported_grant_type' | 'access_denied' | 'invalid_grant' | 'server_error';

/** A refusal in the OAuth form. Its `refusal` has the form of spec 2.4, for `token.errorForm` = `error`. */
export class TokenRefusalError extends RefusalError {
  readonly error: OAuthErrorCode;
  readonly description: string;

  constructor(
    error: OAuthErrorCode,
    description: string,
    as: { key: ErrorKey; values?: Record<string, string> },
    reason: Reason,
    wire: { status: number; headers?: Record<string, string> },
  ) {
    super({ ...makeRefusal(as.key, as.values ?? {}, reason), status: wire.status }, wire.headers);
    this.error = error;
    this.description = description;
  }
}

/**
 * Gives the OAuth error for a refusal of the token call; undefined for 404, 405, 406, 413 and 415, which have the body of spec 2.4 there
 * too: spec 3.
 */
export function findOauthError(refused: RefusalError): { error: OAuthErrorCode; description?: string } | undefined {
  if (refused instanceof TokenRefusalError) return refused;
  switch (refused.refusal.key) {
    case 'unauthorized':
    case 'invalidAuthorization':
      return { error: 'invalid_client', description: 'Client authentication failed.' };
    case 'missingElement':
    case 'invalidElement':
    case 'invalidQueryParameter':
    case 'unknownQueryParameter':
      return { error: 'invalid_request' };
    case 'sessionLimit':
      return { error: 'access_denied' };
    case 'internalError':
      return { error: 'server_error' };
    default:
      return undefined;
  }
}

export function makeOauthErrorBody(settings: SettingValues, error: OAuthErrorCode, description: string): AnswerBody {
  return makeOauthBody(settings, settings['token.xmlRoots'].error, { error, error_description: description });
}

function makeOauthBody(settings: SettingValues, root: string, json: object): AnswerBody {
  return { json, xml: () => writeXml(root, json, { namespace: settings['xml.namespace'], idsAsAttributes: false }) };
}

/** Spec 3: client credentials in a Basic header, one form parameter. */
export const obtainToken: Operation<'obtainToken', boolean> = {
  readQuery: readForceLogin,
  readContent: requireClientCredentialsGrant,
  run({ settings, world, caller: { application } }, isForced) {
    const session = openApplicationSession(world, application, isForced);
    if (isRefusal(session)) {
      const { status, error } = settings['token.sessionLimitAnswer'];
      throw new TokenRefusalError(
        error,
        'Maximum number of sessions has been reached.',
        { key: 'sessionLimit' },
        session.reason,
        {
          status,
        },
      );
    }
    const json = { access_token: session.id, expires_in: application.tokenLifetimeSeconds, token_type: 'Bearer' };
    return { status: 200, body: makeOauthBody(settings, settings['token.xmlRoots'].answer, json), session: session.id };
  },
};

/** Public clients always send it, some as `Yes`; the only legal value is `yes`: spec 3. */
function readForceLogin(call: RoutedCall): boolean {
  const value = call.query.get('forceLogin')?.join().toLowerCase();
  if (value === undefined || value === 'yes' || call.settings['token.forceLoginInvalidValue'] === 'ignore')
    return value === 'yes';
  const as = { key: 'invalidQueryParameter', values: { name: 'forceLogin', values: 'yes' } } as const;
  const reason = { rule: 'the only legal value of forceLogin is yes', wouldWork: 'forceLogin=yes' };
  throw makeInvalidRequest(call, 'Invalid value for forceLogin.', as, reason);
}

function makeInvalidRequest(
  call: RoutedCall,
  description: string,
  as: { key: ErrorKey; values: Record<string, string> },
  reason: Reason,
) {
  return new TokenRefusalError('invalid_request', description, as, reason, {
    status: call.settings['token.invalidRequestStatus'],
  });
}

/** Clients send just this. */
const rightForm = 'grant_type=client_credentials';

function requireClientCredentialsGrant(call: RoutedCall): undefined {
  const text = call.body.form;
  if (text === rightForm) return undefined;
  const values = { path: 'grant_type' };
  const wouldWork = rightForm;
  if (hasTooManyParameters(text)) {
    const reason = { rule: `the body has more than ${mostParameters} parameters`, wouldWork };
    throw makeInvalidRequest(
      call,
      'The body has too many parameters.',
      { key: 'malformedBody', values: { problem: reason.rule } },
      reason,
    );
  }
  const grants = new URLSearchParams(text).getAll('grant_type');
  if (grants.length === 0 || grants[0] === '') {
    const reason = { rule: 'grant_type is required', wouldWork };
    throw makeInvalidRequest(call, 'The parameter grant_type is missing.', { key: 'missingElement', values }, reason);
  }
  if (grants.length > 1) {
    const reason = { rule: 'grant_type is given more than once', wouldWork };
    throw makeInvalidRequest(call, 'The parameter grant_type is repeated.', { key: 'invalidElement', values }, reason);
  }
  if (grants[0] === 'client_credentials') return undefined;
  throw new TokenRefusalError(
    'unsupported_grant_type',
    'The grant type is not supported.',
    { key: 'invalidElement', values },
    { rule: `the grant type "${grants[0]}" is not supported`, wouldWork },
    { status: call.settings['token.unsupportedGrantTypeStatus'] },
  );
}

/** The work of `URLSearchParams` grows with the square of the number of parameters. */
const mostParameters = 1000;

function hasTooManyParameters(form: string): boolean {
  let count = 1;
  for (let at = form.indexOf('&'); at >= 0 && count <= mostParameters; at = form.indexOf('&', at + 1)) count++;
  return count > mostParameters;
}

/** The application whose key and secret the Basic header holds. */
export function authenticateClient(call: RoutedCall): ClientApplication {
  const { world, settings, headers } = call;
  const readings = readBasicCredentials(headers['authorization'], settings['token.basicDecoding']);
  for (const { key, secret } of readings) {
    const application = applicationWithKey(world, key);
    if (application !== undefined && application.secret === secret) return application;
  }
  if (readings.length === 0) throw makeInvalidClient(call, 'invalidAuthorization', whyNoCredentials(call));
  throw makeInvalidClient(call, 'unauthorized', 'unknown client key or wrong secret');
}

/** As much of a body as is looked at before anybody has shown who calls, in bytes. */
const mostOfForm = 16_384;

/** Many OAuth clients send the credentials in the body unless they are told otherwise. */
function whyNoCredentials({ headers, body }: RoutedCall): string {
  const form = new URLSearchParams(new TextDecoder().decode(body.bytes.subarray(0, mostOfForm)));
  const inBody =
    form.has('client_id') || form.has('client_secret') ? ', and the body held credentials, which ECE does not read' : '';
  return whatIsWrongWith(headers['authorization']) + inBody;
}

function whatIsWrongWith(authorization: string | undefined): string {
  if (authorization === undefined) return 'no Authorization header';
  const isBasic = /^\s*basic(\s|$)/i.test(authorization);
  return isBasic ? 'the Basic credentials cannot be decoded' : 'the Authorization header is not Basic';
}

function makeInvalidClient(call: RoutedCall, key: 'invalidAuthorization' | 'unauthorized', rule: string): TokenRefusalError {
  const { status, challenge } = call.settings['token.invalidClient'];
  return new TokenRefusalError(
    'invalid_client',
    'Client authentication failed.',
    { key, values: { text: 'Client authentication failed.' } },
    { rule, wouldWork: 'Authorization: Basic base64(client_key:client_secret)' },
    { status, ...(challenge && { headers: { 'www-authenticate': 'Basic realm="ECE"' } }) },
  );
}

/**
 * Reads a Basic header as sent, form-decoded (OAuth clients encode key and secret: RFC 6749, 2.3.1) or both, as the setting
 * `token.basicDecoding` says. Empty when it is no Basic header.
 */
export function readBasicCredentials(
  authorization: string | undefined,
  decoding: SettingValues['token.basicDecoding'],
): { key: string; secret: string }[] {
  const read = authorization === undefined ? undefined : readBasicHeader(authorization);
  if (read === undefined) return [];
  return decoding === 'as-sent' ? [read.sent] : decoding === 'form-decoded' ? [read.decoded] : [read.sent, read.decoded];
}

const readBasicHeader = remembering((authorization) => {
  const encoded = /^\s*basic\s+([A-Za-z0-9+/]+=*)\s*$/i.exec(authorization)?.[1];
  const text = encoded === undefined ? undefined : decodeCredentials(encoded);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0) return undefined;
  const sent = { key: text.slice(0, colon), secret: text.slice(colon + 1) };
  return { sent, decoded: { key: decodeFormText(sent.key), secret: decodeFormText(sent.secret) } };
});

/** Undefined when it is no base64 of UTF-8. */
function decodeCredentials(encoded: string): string | undefined {
  try {
    const bytes = atob(encoded);
    if (isAscii.test(bytes)) return bytes;
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

const isAscii = /^[\0-\x7f]*$/;

function decodeFormText(text: string): string {
  if (!/[+%]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Spec 4. */
export const revokeToken: Operation<'revokeToken'> = {
  readQuery: readNothing,
  readContent: requireEmptyBody,
  run(call) {
    revokeSession(call.world, call.caller.session);
    return { status: 204 };
  },
};

function requireEmptyBody(call: RoutedCall): undefined {
  if (call.body.bytes.byteLength === 0 || call.settings['revoke.notEmptyStatus'] === 204) return;
  refuse('notEmpty', {}, { rule: 'the body must be empty', wouldWork: 'the call without a body' });
}
