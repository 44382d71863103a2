import type { AnyResult, Conversation, ResolvedMethod, TypingNotice } from '../../client/index.ts';
import { resolveOutcome } from '../../client/index.ts';
import type { CallChoices, Client } from './client.ts';
import type { Evidence } from './evidence.ts';
import { StepFailedError } from './step-failed-error.ts';
import { OpenConversation } from './open-conversation.ts';
import type { StageEvent } from './stage-events.ts';
import type { StageTime } from './stage-time.ts';
import type { StorePlace } from './store-place.ts';
import type { Webhook } from './webhook.ts';

interface ClientProcessSettings {
  readonly client: Client;
  readonly webhook: Webhook;
  readonly time: StageTime;
  /** Where the chat store is; conversations do not outlive a process in memory. */
  readonly storePlace: StorePlace;
  readonly evidence: Evidence;
  readonly tell: (event: StageEvent) => void;
}

/** The process in which the client runs: it starts, calls nodes, follows conversations and stops. */
export class ClientProcess {
  readonly #settings: ClientProcessSettings;
  readonly #conversations = new Map<string, OpenConversation>();
  #abort = new AbortController();

  constructor(settings: ClientProcessSettings) {
    this.#settings = settings;
  }

  /** By the name that the scenario gives them, otherwise by id. */
  get conversations(): ReadonlyMap<string, OpenConversation> {
    return this.#conversations;
  }

  /**
   * @param name default: the latest conversation
   * @throws {StepFailedError} when there is none
   */
  conversation(name?: string): OpenConversation {
    const found = name === undefined ? [...this.#conversations.values()].at(-1) : this.#conversations.get(name);
    if (found === undefined) throw new StepFailedError('a conversation', 'none that was started');
    return found;
  }

  /** Starts on the same chat store. Conversations that are not over are resumed. */
  async start(): Promise<void> {
    const { client, webhook, storePlace } = this.#settings;
    this.#abort = new AbortController();
    const { makeReceiver, inbox } = await client.start(storePlace);
    webhook.attach(makeReceiver);
    const ongoing = await inbox.ongoing();
    for (const conversation of this.#conversations.values()) {
      if (ongoing.includes(conversation.id)) conversation.resume(this.#resume(conversation));
    }
  }

  async stop(): Promise<void> {
    const { client, webhook } = this.#settings;
    webhook.attach(undefined);
    this.#abort.abort(new Error('the process has stopped'));
    await client.stop();
  }

  /** Calls a method and lets time pass until its first result. A conversation that it starts is followed from then on. */
  async call(
    resolved: ResolvedMethod,
    inputs: Record<string, unknown>,
    choices: CallChoices & { as?: string | undefined },
  ): Promise<AnyResult> {
    const { client, time } = this.#settings;
    const { method, path } = resolved;
    const what = `an outcome of ${method.method}`;
    const typing: TypingNotice[] = [];
    this.#settings.evidence.begin();
    const running = client.nodes(choices).run(path, inputs, this.#callSettings(typing, choices.unwired));
    if (running instanceof Promise) return time.waitForResult(what, running);
    const firstResult = running.next().then(({ value }) => value as AnyResult);
    const first = await time.waitForResult(what, firstResult);
    if (resolveOutcome(method, first.outcome).final === false) {
      const id = String(first.outputs['conversationId']);
      const conversation = new OpenConversation(id, resolved, running, typing);
      this.#conversations.set(choices.as ?? id, conversation);
      conversation.awaitNextEvent();
    }
    return first;
  }

  #callSettings(typing: TypingNotice[], unwired?: CallChoices['unwired']) {
    const onTyping = (notice: TypingNotice) => {
      typing.push(notice);
      this.#settings.tell({ type: 'typing', agentName: notice.agentName, typing: notice.typing });
    };
    return { signal: this.#abort.signal, onTyping, ...(unwired && { unwired }) };
  }

  #resume({ id, startedBy, typing }: OpenConversation): Conversation {
    const { startConversation } = this.#settings.client.nodes({});
    const method = startConversation[startedBy.method.key as keyof typeof startConversation];
    return method.resume(id, this.#callSettings(typing));
  }
}
