import type { Known, Situation } from './known.ts';
import { take } from './known.ts';
import type { CallStep, ProbeAnswer, ProbeRequest, Setup } from './probe.ts';

const v19 = '/ws/v19/clientapplications';
export const paths = {
  token: `${v19}/authentication/oauth2/token`,
  revoke: `${v19}/authentication/oauth2/revoke`,
  configuration: `${v19}/messaging/configuration`,
  start: `${v19}/messaging/conversation/start`,
  conversation: `${v19}/messaging/conversation`,
  send: `${v19}/messaging/sendmessage`,
  end: `${v19}/messaging/conversation/end`,
  activate: `${v19}/activatewebhook`,
  availability: '/egain/chat/entrypoint',
  logIn: '/ws/v12/authentication/user/login',
  logOut: '/ws/v12/authentication/user/logout',
  customer: '/ws/v12/interaction/customer',
} as const;

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

/** Parts of a request that differ from the usual ones. */
export interface Parts {
  readonly method?: ProbeRequest['method'];
  /** Null sends no such header. */
  readonly accept?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  /** With its question mark. */
  readonly query?: string;
  /** An object goes as JSON; a text goes as it is. */
  readonly body?: object | string;
}

export function request(target: string, parts: Parts, headers: Readonly<Record<string, string>> = {}): ProbeRequest {
  const { method = 'GET', accept = json, query = '', body } = parts;
  const text = typeof body === 'object' ? JSON.stringify(body) : body;
  const type = parts.contentType ?? (text?.startsWith('<') === true ? 'application/xml' : json);
  return {
    method,
    target: target + query,
    headers: {
      ...(accept !== null && { accept }),
      ...(text !== undefined && { 'content-type': type }),
      ...headers,
      ...parts.headers,
    },
    ...(text !== undefined && { body: text }),
  };
}

export function basicOf({ clientId, clientSecret }: Known, secret = clientSecret): string {
  return `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
}

export function bearerOf(known: Known): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${take(known.token, 'token')}` };
}

type Make = (known: Known) => ProbeRequest;
type Rest = Omit<CallStep, 'do' | 'step' | 'needs' | 'request'>;

export function call(step: string, needs: readonly Setup[], make: Make, rest: Rest = {}): CallStep {
  return { do: 'call', step, needs, request: make, ...rest };
}

type PartsOf = Parts | ((known: Known) => Parts);

function partsOf(parts: PartsOf, known: Known): Parts {
  return typeof parts === 'function' ? parts(known) : parts;
}

/** A token call with the right secret, unless `headers` say otherwise. */
export function tokenCall(step: string, parts: PartsOf = {}): CallStep {
  const make: Make = (known) => {
    const usual = { method: 'POST', contentType: form, body: 'grant_type=client_credentials' } as const;
    return request(known.root + paths.token, { ...usual, ...partsOf(parts, known) }, { authorization: basicOf(known) });
  };
  return call(step, [], make, { learn: learnToken });
}

/** Keeps every token that is given out, so that all are revoked in the end. */
export function learnToken({ body }: ProbeAnswer, known: Known): void {
  const token = /"access_token"\s*:\s*"([^"]+)"/.exec(body)?.[1] ?? /<(?:\w+:)?access_token>([^<]+)</.exec(body)?.[1];
  if (token === undefined) return;
  known.formerToken = known.token;
  known.token = token;
  known.tokens.push(token);
}

/** A call with the token. */
export function bearerCall(step: string, path: string, parts: PartsOf = {}, rest: Rest = {}): CallStep {
  return call(step, ['token'], (known) => request(known.root + path, partsOf(parts, known), bearerOf(known)), rest);
}

export function entryPointOf(known: Known, situation: Situation): string {
  return take(known.entryPoints[situation], `entry point ${situation}`);
}

export function configurationCall(step: string, parts: PartsOf = {}, situation: Situation = 'ready', rest: Rest = {}): CallStep {
  const make = (known: Known) => ({ query: `?entrypoint=${entryPointOf(known, situation)}`, ...partsOf(parts, known) });
  return bearerCall(step, paths.configuration, make, rest);
}

