import { requests } from '../../client/catalogue/requests.ts';
import { readEnvelope, readMessage } from '../../client/callback-message.ts';
import type { AnyResult, ChatStore, Clock, Fetch } from '../../client/index.ts';
import { createAuthorization, createNodes, openChatStore, resolveMethod, resolveOutcome } from '../../client/index.ts';
import { decode } from '../../client/wire.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import type { EntryOutcome } from './entry-outcome.ts';
import type { NodeOfCall } from './node-of-call.ts';
import { nodeOfCall } from './node-of-call.ts';

const host = 'http://ece.invalid';
const startMethod = 'startConversation.startConversationOnSms';

/** Values for every required input: what ECE answered does not depend on them. */
const inputs: Readonly<Record<string, unknown>> = {
  entryPointId: '1001',
  lastModifiedDate: '2026-01-15T09:30:00.000Z',
  phoneNumber: '7700900123',
  countryCode: '44',
  facebookPsid: 'psid',
  conversationId: '645ac530-7520-4daa-b95c-8e8cad6fcda7',
  message: 'Hello',
  attachmentId: '1',
  fileName: 'a.pdf',
  contentType: 'application/pdf',
  fileSize: 1,
  attachmentUrl: `${host}/a.pdf`,
  contentUrl: `${host}/a.pdf`,
  customerId: '1',
  contactPersonId: '1',
  contactPointId: '1',
  firstName: 'Ann',
};

/** Nothing waits: what would take time happens at once. */
const hurriedClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback) => setImmediate(callback),
  clearTimeout: (handle) => clearImmediate(handle as NodeJS.Immediate),
};

/** Finds outcomes by giving the answers of the journal to the nodes themselves. */
export class OutcomeFinder {
  #store: Promise<ChatStore> | undefined;

  /** Null for what leads to no outcome by itself, e.g. a token that was given. */
  async find(entry: JournalEntry): Promise<EntryOutcome | null> {
    if (entry.kind === 'callback') return outcomeOfCallback(entry);
    const node = entry.kind === 'call' ? nodeOfCall(entry) : undefined;
    if (node === undefined) return null;
    if (node.request === 'token' && entry.answer !== null && entry.answer.status < 300) return null;
    const { method } = resolveMethod(node.path);
    const { outcome } = await this.run(node, entry);
    const { when } = resolveOutcome(method, outcome);
    return { node: method.method, outcome, when, isRepeated: isRepeated(entry) };
  }

  /** The result of a node that gets the answer of the entry. */
  async run({ path, request }: NodeOfCall, entry: JournalEntry): Promise<AnyResult> {
    const nodes = createNodes({
      authorization: createAuthorization({
        authorizationName: 'journal',
        clientId: 'id',
        clientSecret: 'secret',
        userName: 'user',
        password: 'password',
        hostName: host,
      }),
      chatStore: await (this.#store ??= openChatStore({ clock: hurriedClock })),
      fileHost: { store: () => Promise.resolve(`${host}/hosted`) },
      clock: hurriedClock,
      fetch: answering(request, entry),
      options: { retries: 0, allowPrivateAddresses: true },
      log: () => undefined,
    });
    const { method } = resolveMethod(path);
    const asked = { ...inputs, ...(entry.entryPointId !== null && { entryPointId: entry.entryPointId }) };
    const given = Object.fromEntries(
      method.inputs.flatMap(({ key, required }) =>
        required || key === 'firstName' ? [[key, asked[key as keyof typeof asked]]] : [],
      ),
    );
    const stop = new AbortController();
    const running = nodes.run(path, given, { signal: stop.signal });
    if (running instanceof Promise) return running;
    const first = (await running.next()).value as AnyResult;
    stop.abort(new Error('only the first outcome counts'));
    return first;
  }

  async close(): Promise<void> {
    await (await this.#store)?.close();
  }
}

/** The client renews its token after a 401, and repeats what failed on the way or inside of ECE. */
export function isRepeated(entry: JournalEntry): boolean {
  const { answer } = entry;
  return answer === null || answer.status >= 500 || (answer.status === 401 && nodeOfCall(entry)?.request !== 'token');
}

/** Answers the request with what the journal says, and whatever the node asks before it with success. */
function answering(name: NodeOfCall['request'], entry: JournalEntry): Fetch {
  const path = requests[name].path?.replace(/\{.*/, '') ?? '/a.pdf';
  return (url) => {
    if (new URL(url).pathname.startsWith(path)) return recorded(entry);
    const isLogin = url.includes(requests.userLogin.path);
    const token = JSON.stringify({ access_token: 'token', token_type: 'Bearer', expires_in: 3600 });
    return Promise.resolve(
      isLogin
        ? new Response(null, { status: 204, headers: { 'x-egain-session': 'session' } })
        : new Response(token, { headers: { 'content-type': 'application/json' } }),
    );
  };
}

function recorded({ answer, problem }: JournalEntry): Promise<Response> {
  if (answer === null)
    return problem === 'never answered'
      ? new Promise(() => undefined)
      : Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }));
  const { status, body, headers } = answer;
  const kept = Object.entries(headers).filter(
    ([header]) => !/^(content-length|content-encoding|transfer-encoding)$/i.test(header),
  );
  const hasBody = body !== '' && ![204, 205, 304].includes(status);
  return Promise.resolve(new Response(hasBody ? body : null, { status, headers: kept }));
}

/** Start Conversation is left once more by the first event of the callback that it knows. */
function outcomeOfCallback({ request, answer }: JournalEntry): EntryOutcome | null {
  if (answer === null || answer.status >= 300) return null;
  const { method } = resolveMethod(startMethod);
  const words = (readEnvelope(decode(request.body))?.messages ?? []).map(({ json }) => readMessage(json).type.value);
  const [name] = words.flatMap((word) => outcomeOfMessage(word) ?? []);
  if (name === undefined) return null;
  return { node: 'Start Conversation', outcome: name, when: resolveOutcome(method, name).when, isRepeated: false };
}

/** The outcome for a message with this `type.value`; undefined for one that leads to none, such as a typing notice. */
export function outcomeOfMessage(word: string): string | undefined {
  const { outcomes } = resolveMethod(startMethod).method;
  return outcomes.find(({ kind, words }) => kind === 'event' && words?.includes(word.toLowerCase()) === true)?.name;
}
