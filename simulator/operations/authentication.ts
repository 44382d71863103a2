import type { Authentication } from '../protocol/operation-row.ts';
import { authenticationOf, rowOf } from '../protocol/rows.ts';
import { readBearerToken } from '../protocol/representation.ts';
import type { Session } from '../world/sessions.ts';
import { useSession } from '../world/sessions.ts';
import type { User } from '../world/users.ts';
import type { Caller, Callers, RoutedCall } from './call.ts';
import { refuse } from './refusal-error.ts';
import { authenticateClient } from './token.ts';

/**
 * Finds the caller: spec 2.3, 3 and 12.
 * @throws {RefusalError}
 */
export function authenticate(call: RoutedCall): Caller {
  return authenticators[authenticationOf(call.operation, call.settings)](call);
}

const unknownCaller: Caller = {};

const authenticators: { readonly [Kind in Authentication]: (call: RoutedCall) => Callers[Kind] } = {
  basic: (call) => ({ application: authenticateClient(call) }),
  bearer: authenticateApplication,
  session: authenticateUser,
  'bearer or session': (call) =>
    call.headers['x-egain-session'] === undefined ? authenticateApplication(call) : authenticateUser(call),
  none: () => unknownCaller,
};

/** Refuses with 401: no header, a malformed header, a token without a session, or the session of a user (spec 2.3). */
function authenticateApplication(call: RoutedCall): Callers['bearer'] {
  const found = readBearerToken(call.headers['authorization'], call.settings['http.bearerParsing']);
  if ('missing' in found) return refuseHeader(found.missing);
  const known = call.world.state.sessions.get(found.token);
  if (known?.kind === 'user') {
    refuse(
      'wrongSessionKind',
      {},
      { rule: 'the token is the session of a user', wouldWork: 'an access token of a client application' },
    );
  }
  const session = requireLive(call, known, 'token');
  return { application: call.world.state.applications.get(session.ownerId)!, session };
}

function authenticateUser(call: RoutedCall): Callers['session'] {
  const id = call.headers['x-egain-session']?.trim();
  if (id === undefined || id === '') return refuseUnauthorized(call, 'no X-egain-session header');
  const known = call.world.state.sessions.get(id);
  const session = requireLive(call, known?.kind === 'user' ? known : undefined, 'session');
  return { user: call.world.state.users.get(session.ownerId)!, session };
}

function requireLive(call: RoutedCall, session: Session | undefined, what: 'token' | 'session'): Session {
  const status = rowOf(call.operation).unknownSessionStatus?.(call.settings);
  if (session === undefined) return refuseUnauthorized(call, `unknown ${what}`, status);
  const state = useSession(call.world, session);
  return state === 'live' ? session : refuseUnauthorized(call, `the ${what} is ${state}`, status);
}

function refuseHeader(rule: string): never {
  return refuse('invalidAuthorization', {}, { rule, wouldWork: 'Authorization: Bearer <access_token>' });
}

const v12Text = "Invalid or expired 'X-egain-session' header provided. New login is required.";

function refuseUnauthorized(call: RoutedCall, rule: string, status?: number): never {
  const { authentication, unauthorized } = rowOf(call.operation);
  const text = authentication === 'session' ? v12Text : call.settings['error.unauthorizedText'];
  const reason = { rule, wouldWork: 'a new login' };
  return refuse(unauthorized, { text }, reason, { status });
}

/** Searching and editing customers needs the action "View Agent Console": spec 12.3. Checked with the permissions, after the body. */
export function requireAgentConsole(user: User, status?: number): void {
  if (user.viewsAgentConsole) return;
  const action = 'View Agent Console';
  const reason = { rule: `the user "${user.userName}" lacks the action ${action}`, wouldWork: 'a user who has it' };
  refuse('userNotPermitted', { action }, reason, { status });
}
