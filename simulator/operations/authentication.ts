import { bearerToken } from '../protocol/representation.ts';
import { operations } from '../protocol/operations.ts';
import type { Session } from '../world/sessions.ts';
import { useSession } from '../world/sessions.ts';
import type { Call } from './call.ts';
import { refuse } from './refusal-error.ts';
import { authenticateClient } from './token.ts';

/** Finds out who calls: spec 2.3, 3 and 12. */
export function authenticate(call: Call): void {
  const { known, settings } = call;
  switch (operations[call.operation].authentication) {
    case 'basic':
      known.application = authenticateClient(call);
      return;
    case 'bearer':
      if (call.operation !== 'getAttachment' || settings['attachment.urlAuth'] === 'bearer') authenticateApplication(call);
      return;
    case 'session':
      authenticateUserSession(call);
      return;
    case 'none':
      if (operations[call.operation].family === 'availability' && settings['availability.authentication'] === 'required') {
        authenticateAnyone(call);
      }
  }
}

/** 401 for each of: no header, malformed header, no session for the token, no client-application session (spec 2.3). */
function authenticateApplication(call: Call): void {
  const found = bearerToken(call.headers['authorization'], call.settings['http.bearerParsing']);
  if ('missing' in found) return unauthorized(call, found.missing);
  const session = call.world.state.sessions.get(found.token);
  if (session?.kind === 'user') {
    refuse(
      'wrongSessionKind',
      {},
      { rule: 'the token is the session of a user', wouldWork: 'an access token of a client application' },
    );
  }
  call.known.session = liveSession(call, session, 'token');
  call.known.application = call.world.state.applications.get(call.known.session.ownerId)!;
}

function authenticateUserSession(call: Call): void {
  const id = call.headers['x-egain-session']?.trim();
  if (id === undefined || id === '') return unauthorized(call, 'no X-egain-session header');
  const session = call.world.state.sessions.get(id);
  call.known.session = liveSession(call, session?.kind === 'user' ? session : undefined, 'session');
  call.known.user = call.world.state.users.get(call.known.session.ownerId)!;
}

function authenticateAnyone(call: Call): void {
  if (call.headers['x-egain-session'] === undefined) authenticateApplication(call);
  else authenticateUserSession(call);
}

function liveSession(call: Call, session: Session | undefined, what: 'token' | 'session'): Session {
  const status = call.operation === 'revokeToken' ? call.settings['revoke.unknownTokenStatus'] : undefined;
  if (session === undefined) return unauthorized(call, `unknown ${what}`, status);
  const state = useSession(call.world, session);
  return state === 'live' ? session : unauthorized(call, `the ${what} is ${state}`, status);
}

const v12Text = "Invalid or expired 'X-egain-session' header provided. New login is required.";

function unauthorized(call: Call, rule: string, status?: number): never {
  const reason = { rule, wouldWork: 'a new login' };
  if (call.operation === 'logOut') refuse('badUserSession', {}, reason);
  const isV12 = operations[call.operation].authentication === 'session';
  refuse(
    'unauthorized',
    { text: isV12 ? v12Text : call.settings['error.unauthorizedText'] },
    reason,
    status === undefined ? {} : { status },
  );
}

/** Searching and editing customers needs the action "View Agent Console": spec 12.3. Checked with the permissions, after the body. */
export function requireAgentConsole(call: Call): void {
  if (call.known.user!.viewsAgentConsole) return;
  const reason = {
    rule: `the user "${call.known.user!.userName}" lacks the action View Agent Console`,
    wouldWork: 'a user who has it',
  };
  const status = call.operation === 'editCustomer' ? call.settings['customer.edit.forbiddenStatus'] : undefined;
  refuse('userNotPermitted', {}, reason, status === undefined ? {} : { status });
}
