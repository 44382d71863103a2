import type { OperationRow } from '../protocol/operation-row.ts';
import type { OperationId } from '../protocol/operations.ts';
import { authenticationOf, rowOf } from '../protocol/rows.ts';
import { readBearerToken } from '../protocol/representation.ts';
import type { SentBody } from '../protocol/sent-body.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { readBasicCredentials } from '../operations/token.ts';
import type { World } from '../world/world.ts';
import type { HttpRequest } from './exchange.ts';

/** What a request says of its caller. */
interface Claimant extends Pick<HttpRequest, 'headers'> {
  readonly body: SentBody;
}

/** Whether a call belongs to a world. */
export type Claim = (world: World) => boolean;

/**
 * Lists the claims of a call, the strongest first: its client key, its token, its session, or the id that it names. All are unique in
 * the whole simulator. A call belongs to the default partition when no claim holds.
 * @param id the id in the path or the query
 */
export function claimsOfCall(
  operation: OperationId,
  request: Claimant,
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

const claimsById: Record<NonNullable<OperationRow['about']>, (id: string, request: Claimant) => Claim> = {
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
export function claimsOfCredentials({ headers }: Pick<HttpRequest, 'headers'>, settings: SettingValues): Claim[] {
  return [byToken(headers, settings), bySession(headers), byClientKey(headers, settings)];
}

type Headers = HttpRequest['headers'];

function byClientKey(headers: Headers, settings: SettingValues): Claim {
  const keys = readBasicCredentials(headers['authorization'], settings['token.basicDecoding']).map(({ key }) => key);
  return ({ state }) => [...state.applications.values()].some(({ key }) => keys.includes(key));
}

function byToken(headers: Headers, settings: SettingValues): Claim {
  const found = readBearerToken(headers['authorization'], settings['http.bearerParsing']);
  return (world) => 'token' in found && world.state.sessions.has(found.token);
}

function bySession(headers: Headers): Claim {
  const session = headers['x-egain-session']?.trim() ?? '';
  return (world) => world.state.sessions.has(session);
}

function byUserName(request: Claimant): Claim {
  const userName = readUserName(request);
  return ({ state }) => [...state.users.values()].some((user) => user.userName === userName);
}

/** The most bytes of a body that are read before the checks: nobody has said yet who calls. */
const longestLogin = 16_384;

function readUserName({ body }: Claimant): string | undefined {
  if (body.bytes.byteLength > longestLogin) return undefined;
  try {
    const { username, userName } = body.read().value as { username?: string; userName?: string };
    return username ?? userName;
  } catch {
    return undefined;
  }
}
