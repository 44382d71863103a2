import { InvalidInputError } from '../errors.ts';
import type { NodeBehaviour } from './behaviour.ts';

export const eceLogin: NodeBehaviour<'eceLogin'> = {
  eceLogin: async (_, { ece, authorization, runtime: { options }, signal }) => {
    const user = authorization.userCredentials();
    if (!user)
      throw new InvalidInputError(`User Name or Password is missing in authorization "${authorization.authorizationName}".`);
    const body = { [options.loginMember]: user.userName, password: user.password };
    const answer = await ece.send('userLogin', { query: { forceLogin: 'yes' }, body }, signal);
    const xEgainSession = answer.headers.get('x-egain-session');
    return xEgainSession === null
      ? { ...answer, result: 'no session' }
      : { ...answer, result: 'session', outputs: { xEgainSession } };
  },
};
