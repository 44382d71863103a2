import { BenchmarkError } from './question.ts';
import type { LoadedCall } from './load.ts';

/** What calls of one server name: obtained anew before each measurement. */
export interface Prepared {
  readonly url: string;
  readonly token: string;
  readonly conversationId: string;
  /** The configuration that a start repeats. */
  readonly entryPointConfiguration: object;
}

const api = '/system/ws/v19/clientapplications';
const tokenTarget = `${api}/authentication/oauth2/token?forceLogin=yes`;
const configurationTarget = `${api}/messaging/configuration?entrypoint=1001`;
const startTarget = `${api}/messaging/conversation/start?anonymousCustomer=yes`;
const basic = `Basic ${btoa('demo-client:demo-secret')}`;
const form = { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' };
const grant = 'grant_type=client_credentials';

function jsonHeaders(token: string) {
  return { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' };
}

function hasMember(body: string, name: string): boolean {
  return body.startsWith('{') && body.includes(`"${name}":`);
}

export const calls = {
  'send message': ({ url, token, conversationId }: Prepared): LoadedCall => ({
    name: 'send message',
    url: `${url}${api}/messaging/sendmessage`,
    method: 'POST',
    headers: jsonHeaders(token),
    body: JSON.stringify({ conversation: { id: conversationId }, type: { value: 'text/plain' }, content: 'hello' }),
    status: 204,
    isAnswer: (body) => body === '',
  }),
  configuration: ({ url, token }: Prepared): LoadedCall => ({
    name: 'configuration',
    url: url + configurationTarget,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    status: 200,
    isAnswer: (body) => hasMember(body, 'entryPointConfiguration'),
  }),
  'start conversation': ({ url, token, entryPointConfiguration }: Prepared): LoadedCall => ({
    name: 'start conversation',
    url: url + startTarget,
    method: 'POST',
    headers: jsonHeaders(token),
    body: JSON.stringify({ entryPointConfiguration }),
    status: 201,
    isAnswer: (body) => hasMember(body, 'id'),
  }),
  availability: ({ url }: Prepared): LoadedCall => ({
    name: 'availability',
    url: `${url}/system/egain/chat/entrypoint/agentAvailability/1001`,
    headers: {},
    status: 200,
    isAnswer: (body) => body.includes('available="true"'),
  }),
  token: ({ url }: Prepared): LoadedCall => ({
    name: 'token',
    url: url + tokenTarget,
    method: 'POST',
    headers: form,
    body: grant,
    status: 200,
    isAnswer: (body) => hasMember(body, 'access_token'),
  }),
};

export type CallName = keyof typeof calls;
export const callNames = Object.keys(calls) as CallName[];

export function endOf({ url, token }: Prepared, conversationId: string): LoadedCall {
  return {
    name: 'end conversation',
    url: `${url}${api}/messaging/conversation/end`,
    method: 'POST',
    headers: jsonHeaders(token),
    body: JSON.stringify({ conversation: { id: conversationId } }),
    status: 204,
    isAnswer: (body) => body === '',
  };
}

/** Makes a call once. @throws {BenchmarkError} when the answer is not the right one */
export async function makeCall(call: LoadedCall): Promise<string> {
  const { name, url, status, isAnswer, method, headers, body } = call;
  const answer = await fetch(url, { ...(method && { method }), headers: { ...headers }, ...(body !== undefined && { body }) });
  const text = await answer.text();
  if (answer.status !== status || !isAnswer(text))
    throw new BenchmarkError(`"${name}" at ${url} was answered ${answer.status}: ${text.slice(0, 200)}`);
  return text;
}

/** Lets the simulator forget what was measured before, obtains a token and starts a conversation. */
export async function prepare(url: string): Promise<Prepared> {
  const answer = await fetch(`${url}/_sim/v1/reset`, { method: 'POST' });
  if (!answer.ok) throw new BenchmarkError(`The simulator at ${url} could not be reset: ${answer.status}.`);
  const unknown = { url, token: '', conversationId: '', entryPointConfiguration: {} };
  const { access_token: token } = JSON.parse(await makeCall(calls.token(unknown))) as { access_token: string };
  const configuration = JSON.parse(await makeCall(calls.configuration({ ...unknown, token }))) as {
    entryPointConfiguration: [object];
  };
  const [entryPointConfiguration] = configuration.entryPointConfiguration;
  const started = { ...unknown, token, entryPointConfiguration };
  const { id } = JSON.parse(await makeCall(calls['start conversation'](started))) as { id: string };
  return { ...started, conversationId: id };
}
