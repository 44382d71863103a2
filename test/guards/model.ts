import type { Simulator } from '../../simulator/index.ts';
import type { WorldEvent } from '../../simulator/world/events.ts';
import { findBrokenInvariants } from '../../simulator/world/invariants.ts';

/** A message as the webhook server got it. */
export interface ReceivedMessage {
  readonly id: string;
  readonly type: string;
  readonly content?: string;
}

/** What the model knows of a conversation: it follows what was done and told, and never looks into the world. */
export interface ModelChat {
  state: 'queued' | 'assigned' | 'ended';
  agentId: string | null;
  /** What was said to the customer, and what the customer said, in order. */
  readonly toCustomer: string[];
  readonly byCustomer: string[];
  assigned: number;
  transferred: number;
}

/** The small reference model: chats and what their customers must have got. */
export class Model {
  chats = new Map<string, ModelChat>();
  received = new Map<string, ReceivedMessage[]>();
  readonly faults: string[] = [];
  /** The next assignment is by a person, who may go beyond the maximum load. */
  isByPerson = false;
  readonly #simulator: Simulator;

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
    simulator.listen((_partition, happening) => {
      if (happening.source === 'world') this.#follow(happening.event);
    });
  }

  ongoing(): string[] {
    return [...this.chats].filter(([, { state }]) => state !== 'ended').map(([id]) => id);
  }

  #follow(event: WorldEvent): void {
    if (event.type === 'conversation-started') {
      if (this.chats.has(event.conversationId)) this.#fault(`${event.conversationId} began twice`);
      const chat = { state: 'queued' as const, agentId: null, toCustomer: [], byCustomer: [], assigned: 0, transferred: 0 };
      this.chats.set(event.conversationId, chat);
    }
    if (!('conversationId' in event)) return;
    const chat = this.chats.get(event.conversationId);
    if (chat === undefined) return this.#fault(`${event.type} of ${event.conversationId}, which never began`);
    if (chat.state === 'ended') return this.#fault(`${event.type} of ${event.conversationId} after its end`);
    switch (event.type) {
      case 'conversation-assigned':
        Object.assign(chat, { state: 'assigned', agentId: event.agentId, assigned: chat.assigned + 1 });
        this.#checkLoad(event.agentId);
        return;
      case 'conversation-transferred':
        Object.assign(chat, { state: 'queued', agentId: null, transferred: chat.transferred + 1 });
        return;
      case 'conversation-ended':
        Object.assign(chat, { state: 'ended', agentId: null });
        return;
      case 'agent-message':
        if (event.entry.type === 'plainText') chat.toCustomer.push(event.entry.content!);
        return;
      default:
    }
  }

  #checkLoad(agentId: string): void {
    const agent = this.#simulator.agents.get(agentId);
    const load = [...this.chats.values()].filter((chat) => chat.agentId === agentId).length;
    if (load > agent.maximumLoad && !this.isByPerson) this.#fault(`${agent.screenName} got chat ${load} of ${agent.maximumLoad}`);
    if (!agent.loggedIn) this.#fault(`${agent.screenName} got a chat, but is logged out`);
  }

  #fault(what: string): void {
    this.faults.push(what);
  }

  /** The webhook server has accepted the messages. */
  receive(conversationId: string, message: ReceivedMessage): void {
    const messages = this.received.get(conversationId) ?? [];
    messages.push(message);
    this.received.set(conversationId, messages);
  }

  /** Compares the world with the model, between two steps. */
  compareState(): void {
    const { state } = this.#simulator.partition('default').world;
    this.faults.push(...findBrokenInvariants(state));
    for (const [id, { state: expected, agentId, byCustomer }] of this.chats) {
      const conversation = state.conversations.get(id);
      if (conversation?.state !== expected || conversation.agentId !== agentId)
        this.#fault(`${id} is ${conversation?.state} with ${conversation?.agentId}, not ${expected} with ${agentId}`);
      const said = conversation?.transcript.filter(({ from, type }) => from === 'customer' && type === 'plainText') ?? [];
      this.#compareLists(
        `what the customer of ${id} said`,
        byCustomer,
        said.map(({ content }) => content!),
      );
    }
    if (state.conversations.size !== this.chats.size)
      this.#fault(`there are ${state.conversations.size} conversations, not ${this.chats.size}`);
  }

  /** Compares what customers got with what was sent to them, when nothing is pending any more. */
  compareCallbacks(): void {
    const ids = [...this.received.values()].flat().map(({ id }) => id);
    if (new Set(ids).size !== ids.length) this.#fault('a message arrived twice');
    for (const id of this.received.keys()) if (!this.chats.has(id)) this.#fault(`messages of ${id}, which never began`);
    for (const [id, chat] of this.chats) {
      const messages = this.received.get(id) ?? [];
      const count = (type: string) => messages.filter((message) => message.type === type).length;
      const texts = messages.filter(({ type }) => type === 'text/plain').map(({ content }) => content!);
      this.#compareLists(`what the customer of ${id} got`, chat.toCustomer, texts);
      const expected = { complete: chat.state === 'ended' ? 1 : 0, assigned: chat.assigned, transfer: chat.transferred };
      for (const [type, wanted] of Object.entries(expected))
        if (count(type) !== wanted) this.#fault(`the customer of ${id} got ${type} ${count(type)} times, not ${wanted}`);
      if (chat.state === 'ended' && messages.at(-1)?.type !== 'complete')
        this.#fault(`complete is not the last message of ${id}`);
    }
  }

  #compareLists(what: string, expected: readonly string[], actual: readonly string[]): void {
    if (JSON.stringify(expected) !== JSON.stringify(actual))
      this.#fault(`${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
  }
}
