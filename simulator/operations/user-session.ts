import type { LoginBody } from '../protocol/schemas/bodies.ts';
import { logOut as endSession, openUserSession } from '../world/sessions.ts';
import type { User } from '../world/users.ts';
import type { RoutedCall } from './call.ts';
import type { Operation } from './operation.ts';
import { readNothing } from './operation.ts';
import { readForceLogin } from './query.ts';
import { refuse, throwIfRefusal } from './refusal-error.ts';

interface Credentials {
  readonly userName: string;
  readonly password: string;
}

/** Spec 12.1. */
export const logIn: Operation<'logIn', boolean, Credentials> = {
  readQuery: readForceLogin,
  readContent: readCredentials,
  run(call, isForced, credentials) {
    const user = authenticateUser(call, credentials);
    const session = throwIfRefusal(openUserSession(call.world, user, isForced), call.settings['user.loginLimitStatus']);
    return { status: 204, headers: { 'x-egain-session': session.id } };
  },
};

/** The vendor's pages spell the name in two ways: setting `user.loginFields`. */
function readCredentials(call: RoutedCall, { username, userName, password }: LoginBody): Credentials {
  const fields = call.settings['user.loginFields'];
  const name = fields === 'either' ? (username ?? userName) : fields === 'username' ? username : userName;
  if (name !== undefined) return { userName: name, password };
  const path = fields === 'userName' ? 'userName' : 'username';
  return refuse(
    'missingElement',
    { path },
    { rule: 'the member is required', wouldWork: path },
    { status: call.settings['user.loginBadRequestStatus'] },
  );
}

function authenticateUser({ world }: RoutedCall, { userName, password }: Credentials): User {
  const user = [...world.state.users.values()].find((candidate) => candidate.userName === userName);
  if (user?.password === password) return user;
  return refuse(
    'badCredentials',
    {},
    { rule: user === undefined ? 'no such user' : 'wrong password', wouldWork: 'the credentials of a user' },
  );
}

/** Spec 12.2. */
export const logOut: Operation<'logOut'> = {
  readQuery: readNothing,
  readContent: readNothing,
  run(call) {
    endSession(call.caller.session);
    return { status: 204 };
  },
};
