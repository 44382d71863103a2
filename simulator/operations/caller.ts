import { rowOf } from '../protocol/rows.ts';
import { readBearerToken } from '../protocol/representation.ts';
import type { ClientApplication } from '../world/applications.ts';
import { applicationWithKey } from '../world/applications.ts';
import type { RoutedCall } from './call.ts';
import { readBasicCredentials } from './token.ts';

/** The application that the credentials of a call name, whether or not they are good. */
export function findClaimedApplication({ operation, world, settings, headers }: RoutedCall): ClientApplication | undefined {
  switch (rowOf(operation).authentication) {
    case 'basic': {
      const [credentials] = readBasicCredentials(headers['authorization'], settings['token.basicDecoding']);
      return credentials && applicationWithKey(world, credentials.key);
    }
    case 'bearer': {
      const found = readBearerToken(headers['authorization'], settings['http.bearerParsing']);
      const session = 'token' in found ? world.state.sessions.get(found.token) : undefined;
      return session?.kind === 'application' ? world.state.applications.get(session.ownerId) : undefined;
    }
    default:
      return undefined;
  }
}
