import { readJson } from '../protocol/json.ts';
import { type OperationId, operations } from '../protocol/operations.ts';
import { bearerToken, mediaTypeOf } from '../protocol/representation.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { readXml } from '../protocol/xml.ts';
import { basicCredentials } from '../operations/token.ts';
import { applicationWithKey } from '../world/applications.ts';
import type { World } from '../world/world.ts';
import type { HttpRequest } from './exchange.ts';

/**
 * Whether a call belongs to a world: by its client key, token, session, user name, or the id of its file, entry point or
 * conversation, which are unique in the whole simulator. What no world claims belongs to the default one.
 * @param id that in the path or the query
 */
export function claims(
  operation: OperationId,
  request: HttpRequest,
  id: string | undefined,
  settings: SettingValues,
): (world: World) => boolean {
  const { headers } = request;
  switch (operations[operation].authentication) {
    case 'basic': {
      const keys = basicCredentials(headers['authorization'], settings['token.basicDecoding']).map(({ key }) => key);
      return (world) => keys.some((key) => applicationWithKey(world, key) !== undefined);
    }
    case 'bearer': {
      const found = bearerToken(headers['authorization'], settings['http.bearerParsing']);
      const ignoresToken = operation === 'getAttachment' && settings['attachment.urlAuth'] === 'none';
      if ('token' in found && !ignoresToken) return (world) => world.state.sessions.has(found.token);
      return (world) => holds(world, operation, id);
    }
    case 'session': {
      const session = headers['x-egain-session']?.trim() ?? '';
      return (world) => world.state.sessions.has(session);
    }
    case 'none': {
      if (operation !== 'logIn') return (world) => holds(world, operation, id);
      const userName = userNameIn(request);
      return (world) => [...world.state.users.values()].some((user) => user.userName === userName);
    }
  }
}

function holds({ state }: World, operation: OperationId, id = ''): boolean {
  switch (operation) {
    case 'getAttachment':
      return state.attachments.has(id);
    case 'endConversation':
      return state.conversations.has(id);
    default:
      return state.entryPoints.has(id);
  }
}

function userNameIn({ headers, body }: HttpRequest): string | undefined {
  try {
    const text = new TextDecoder().decode(body);
    const value = mediaTypeOf(headers['content-type']) === 'application/xml' ? readXml(text).value : readJson(text);
    const { username, userName } = value as { username?: string; userName?: string };
    return username ?? userName;
  } catch {
    return undefined;
  }
}