interface StartParts extends Parts {
  readonly situation?: Situation;
  readonly activity?: object;
  /** Instead of the entry point's own. */
  readonly date?: string;
  readonly id?: string | number;
  /** Members beside. */
  readonly further?: object;
}

export function startBody(known: Known, { situation = 'ready', activity, date, id, further }: StartParts = {}): object {
  const own = entryPointOf(known, situation);
  return {
    entryPointConfiguration: {
      entryPoint: { id: id ?? (known.idForm === 'number' ? Number(own) : own) },
      lastModified: { date: date ?? known.dates[own] ?? known.dates[entryPointOf(known, 'ready')] ?? 'unknown' },
    },
    ...(activity !== undefined && { activity }),
    ...further,
  };
}

/** A start; what it begins is ended at once, before the next request but one at the latest. */
export function startCall(step: string, parts: StartParts | ((known: Known) => StartParts) = {}, rest: Rest = {}): CallStep {
  const make: Make = (known) => {
    const given = typeof parts === 'function' ? parts(known) : parts;
    const usual = { method: 'POST', query: '?anonymousCustomer=yes', body: startBody(known, given) } as const;
    return request(known.root + paths.start, { ...usual, ...given }, bearerOf(known));
  };
  const situation = typeof parts === 'function' ? undefined : parts.situation;
  return call(step, ['token', 'date'], make, { starts: true, ...(situation !== undefined && { situation }), ...rest });
}

/** The id of the activity in the answer to a start. */
export function readActivity(body: string): string | undefined {
  return /"(?:activity|chatActivity)"\s*:\s*\{\s*"id"\s*:\s*"?(\w+)/.exec(body)?.[1];
}

/** The id of the conversation in the answer to a start. */
export function readConversation(body: string): string | undefined {
  try {
    const { id } = JSON.parse(body) as { id?: unknown };
    return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
  } catch {
    const root = body.replace(/^<\?xml[^>]*\?>\s*/, '');
    const inside = root.replace(/<(?:\w+:)?(activity|chatActivity|entryPointConfiguration)\b[^]*?<\/(?:\w+:)?\1>/g, '');
    return /^<[^>]*\sid="([^"]+)"/.exec(root)?.[1] ?? /<(?:\w+:)?id>([^<]+)</.exec(inside)?.[1];
  }
}

/** A message of the open conversation. */
export function sendCall(
  step: string,
  message: object | ((known: Known) => object),
  rest: Rest & { parts?: Parts } = {},
): CallStep {
  const { parts, ...others } = rest;
  const make: Make = (known) => {
    const body = {
      conversation: { id: take(known.conversation, 'conversation') },
      ...(typeof message === 'function' ? (message as (known: Known) => object)(known) : message),
    };
    return request(known.root + paths.send, { method: 'POST', body, ...parts }, bearerOf(known));
  };
  return call(step, ['token', 'conversation'], make, others);
}

export function endCall(step: string, rest: Rest = {}): CallStep {
  const make: Make = (known) => {
    const body = { conversation: { id: take(known.conversation, 'conversation') } };
    return request(known.root + paths.end, { method: 'POST', body }, bearerOf(known));
  };
  return call(step, ['token', 'conversation'], make, { ends: true, ...rest });
}

export function checkCall(
  step: string,
  check: string,
  parts: PartsOf = {},
  situation: Situation = 'ready',
  rest: Rest = {},
): CallStep {
  const make: Make = (known) =>
    request(`${known.root}${paths.availability}/${check}/${entryPointOf(known, situation)}`, partsOf(parts, known));
  return call(step, [], make, rest);
}

export function text(known: Known, content = 'a message of the calibration'): object {
  return { type: { value: known.textWord }, content };
}

/** A call with the session of a user. */
export function sessionCall(step: string, path: string, parts: PartsOf = {}, rest: Rest = {}): CallStep {
  const make: Make = (known) =>
    request(known.root + path, partsOf(parts, known), { 'x-egain-session': take(known.session, 'session of a user') });
  return call(step, ['session'], make, rest);
}

export function attribute(name: string, value: string): object {
  return { customAttribute: [{ attribName: name, attribValues: { attribValue: [{ value }] } }] };
}
