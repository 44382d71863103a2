import { readJson } from '../protocol/json.ts';
import type { OperationId } from '../protocol/operations.ts';
import { operations } from '../protocol/operations.ts';
import { bearerToken, mediaTypeOf } from '../protocol/representation.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { readXml } from '../protocol/xml.ts';
import { basicCredentials } from '../operations/token.ts';
import { applicationWithKey } from '../world/applications.ts';
import type { World } from '../world/world.ts';
import type { HttpRequest } from './exchange.ts';

/** Whether a call belongs to a world. */
export type Claim = (world: World) => boolean;

/**
 * By what a call belongs to a partition, the strongest first: its client key, token, session, user name, or the id of its entry
 * point, file or conversation, which are unique in the whole simulator. What no partition claims belongs to the default one.
 * @param id that in the path or the query
 */
export function claims(operation: OperationId, request: HttpRequest, id: string | undefined, settings: SettingValues): Claim[] {
  const { headers } = request;
  switch (operations[operation].authentication) {
    case 'basic':
      return [byClientKey(headers, settings)];
    case 'bearer': {
      const ignoresToken = operation === 'getAttachment' && settings['attachment.urlAuth'] === 'none';
      return ignoresToken ? [byId(operation, id)] : [byToken(headers, settings), byId(operation, id)];
    }
    case 'session':
      return [bySession(headers)];
    case 'none': {
      if (operation !== 'logIn') return [byId(operation, id)];
      const userName = userNameIn(request);
      return [(world) => [...world.state.users.values()].some((user) => user.userName === userName)];
    }
  }
}

function byId(operation: OperationId, id = ''): Claim {
  switch (operation) {
    case 'getAttachment':
      return ({ state }) => state.attachments.has(id);
    case 'endConversation':
      return ({ state }) => state.conversations.has(id);
    default:
      return ({ state }) => state.entryPoints.has(id);
  }
}

/** A call to no path of the API still says whose it is. */
export function claimsOfCredentials({ headers }: HttpRequest, settings: SettingValues): Claim[] {
  return [byToken(headers, settings), bySession(headers), byClientKey(headers, settings)];
}

type Headers = HttpRequest['headers'];

function byClientKey(headers: Headers, settings: SettingValues): Claim {
  const keys = basicCredentials(headers['authorization'], settings['token.basicDecoding']).map(({ key }) => key);
  return (world) => keys.some((key) => applicationWithKey(world, key) !== undefined);
}

function byToken(headers: Headers, settings: SettingValues): Claim {
  const found = bearerToken(headers['authorization'], settings['http.bearerParsing']);
  return (world) => 'token' in found && world.state.sessions.has(found.token);
}

function bySession(headers: Headers): Claim {
  const session = headers['x-egain-session']?.trim() ?? '';
  return (world) => world.state.sessions.has(session);
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
