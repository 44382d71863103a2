import type { Authorization } from './authorization.ts';
import type { MethodEntry, Outcome } from './catalogue/entry.ts';
import type { ResolvedMethod } from './catalogue/names.ts';
import type { ChatStore } from './chat-store/chat-store.ts';
import type { Inbox } from './chat-store/inbox.ts';
import { within } from './clock.ts';
import { createEceApi } from './ece-api.ts';
import type { EventApi } from './event-api.ts';
import { inboxEvents } from './event-api.ts';
import { AuthorizationError, InvalidSettingsError } from './errors.ts';
import type { FileHost } from './file-host.ts';
import { localFileHost } from './file-host.ts';
import { checkInputs } from './inputs.ts';
import type { Context } from './nodes/behaviour.ts';
import type { Options } from './options.ts';
import { publicOnly } from './private-addresses.ts';
import type { AnyResult, MethodPath, NodeKey } from './results.ts';
import type { MethodAnswer } from './run.ts';
import { conclude, concludeAs, concludeFailure } from './run.ts';
import type { Runtime, RuntimeSettings } from './runtime.ts';
import { completeRuntime } from './runtime.ts';

export interface NodesSettings extends RuntimeSettings {
  /** For every node that is not named in `authorizations`. */
  authorization?: Authorization | undefined;
  /** By node. */
  authorizations?: Partial<Record<NodeKey, Authorization>> | undefined;
  /** For the chat store nodes, Start Conversation and Process ECE Event. */
  chatStore?: ChatStore | undefined;
  /** What Process ECE Event hands messages to. Default: the inbox of the chat store. */
  eventApi?: EventApi | undefined;
  /** Where Get Attachment URL stores files. Default: a folder of temporary files. */
  fileHost?: FileHost | undefined;
  /** Told of every result. */
  onResult?: ((result: AnyResult & { method: MethodPath }) => void) | undefined;
}

/** Settings of one call. */
export interface CallSettings {
  /** Cancels the call, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** For this call only, e.g. `timeoutMs`, the Timeout field of the node. */
  options?: Partial<Options> | undefined;
}

export type AnyBehaviour = (inputs: Record<string, string>, context: Context) => Promise<MethodAnswer>;

function timeLimited(store: ChatStore, limited: Invocation['limited']): Context['chatStore'] {
  return {
    createChat: (...given) => limited(() => store.createChat(...given)),
    findOpenChat: (...given) => limited(() => store.findOpenChat(...given)),
    readChat: (...given) => limited(() => store.readChat(...given)),
    appendMessage: (...given) => limited(() => store.appendMessage(...given)),
    updateChat: (...given) => limited(() => store.updateChat(...given)),
    deleteChat: (...given) => limited(() => store.deleteChat(...given)),
  };
}

/** One use of a method, with all that it needs. */
export class Invocation {
  readonly method: MethodEntry;
  readonly runtime: Runtime;
  readonly signal: AbortSignal | undefined;
  readonly #resolved: ResolvedMethod;
  readonly #settings: NodesSettings;
  readonly #authorization: Authorization | undefined;
  #session: string | undefined;

  constructor(resolved: ResolvedMethod, call: CallSettings, settings: NodesSettings) {
    this.#resolved = resolved;
    this.#settings = settings;
    this.#authorization = settings.authorizations?.[resolved.node.key as NodeKey] ?? settings.authorization;
    this.method = resolved.method;
    this.signal = call.signal;
    this.runtime = completeRuntime(call, settings, this.#authorization?.settings ?? {});
  }

  /** Runs work of the chat store within the time limit of one try. */
  readonly limited = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const { clock, options } = this.runtime;
    const limit = { clock, timeoutMs: options.timeoutMs, signal: this.signal };
    return within(`The chat store gave no answer within ${options.timeoutMs} ms.`, limit, async () => work());
  };

  /** Checks the inputs and the authorization, then lets the node do its part. */
  async answer(behaviour: AnyBehaviour, given: Readonly<Record<string, unknown>>): Promise<MethodAnswer> {
    this.signal?.throwIfAborted();
    const inputs = checkInputs(this.method, given);
    this.#session = inputs.xEgainSession;
    if (this.method.requiresCredentials) this.#usableAuthorization().assertUsable();
    return behaviour(inputs, this.#context());
  }

  conclude(answer: MethodAnswer, unwired?: readonly string[]): AnyResult {
    return conclude(this.method, answer, this.#redact, unwired);
  }

  concludeEvent(outcome: Outcome, answer: MethodAnswer): AnyResult {
    return concludeAs(this.method, outcome, answer, this.#redact);
  }

  /** @throws the signal's reason when the call was cancelled. */
  concludeFailure(error: unknown): AnyResult {
    this.signal?.throwIfAborted();
    return concludeFailure(this.method, error, this.#redact);
  }

  tell(result: AnyResult): AnyResult {
    this.#settings.onResult?.({ method: this.#resolved.path, ...result });
    return result;
  }

  get inbox(): Inbox {
    return this.#chatStore.inbox;
  }

  #context(): Context {
    const { runtime, signal, limited } = this;
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
        return timeLimited(chatStore(), limited);
      },
      get events() {
        return settings.eventApi ?? inboxEvents(chatStore().inbox, runtime.clock, runtime.options.tenant);
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
    const redacted = this.#authorization?.redact(text) ?? text;
    return this.#session === undefined ? redacted : redacted.replaceAll(this.#session, '[redacted]');
  };
}

/** Runs a method that ends with its answer. */
export async function runOnce(
  invocation: Invocation,
  behaviour: AnyBehaviour,
  given: Readonly<Record<string, unknown>>,
): Promise<AnyResult> {
  const result = await invocation
    .answer(behaviour, given)
    .then((answer) => invocation.conclude(answer))
    .catch((error: unknown) => invocation.concludeFailure(error));
  return invocation.tell(result);
}
