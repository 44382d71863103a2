import { decodeBody } from '../protocol/body-text.ts';
import { readJson } from '../protocol/json.ts';
import type { OperationRow } from '../protocol/operation-row.ts';
import type { OperationId } from '../protocol/operations.ts';
import { authenticationOf, rowOf } from '../protocol/rows.ts';
import { readBearerToken, bodyFormat } from '../protocol/representation.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { readXml } from '../protocol/xml.ts';
import { readBasicCredentials } from '../operations/token.ts';
import { applicationWithKey } from '../world/applications.ts';
import type { World } from '../world/world.ts';
import type { HttpRequest } from './exchange.ts';

/** Whether a call belongs to a world. */
export type Claim = (world: World) => boolean;

/**
 * Lists the claims of a call, the strongest first: its client key, its token, its session, or the id that it names. All are unique in
 * the whole simulator. A call belongs to the default partition when no claim holds.
 * @param id the id in the path or the query
 */
export function claimsOfCall(
  operation: OperationId,
  request: HttpRequest,
  id: string | undefined,
  settings: SettingValues,
): Claim[] {
  const { about } = rowOf(operation);
  const byId = about === null ? [] : [claimsById[about](id ?? '', request)];
  switch (authenticationOf(operation, settings)) {
    case 'basic':
      return [byClientKey(request.headers, settings)];
    case 'bearer':
      return [byToken(request.headers, settings), ...byId];
    case 'session':
      return [bySession(request.headers)];
    case 'bearer or session':
    case 'none':
      return byId;
  }
}

const claimsById: Record<NonNullable<OperationRow['about']>, (id: string, request: HttpRequest) => Claim> = {
  entryPoint:
    (id) =>
    ({ state }) =>
      state.entryPoints.has(id),
  conversation:
    (id) =>
    ({ state }) =>
      state.conversations.has(id),
  attachment:
    (id) =>
    ({ state }) =>
      state.attachments.has(id),
  user: (_id, request) => byUserName(request),
};

/** The claims of a call whose path is not one of the API: only its credentials show the partition. */
export function claimsOfCredentials({ headers }: HttpRequest, settings: SettingValues): Claim[] {
  return [byToken(headers, settings), bySession(headers), byClientKey(headers, settings)];
}

type Headers = HttpRequest['headers'];

function byClientKey(headers: Headers, settings: SettingValues): Claim {
  const keys = readBasicCredentials(headers['authorization'], settings['token.basicDecoding']).map(({ key }) => key);
  return (world) => keys.some((key) => applicationWithKey(world, key) !== undefined);
}

function byToken(headers: Headers, settings: SettingValues): Claim {
  const found = readBearerToken(headers['authorization'], settings['http.bearerParsing']);
  return (world) => 'token' in found && world.state.sessions.has(found.token);
}

function bySession(headers: Headers): Claim {
  const session = headers['x-egain-session']?.trim() ?? '';
  return (world) => world.state.sessions.has(session);
}

function byUserName(request: HttpRequest): Claim {
  const userName = readUserName(request);
  return ({ state }) => [...state.users.values()].some((user) => user.userName === userName);
}

function readUserName({ headers, body }: HttpRequest): string | undefined {
  try {
    const text = decodeBody(body, headers['content-type']);
    const value = bodyFormat(headers['content-type']) === 'xml' ? readXml(text).value : readJson(text);
    const { username, userName } = value as { username?: string; userName?: string };
    return username ?? userName;
  } catch {
    return undefined;
  }
}
