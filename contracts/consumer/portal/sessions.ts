import { bearerHeaders, headersOf, json, noContent, sessionHeaders } from '../answers.ts';
import type { Answer, GivenState } from '../interaction.ts';
import { state } from '../interaction.ts';
import { examples, given, uuid } from '../templates.ts';
import type { PortalCall, PortalInteraction } from './portal-interaction.ts';
import { exchange, failing, missingElement, refused } from './portal-interaction.ts';

/** Tokens and sessions as the library does not ask for them: without force, in other words, given back (spec 3, 4, 12.1, 12.2). */

type Query = Readonly<Record<string, string>>;

function token(title: string, query: Query = {}, form: Query = { grant_type: 'client_credentials' }): PortalCall {
  return {
    title: `asks for a token ${title}`,
    operation: 'obtainToken',
    request: {
      method: 'POST',
      path: '/system/ws/v19/clientapplications/authentication/oauth2/token',
      query,
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/x-www-form-urlencoded',
        Authorization: 'Basic {basicCredentials}',
      },
      body: { form: new URLSearchParams(form).toString() },
    },
    ask: (portal) => portal.accessToken(examples.basicCredentials, form, query),
  };
}

const application = [state('a client application')];
const granted = json(200, { access_token: uuid(examples.accessToken), expires_in: 86_400, token_type: 'Bearer' });

function refusedToken(call: PortalCall, error: string, description: string, states = application) {
  return exchange(call, states, json(400, { error, error_description: description }), { refused: error });
}

const tokens: readonly PortalInteraction[] = [
  exchange(token('without force'), application, granted, examples.accessToken),
  exchange(token('with force in other letters', { forceLogin: 'Yes' }), application, granted, examples.accessToken),
  exchange(
    token('without force in the place of one that was given back'),
    [state('a client application that gave one of ten tokens back')],
    granted,
    examples.accessToken,
  ),
  refusedToken(token('without force beyond the tenth'), 'access_denied', 'Maximum number of sessions has been reached.', [
    state('a client application with ten sessions'),
  ]),
  refusedToken(token('with no for force', { forceLogin: 'no' }), 'invalid_request', 'Invalid value for forceLogin.'),
  refusedToken(token('with an empty grant', {}, { grant_type: '' }), 'invalid_request', 'The parameter grant_type is missing.'),
  refusedToken(token('for a scope alone', {}, { scope: 'chat' }), 'invalid_request', 'The parameter grant_type is missing.'),
  refusedToken(
    token('for a password', {}, { grant_type: 'password' }),
    'unsupported_grant_type',
    'The grant type is not supported.',
  ),
];

const path = '/system/ws/v19/clientapplications/authentication/oauth2/revoke';
const revoke: PortalCall = {
  title: 'gives its token back',
  operation: 'revokeToken',
  request: { method: 'POST', path, headers: bearerHeaders() },
  ask: (portal) => portal.revoke(),
};

const revocations: readonly PortalInteraction[] = [
  exchange(revoke, [state('an access token')], noContent, 'revoked'),
  refused(
    { ...revoke, title: `${revoke.title} twice` },
    [state('a revoked access token')],
    '401-101',
    "Invalid or expired 'Authorization' header provided. New login is required.",
  ),
  refused(
    { ...revoke, title: 'gives back what is the session of a user' },
    [state("a user's session as access token")],
    '401-102',
    'The session is not a client application session.',
  ),
  failing(revoke, [state('an access token')]),
];

/** @param nameMember the member that holds the user's name, which the vendor's pages spell in two ways */
function login(title: string, query: Query, nameMember: 'userName' | 'username' | null = 'userName'): PortalCall {
  const written = (name: unknown, password: unknown) => ({ ...(nameMember && { [nameMember]: name }), password });
  const body = { json: written(given('{userName}'), given('{password}')) };
  return {
    title: `logs a clerk in ${title}`,
    operation: 'logIn',
    request: {
      method: 'POST',
      path: '/system/ws/v12/authentication/user/login',
      query,
      headers: headersOf('json', body),
      body,
    },
    ask: (portal) => portal.logIn(written(examples.userName, examples.password), query),
  };
}

function logout(title: string, language: string): PortalCall {
  return {
    title: `logs a clerk out ${title}`,
    operation: 'logOut',
    request: {
      method: 'DELETE',
      path: '/system/ws/v12/authentication/user/logout',
      headers: { ...sessionHeaders(), 'Accept-Language': language },
    },
    ask: (portal) => portal.logOut(language),
  };
}

const withSession: Answer = { status: 204, headers: { 'X-egain-session': uuid(examples.session) } };

/** These calls refuse without a code. */
function refusedClerk(call: PortalCall, states: readonly GivenState[], status: number, message: string) {
  return exchange(call, states, json(status, { message }), { refused: message });
}

const user = [state('a user')];
const session = state('a user session');

const clerks: readonly PortalInteraction[] = [
  exchange(login('without force', {}), user, withSession, examples.session),
  exchange(login('with force in other letters', { forceLogin: 'Yes' }), user, withSession, examples.session),
  exchange(login('by the other spelling of the name', {}, 'username'), user, withSession, examples.session),
  refusedClerk(
    login('without force beyond the fifth', {}),
    [state('a user with five sessions')],
    403,
    'Maximum number of sessions has been reached.',
  ),
  refusedClerk(
    login('with no for force', { forceLogin: 'no' }),
    user,
    400,
    "Unsupported value for query parameter 'forceLogin'. Only the following values are supported: 'yes'.",
  ),
  refusedClerk(login('without a name', {}, null), user, 400, missingElement('username')),
  exchange(logout('in English', 'en-US'), [session], withSession, 'logged out'),
  exchange(logout('in Portuguese', 'xx,pt;q=0.5'), [session], withSession, 'logged out'),
  refusedClerk(logout('in Klingon', 'tlh'), [session], 406, "Invalid 'Accept-Language' header value provided."),
  refusedClerk(
    logout('who is logged out', 'en-US'),
    [state('a user session that has ended')],
    401,
    'User could not be authenticated. Invalid session ID.',
  ),
  refusedClerk(
    logout('while ECE fails inside', 'en-US'),
    [session, state('an internal error', { operation: 'logOut' })],
    500,
    'System is unable to process this request. Please contact your administrator.',
  ),
];

export const portalSessions: readonly PortalInteraction[] = [...tokens, ...revocations, ...clerks];
