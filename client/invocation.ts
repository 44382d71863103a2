import type { Authorization } from './authorization.ts';
import type { MethodEntry, Outcome } from './catalogue/entry.ts';
import type { ResolvedMethod } from './catalogue/names.ts';
import { allMethods } from './catalogue/names.ts';
import { codeOfNotOngoing } from './catalogue/outcomes.ts';
import type { ChatStore } from './chat-store/chat-store.ts';
import { wrapChatRecords } from './chat-store/chat-store.ts';
import type { Inbox } from './chat-store/inbox.ts';
import { elapsed, withTimeLimit } from './clock.ts';
import { createEceApi } from './ece-api.ts';
import type { EventApi } from './event-api.ts';
import { inboxEventApi } from './event-api.ts';
import type { RequestFacts } from './errors.ts';
import { AuthorizationError, factsOf, InvalidSettingsError } from './errors.ts';
import type { FileHost } from './file-host.ts';
import { localFileHost } from './file-host.ts';
import type { HookFacts, Tell } from './hooks.ts';
import { maskErrors } from './hooks.ts';
import { checkInputs } from './inputs.ts';
import { resultOfAnswer, resultOfError, resultOfOutcome } from './method-result.ts';
import type { Context, MethodAnswer } from './nodes/behaviour.ts';
import { assertMembers } from './members.ts';
import type { Options } from './options.ts';
import { completeOptions } from './options.ts';
import { publicOnly } from './private-addresses.ts';
import { redactSecrets } from './redaction.ts';
import type { AnyResult, MethodPath, NodeKey, OutcomeAndOutputs } from './results.ts';
import type { Runtime, RuntimeSettings } from './runtime.ts';
import type { Site } from './site.ts';
import { readSite } from './site.ts';
import { completeRuntime } from './runtime.ts';

export interface NodesSettings extends RuntimeSettings {
  /** A site file, or what stands in one: options for one installation of ECE. `options` override them. */
  site?: string | Site | undefined;
  /** For every node without an entry in `authorizations`. */
  authorization?: Authorization | undefined;
  /** By key of the node. */
  authorizations?: Partial<Record<NodeKey, Authorization>> | undefined;
  /** For the chat store nodes, Start Conversation and Process ECE Event. */
  chatStore?: ChatStore | undefined;
  /** Receives the messages of Process ECE Event. Default: the inbox of the chat store. */
  eventApi?: EventApi | undefined;
  /** Stores the files of Get Attachment URL. Default: a folder of temporary files. */
  fileHost?: FileHost | undefined;
}

/** Every member of the settings, so that a misspelt one is seen. */
const membersOfNodes = {
  clock: true,
  fetch: true,
  random: true,
  options: true,
  log: true,
  site: true,
  authorization: true,
  authorizations: true,
  chatStore: true,
  eventApi: true,
  fileHost: true,
  onRequest: true,
  onResponse: true,
  onRetry: true,
  onToken: true,
  onEvent: true,
  onResult: true,
  onSilence: true,
} as const satisfies Record<keyof NodesSettings, true>;

/** The settings of the nodes, with the options of the site file read. */
export interface CheckedNodesSettings extends NodesSettings {
  siteOptions?: Partial<Options> | undefined;
}

/** @throws {InvalidSettingsError} for members that do not exist, options and a site file that cannot be used */
export function checkNodesSettings(settings: NodesSettings): CheckedNodesSettings {
  assertMembers('The settings of the nodes', settings, Object.keys(membersOfNodes));
  assertMembers('The settings of the nodes', settings.authorizations ?? {}, nodeKeys, ['authorizations']);
  completeOptions(settings.options ?? {});
  return settings.site === undefined ? settings : { ...settings, siteOptions: readSite(settings.site) };
}

const nodeKeys = [...new Set(allMethods().map(({ node }) => node.key))];

/** Settings of one invocation of a node method. */
export interface InvocationSettings {
  /** Cancels the invocation, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** For this invocation only, e.g. `timeoutMs`, the field Timeout of the node. */
  options?: Partial<Options> | undefined;
}

export type AnyBehaviour = (inputs: Record<string, string>, context: Context) => Promise<MethodAnswer>;

/** One invocation of a node method, with all that it needs. */
export class Invocation {
  readonly method: MethodEntry;
  readonly path: MethodPath;
  readonly runtime: Runtime;
  readonly signal: AbortSignal | undefined;
  readonly #resolved: ResolvedMethod;
  readonly #settings: CheckedNodesSettings;
  readonly #authorization: Authorization | undefined;
  #session: string | undefined;
  #ids: Pick<HookFacts, 'conversationId' | 'customerId'> = {};
  /** When the work for the next result began. */
  #begun: number;

