import type { Call } from './exchange.ts';

/** Paths as a client of ECE writes them: spec 1. */
export const paths = {
  token: '/system/ws/v19/clientapplications/authentication/oauth2/token',
  revoke: '/system/ws/v19/clientapplications/authentication/oauth2/revoke',
  configuration: '/system/ws/v19/clientapplications/messaging/configuration',
  start: '/system/ws/v19/clientapplications/messaging/conversation/start',
  send: '/system/ws/v19/clientapplications/messaging/sendmessage',
  end: '/system/ws/v19/clientapplications/messaging/conversation/end',
  attachment: '/system/ws/v19/clientapplications/messaging/attachment',
  availability: '/system/egain/chat/entrypoint',
  logIn: '/system/ws/v12/authentication/user/login',
  logOut: '/system/ws/v12/authentication/user/logout',
  customer: '/system/ws/v12/interaction/customer',
} as const;

/** Key and secret of a client application. */
export interface Credentials {
  readonly key: string;
  readonly secret: string;
}

export function credentialsOf({ clientId, clientSecret }: { clientId: string; clientSecret: string }): Credentials {
  return { key: clientId, secret: clientSecret };
}

export const demo: Credentials = { key: 'demo-client', secret: 'demo-secret' };
export const other: Credentials = { key: 'other-client', secret: 'other-secret' };

export function basic({ key, secret }: Credentials): string {
  return `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
}
function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}

export const formType = 'application/x-www-form-urlencoded';

/** A body with its content type: objects are JSON; texts are XML when they begin with `<`, and JSON otherwise. */
export function content(body: object | string): { type: string; body: string } {
  if (typeof body === 'object') return { type: 'application/json', body: JSON.stringify(body) };
  return { type: body.startsWith('<') ? 'application/xml' : 'application/json', body };
}

function post(target: string, token: string, given: object | string): Call {
  const { type, body } = content(given);
  return { target, method: 'POST', headers: { ...bearer(token), 'content-type': type }, body };
}

export function tokenCall(application = demo, query = ''): Call {
  return {
    target: paths.token + query,
    method: 'POST',
    headers: { authorization: basic(application), 'content-type': formType },
    body: 'grant_type=client_credentials',
  };
}

export function revokeCall(token: string): Call {
  return { target: paths.revoke, method: 'POST', headers: bearer(token) };
}

export function activateWebhookCall(token: string): Call {
  return { target: '/system/ws/v19/clientapplications/activatewebhook', method: 'PUT', headers: bearer(token) };
}

export function configurationCall(token: string, entryPoint: string | number = 1001): Call {
  return { target: `${paths.configuration}?entrypoint=${entryPoint}`, headers: bearer(token) };
}

export function startCall(token: string, body: object | string, query = '?anonymousCustomer=yes'): Call {
  return post(paths.start + query, token, body);
}

export function sendCall(token: string, body: object | string): Call {
  return post(paths.send, token, body);
}

export function endCall(token: string, body: object | string): Call {
  return post(paths.end, token, body);
}

export function attachmentCall(token: string, id: string, fileName: string): Call {
  return { target: `${paths.attachment}/${id}/${encodeURIComponent(fileName)}`, headers: bearer(token) };
}

export type AvailabilityCheck = 'agentAvailability' | 'capacity' | 'liveSessionStatus' | 'checkEligibility' | 'chatAllowed';

export function availabilityCall(check: AvailabilityCheck, entryPoint: string | number = 1001): Call {
  return { target: `${paths.availability}/${check}/${entryPoint}` };
}

export function transcriptCall(): Call {
  return { target: `${paths.availability}/transcript`, method: 'POST' };
}

export function logInCall(body: object | string = { username: 'demo-user', password: 'demo-password' }, query = ''): Call {
  const written = content(body);
  return { target: paths.logIn + query, method: 'POST', headers: { 'content-type': written.type }, body: written.body };
}

export function logOutCall(session: string): Call {
  return { target: paths.logOut, method: 'DELETE', headers: { 'x-egain-session': session } };
}

export function searchCall(session: string, query: string): Call {
  return { target: `${paths.customer}?${query}`, headers: { 'x-egain-session': session } };
}

export function editCall(session: string, body: object | string): Call {
  return customerCall('PUT', session, body);
}

export function createCall(session: string, body: object | string): Call {
  return customerCall('POST', session, body);
}

function customerCall(method: 'PUT' | 'POST', session: string, body: object | string): Call {
  const written = content(body);
  return {
    target: paths.customer,
    method,
    headers: { 'x-egain-session': session, 'content-type': written.type },
    body: written.body,
  };
}
