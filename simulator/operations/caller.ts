import { operations } from '../protocol/operations.ts';
import { bearerToken } from '../protocol/representation.ts';
import type { ClientApplication } from '../world/applications.ts';
import { applicationWithKey } from '../world/applications.ts';
import type { Call } from './call.ts';
import { basicCredentials } from './token.ts';

/** The application that a call says it is of, whether or not its credentials are good. */
export function claimedApplication({ operation, world, settings, headers }: Call): ClientApplication | undefined {
  switch (operations[operation].authentication) {
    case 'basic': {
      const [credentials] = basicCredentials(headers['authorization'], settings['token.basicDecoding']);
      return credentials && applicationWithKey(world, credentials.key);
    }
    case 'bearer': {
      const found = bearerToken(headers['authorization'], settings['http.bearerParsing']);
      const session = 'token' in found ? world.state.sessions.get(found.token) : undefined;
      return session?.kind === 'application' ? world.state.applications.get(session.ownerId) : undefined;
    }
    default:
      return undefined;
  }
}