  constructor(resolved: ResolvedMethod, own: InvocationSettings, settings: CheckedNodesSettings) {
    this.#resolved = resolved;
    this.#settings = settings;
    this.#authorization = settings.authorizations?.[resolved.node.key as NodeKey] ?? settings.authorization;
    this.method = resolved.method;
    this.signal = own.signal;
    this.path = resolved.path;
    const runtime = completeRuntime(own, settings, { options: settings.siteOptions }, this.#authorization?.settings ?? {});
    const tell: Tell = (name, happening) => runtime.tell(name, this.#completeHappening(happening));
    this.runtime = { ...runtime, method: resolved.path, tell };
    this.#begun = elapsed(this.runtime.clock);
  }

  /** Runs an operation of the chat store within the time limit of one try. */
  readonly withTimeLimit = <Value>(operation: () => Promise<Value>): Promise<Value> => {
    const { clock, options } = this.runtime;
    const limit = { clock, timeoutMs: options.timeoutMs, signal: this.signal };
    return withTimeLimit(`The chat store did not answer within ${options.timeoutMs} ms.`, limit, async () => operation());
  };

  /** Checks the inputs and the authorization, then runs the behaviour of the node. */
  async answer(behaviour: AnyBehaviour, given: Readonly<Record<string, unknown>>): Promise<MethodAnswer> {
    this.signal?.throwIfAborted();
    const inputs = checkInputs(this.method, given, this.runtime.options);
    this.#session = inputs.xEgainSession;
    this.about({
      conversationId: inputs.conversationId,
      customerId: inputs.customerId ?? inputs.phoneNumber ?? inputs.facebookPsid,
    });
    if (this.method.requiresCredentials) this.#usableAuthorization().assertUsable();
    return behaviour(inputs, this.#context());
  }

  resultOfAnswer(answer: MethodAnswer, unwired?: readonly string[]): AnyResult {
    return this.#complete(resultOfAnswer(this.#resolved, answer, this.#redact, unwired, this.#meaningOf(answer)), answer);
  }

  resultOfEvent(outcome: Outcome, answer: MethodAnswer): AnyResult {
    return this.#complete(resultOfOutcome(this.method, outcome, answer, this.#redact), answer);
  }

  /** @throws the signal's reason when the invocation was cancelled. */
  resultOfError(error: unknown): AnyResult {
    this.signal?.throwIfAborted();
    return this.#complete(resultOfError(this.method, error, this.#redact), factsOf(error));
  }

  /** The answer with the code that the catalogue knows, where the option `notOngoingCodes` names another. */
  #meaningOf(answer: MethodAnswer): MethodAnswer {
    const { notOngoingCodes } = this.runtime.options;
    return answer.code !== undefined && notOngoingCodes.includes(answer.code) ? { ...answer, code: codeOfNotOngoing } : answer;
  }

  #complete(result: OutcomeAndOutputs, { status, code, attempts = 0, requestId }: RequestFacts): AnyResult {
    const begun = this.#begun;
    this.#begun = elapsed(this.runtime.clock);
    return { ...result, status, code, attempts, durationMs: Math.round(this.#begun - begun), requestId };
  }

  report(result: AnyResult): AnyResult {
    this.runtime.tell('result', { ...result, method: this.path });
    return result;
  }

  /** Says whom the hooks are told of from now on. */
  about(ids: Pick<HookFacts, 'conversationId' | 'customerId'>): void {
    this.#ids = { ...this.#ids, ...ids };
  }

  /** Adds what every hook is told, and masks what an error repeats. */
  #completeHappening<Told extends object>(happening: Told): Told & Partial<HookFacts> {
    const node = this.#resolved.node.key as NodeKey;
    return { node, method: this.path, ...this.#ids, ...maskErrors(happening, this.#redact) };
  }

  get inbox(): Inbox {
    return this.#chatStore.inbox;
  }

  #context(): Context {
    const { runtime, signal, withTimeLimit } = this;
    const settings = this.#settings;
    const authorization = () => this.#usableAuthorization();
    const chatStore = () => this.#chatStore;
    return {
      runtime,
      signal,
      publicFetch: publicOnly(settings.fetch),
      fileHost: settings.fileHost ?? localFileHost(),
      get authorization() {
        return authorization();
      },
      get ece() {
        return createEceApi(authorization(), runtime);
      },
      get chatStore() {
        return wrapChatRecords(chatStore(), withTimeLimit);
      },
      get events() {
        return settings.eventApi ?? inboxEventApi(chatStore().inbox, runtime.clock, runtime.options.tenant);
      },
    };
  }

  #usableAuthorization(): Authorization {
    if (!this.#authorization) throw new AuthorizationError(`No authorization is given for node ${this.#resolved.node.node}.`);
    return this.#authorization;
  }

  get #chatStore(): ChatStore {
    const { chatStore } = this.#settings;
    if (!chatStore)
      throw new InvalidSettingsError(`No chat store is given for node ${this.#resolved.node.node}.`, [
        { path: ['chatStore'], message: 'is missing' },
      ]);
    return chatStore;
  }

  readonly #redact = (text: string): string => {
    return this.#authorization?.redact(text, this.#session) ?? redactSecrets(text, [this.#session]);
  };
}

/** Runs a method that is not long-running. */
export async function runMethod(
  invocation: Invocation,
  behaviour: AnyBehaviour,
  given: Readonly<Record<string, unknown>>,
): Promise<AnyResult> {
  const result = await invocation
    .answer(behaviour, given)
    .then((answer) => invocation.resultOfAnswer(answer))
    .catch((error: unknown) => invocation.resultOfError(error));
  return invocation.report(result);
}
