import type { AnyResult, Clock, Conversation, Fetch, Nodes } from '../../client/index.ts';
import { createAuthorization, createNodes, nodeFetch, openChatStore, resolveMethod } from '../../client/index.ts';
import type { Use } from './interaction.ts';
import { examples } from './templates.ts';

/** A clock that stands still: the library waits only for the answer, and between repeats not at all. */
const stillClock: Clock = {
  now: () => Date.parse(examples.lastModifiedDate),
  setTimeout: (callback, milliseconds) => {
    if (milliseconds === 0) queueMicrotask(callback);
  },
  clearTimeout: () => undefined,
};

export interface ClientSettings {
  /** Where the mock server is reached. */
  url: string;
  /** Default: the token URL is answered at once, so that a call is one request. */
  asksForToken?: boolean | undefined;
  /** The `fetch` of the library. A test gives another one to change the client on purpose. */
  fetch?: Fetch | undefined;
  /** What the token URL does after the first token. Default: it gives the same token again. */
  renewal?: Use['renewal'];
}

const tokenAnswer = { access_token: examples.accessToken, expires_in: 86_400, token_type: 'Bearer' };

function answeringTokenRequests(send: Fetch, renewal: Use['renewal']): Fetch {
  let asked = 0;
  return async (url, init) => {
    if (!url.includes('/oauth2/token')) return send(url, init);
    if (asked++ === 0 || renewal === undefined) return Response.json(tokenAnswer);
    return Response.json({ error: 'invalid_client' }, { status: 401 });
  };
}

export function authorizationFor({ url, asksForToken, fetch: send = nodeFetch, renewal }: ClientSettings) {
  return createAuthorization(
    {
      authorizationName: 'contract',
      clientId: examples.clientId,
      clientSecret: examples.clientSecret,
      hostName: `${url}/system`,
      userName: examples.userName,
      password: examples.password,
    },
    { clock: stillClock, fetch: asksForToken ? send : answeringTokenRequests(send, renewal), options: { retries: 0 } },
  );
}

/** The library as in a flow, with files and chats in memory. */
async function nodesFor(settings: ClientSettings, { method, options }: Use): Promise<Nodes> {
  return createNodes({
    authorization: authorizationFor(settings),
    chatStore: resolveMethod(method).method.longRunning && (await openChatStore({ url: ':memory:' })),
    fileHost: { store: async ({ fileName }) => Promise.resolve(`https://files.example.com/${fileName}`) },
    log: () => undefined,
    options: { retries: 0, ...options },
  });
}

function isConversation(run: Promise<AnyResult> | Conversation): run is Conversation {
  return Symbol.asyncIterator in run;
}

/** The outcome of the method's call to ECE. For Start Conversation this is the first outcome. */
async function resultOf(run: Promise<AnyResult> | Conversation): Promise<AnyResult> {
  if (!isConversation(run)) return run;
  const { value } = await run.next();
  await run.return(undefined);
  return value as AnyResult;
}

export class WrongResultError extends Error {
  override readonly name = 'WrongResultError';
}

function isAsExpected(expected: string | number | boolean | RegExp, seen: string | number | boolean | undefined) {
  return expected instanceof RegExp ? expected.test(String(seen)) : expected === seen;
}

/** @throws {WrongResultError} when it is not what the contract makes of the answer. */
export function assertResult({ method, outcome, outputs = {}, attempts }: Use, seen: AnyResult): void {
  if (seen.outcome !== outcome) {
    const why = seen.outputs.error === undefined ? '' : ` ${String(seen.outputs.error)}`;
    throw new WrongResultError(`${method} gave ${seen.outcome} instead of ${outcome}.${why}`);
  }
  if (attempts !== undefined && seen.attempts !== attempts)
    throw new WrongResultError(`${method} sent its request ${seen.attempts} times instead of ${attempts}.`);
  const documented: readonly string[] = ['error', ...resolveMethod(method).method.outputs.map(({ key }) => key)];
  const invented = Object.keys(seen.outputs).find((name) => !documented.includes(name));
  if (invented !== undefined) throw new WrongResultError(`${method}: the output ${invented} is documented nowhere.`);
  for (const [name, expected] of Object.entries(outputs)) {
    if (!isAsExpected(expected, seen.outputs[name]))
      throw new WrongResultError(
        `${method}: output ${name} is ${JSON.stringify(seen.outputs[name])} instead of ${String(expected)}.`,
      );
  }
}

/** Runs the method against the mock server. @throws {WrongResultError} */
export async function runUse(use: Use, settings: ClientSettings): Promise<void> {
  const nodes = await nodesFor({ ...settings, renewal: use.renewal }, use);
  assertResult(use, await resultOf(nodes.run(use.method, use.inputs, { unwired: use.unwired })));
}
