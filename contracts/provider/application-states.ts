import { basicCredentials } from './ece-calls.ts';
import type { Scene, StateHandlers } from './scene.ts';
import { entryPoints } from './scene.ts';

/** Sessions that may live at a time: spec 3 for applications, spec 12.1 for users. */
const sessionsOfApplication = 10;
const sessionsOfUser = 5;

async function times(count: number, task: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < count; done++) await task();
}

async function changeApplication(scene: Scene, which: 'own' | 'other', change: object): Promise<void> {
  const { id } = await scene.application(which);
  await scene.control.ask('PATCH', `/applications/${id}`, change);
}

/** Client applications, users, and their sessions. */
export const applicationStates = {
  'a client application': (scene) => scene.credentials(),
  'a client application whose secret has changed': async (scene) => {
    const credentials = await scene.credentials();
    await changeApplication(scene, 'own', { secret: `not ${credentials.clientSecret}` });
    return credentials;
  },
  'no such client application': () => {
    const nobody = { clientId: 'no-such-client', clientSecret: 'no-such-secret' };
    return Promise.resolve({ ...nobody, basicCredentials: basicCredentials(nobody) });
  },
  'a client application with ten sessions': async (scene) => {
    await times(sessionsOfApplication, () => scene.token());
    return scene.credentials();
  },
  'an access token': async (scene) => ({ accessToken: await scene.token() }),
  'an expired access token': async (scene) => {
    const accessToken = await scene.token();
    const { id } = await scene.application();
    await scene.control.ask('POST', `/applications/${id}/expire-tokens`);
    return { accessToken };
  },
  'a revoked access token': async (scene) => {
    const accessToken = await scene.token();
    await scene.ece.revoke(accessToken);
    return { accessToken };
  },
  "a user's session as access token": async (scene) => ({ accessToken: await scene.ece.logIn(await scene.user()) }),
  'an access token of an application that is not of type Chat': async (scene) => {
    const accessToken = await scene.token('other');
    await changeApplication(scene, 'other', { type: 'Email' });
    return { accessToken, ...(await scene.entryPoint(entryPoints.ofAnotherApplication)) };
  },
  'a user': (scene) => scene.user(),
  'a user whose password has changed': async (scene) => {
    const user = await scene.user();
    await scene.control.ask('PATCH', `/users/${user.userName}`, { password: `not ${user.password}` });
    return user;
  },
  'no such user': () => Promise.resolve({ userName: 'no-such-user', password: 'no-such-password' }),
  'a user with five sessions': async (scene) => {
    const user = await scene.user();
    await times(sessionsOfUser, () => scene.ece.logIn(user));
    return user;
  },
  'a user session': async (scene) => ({ session: await scene.ece.logIn(await scene.user()) }),
  'a user session that has ended': async (scene) => {
    const session = await scene.ece.logIn(await scene.user());
    await scene.ece.logOut(session);
    return { session };
  },
  'a session of a user without permission': async (scene) => ({
    session: await scene.ece.logIn(await scene.user('not permitted')),
  }),
} satisfies Partial<StateHandlers>;
