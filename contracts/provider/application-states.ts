import { basicCredentials } from './ece-client.ts';
import type { StateContext, StateHandlers } from './state-context.ts';
import { entryPoints } from './state-context.ts';

/** Sessions that may live at a time: spec 3 for applications, spec 12.1 for users. */
const sessionsOfApplication = 10;
const sessionsOfUser = 5;

async function repeat(count: number, task: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < count; done++) await task();
}

async function changeApplication(context: StateContext, which: 'own' | 'other', change: object): Promise<void> {
  const { id } = await context.application(which);
  await context.control.patch('/applications/{application}', { params: { application: id }, body: change });
}

/** Client applications, users, and their sessions. */
export const applicationStates = {
  'a client application': (context) => context.credentials(),
  'a client application whose secret has changed': async (context) => {
    const credentials = await context.credentials();
    await changeApplication(context, 'own', { clientSecret: `not ${credentials.clientSecret}` });
    return credentials;
  },
  'no such client application': () => {
    const nobody = { clientId: 'no-such-client', clientSecret: 'no-such-secret' };
    return Promise.resolve({ ...nobody, basicCredentials: basicCredentials(nobody) });
  },
  'a client application with ten sessions': async (context) => {
    await repeat(sessionsOfApplication, () => context.token());
    return context.credentials();
  },
  'a client application that gave one of ten tokens back': async (context) => {
    await repeat(sessionsOfApplication - 1, () => context.token());
    await context.ece.revoke(await context.token());
    return context.credentials();
  },
  'an access token': async (context) => ({ accessToken: await context.token() }),
  'an expired access token': async (context) => {
    const accessToken = await context.token();
    const { id } = await context.application();
    await context.control.post('/applications/{application}/expire-tokens', { params: { application: id } });
    return { accessToken };
  },
  'a revoked access token': async (context) => {
    const accessToken = await context.token();
    await context.ece.revoke(accessToken);
    return { accessToken };
  },
  "a user's session as access token": async (context) => ({ accessToken: await context.ece.logIn(await context.user()) }),
  'an access token of an application that is not of type Chat': async (context) => {
    const accessToken = await context.token('other');
    await changeApplication(context, 'other', { type: 'Email' });
    return { accessToken, ...(await context.entryPoint(entryPoints.ofAnotherApplication)) };
  },
  'a user': (context) => context.user(),
  'a user whose password has changed': async (context) => {
    const user = await context.user();
    await context.control.patch('/users/{user}', { params: { user: user.userName }, body: { password: `not ${user.password}` } });
    return user;
  },
  'no such user': () => Promise.resolve({ userName: 'no-such-user', password: 'no-such-password' }),
  'a user with five sessions': async (context) => {
    const user = await context.user();
    await repeat(sessionsOfUser, () => context.ece.logIn(user));
    return user;
  },
  'a user session': async (context) => ({ session: await context.ece.logIn(await context.user()) }),
  'a user session that has ended': async (context) => {
    const session = await context.ece.logIn(await context.user());
    await context.ece.logOut(session);
    return { session };
  },
  'a session of a user without permission': async (context) => ({
    session: await context.ece.logIn(await context.user('not permitted')),
  }),
} satisfies Partial<StateHandlers>;
