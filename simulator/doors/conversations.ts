import * as z from 'zod';
import type { ActRefusal } from '../world/act-refusal.ts';
import { isActRefusal } from '../world/act-refusal.ts';
import type { AgentFile, PlainAgentAct } from '../world/agent-acts.ts';
import {
  agentDecides,
  agentPushesPage,
  agentSays,
  agentSendsFile,
  agentSendsFiles,
  agentTypes,
  plainAgentActs,
} from '../world/agent-acts.ts';
import type { Attachment } from '../world/attachments.ts';
import type { Conversation } from '../world/conversations.ts';
import { isScenery } from '../world/conversations.ts';
import { takeConversation, transferConversation } from '../world/routing.ts';
import { once } from '../protocol/once.ts';
import type { World } from '../world/world.ts';
import type { AgentsDoor } from './agents.ts';
import { rejectUnknownConversation, rejectUnknownId } from './names.ts';
import { ConflictError } from '../errors.ts';
import { deskSchemas, mostFiles } from './desk-schema.ts';
import type { QueuesDoor } from './queues.ts';
import { readInput } from './read-input.ts';

// A schema is compiled when it is first used, which takes longer than the act.
const schemas = once(() => {
  const { writtenText, pageUrl, offeredFileMembers } = deskSchemas();
  const offeredFile = z.object(offeredFileMembers);
  return {
    saidText: z.object({ text: writtenText }),
    saidHtml: z.object({ html: writtenText }),
    pushedPage: z.object({ url: pageUrl }),
    offeredFile,
    offeredFiles: z.object({ files: z.array(offeredFile).min(1).max(mostFiles) }),
  };
});

/**
 * The conversations of a partition, and the desk of the agent who has one: everything a person could do there.
 * Each act throws an {@link UnknownIdError} when there is no such conversation, a {@link ConflictError} when it cannot be done now, and an
 * {@link InvalidInputError} for a wrong value.
 */
export class ConversationsDoor {
  readonly #world: World;
  readonly #agents: AgentsDoor;
  readonly #queues: QueuesDoor;

  constructor(world: World, agents: AgentsDoor, queues: QueuesDoor) {
    this.#world = world;
    this.#agents = agents;
    this.#queues = queues;
  }

  /**
   * Oldest first, with those that ended lately.
   * @param choice `scenery`: also those that the world has from the beginning to fill agents and queues; nobody is there in them
   */
  list({ scenery = false }: { readonly scenery?: boolean } = {}): readonly Conversation[] {
    const all = [...this.#world.state.conversations.values()];
    return scenery ? all : all.filter((conversation) => !isScenery(conversation));
  }

  get(id: string): Conversation {
    return this.#world.state.conversations.get(id) ?? rejectUnknownConversation(this.#world, ['conversation'], id);
  }

  /** An agent that is logged in takes a waiting chat. */
  take(id: string, agent: string): void {
    this.#done(takeConversation(this.#world, this.get(id), this.#agents.get(agent)));
  }

  say(id: string, text: string): void {
    const read = readInput(schemas().saidText, { text });
    this.#done(agentSays(this.#world, this.get(id), 'plainText', read.text));
  }

  sayHtml(id: string, html: string): void {
    const read = readInput(schemas().saidHtml, { html });
    this.#done(agentSays(this.#world, this.get(id), 'html', read.html));
  }

  startTyping(id: string): void {
    this.#done(agentTypes(this.#world, this.get(id), 'startTyping'));
  }

  endTyping(id: string): void {
    this.#done(agentTypes(this.#world, this.get(id), 'endTyping'));
  }

  pushPage(id: string, url: string): void {
    const read = readInput(schemas().pushedPage, { url });
    this.#done(agentPushesPage(this.#world, this.get(id), read.url));
  }

  /** Offers the file to the customer and returns the offer. The content type must be valid in a header. */
  sendFile(id: string, { content, ...offer }: AgentFile): Attachment {
    const read = readInput(schemas().offeredFile, offer);
    return this.#done(agentSendsFile(this.#world, this.get(id), { ...read, content }));
  }

  /** Offers files in one message: all of them, or none. */
  sendFiles(id: string, files: readonly AgentFile[]): Attachment[] {
    const offers = files.map(({ content: _, ...offer }) => offer);
    const read = readInput(schemas().offeredFiles, { files: offers });
    const checked = read.files.map((offer, at) => ({ ...offer, content: files[at]!.content }));
    return this.#done(agentSendsFiles(this.#world, this.get(id), checked));
  }

  /** Files of either side, in the order they were offered. */
  files(id: string): Attachment[] {
    return [...this.#world.fileIndex.of(this.get(id).id)];
  }

  /** @throws {UnknownIdError} when the conversation has no such file */
  file(id: string, attachmentId: string): Attachment {
    const found = this.#attachment(id, attachmentId);
    return found.conversationId === this.get(id).id ? found : this.#noSuchFile(id, attachmentId);
  }

  #attachment(id: string, attachmentId: string): Attachment {
    return this.#world.state.attachments.get(attachmentId) ?? this.#noSuchFile(id, attachmentId);
  }

  #noSuchFile(id: string, attachmentId: string): never {
    return rejectUnknownId(
      'file',
      ['file'],
      attachmentId,
      this.files(id).map((file) => file.id),
    );
  }

  acceptFile(id: string, attachmentId: string): void {
    this.#decide(id, attachmentId, 'acceptAttachment');
  }

  rejectFile(id: string, attachmentId: string): void {
    this.#decide(id, attachmentId, 'rejectAttachment');
  }

  #decide(id: string, attachmentId: string, decision: 'acceptAttachment' | 'rejectAttachment'): void {
    this.#done(agentDecides(this.#world, this.get(id), this.#attachment(id, attachmentId), decision));
  }

  /** Transfers to another agent that is logged in, or to a queue (by id or name). Default: the queue of the conversation. */
  transfer(id: string, to: { agent: string } | { queue?: string } = {}): void {
    const conversation = this.get(id);
    const target =
      'agent' in to ? { agent: this.#agents.get(to.agent) } : { queue: this.#queues.get(to.queue ?? conversation.queueId) };
    this.#done(transferConversation(this.#world, conversation, target));
  }

  /** The agent ends the chat. */
  complete(id: string): void {
    this.perform(id, 'complete');
  }

  /** The agent does something that needs nothing but the chat. */
  perform(id: string, act: PlainAgentAct): void {
    this.#done(plainAgentActs[act].perform(this.#world, this.get(id)));
  }

  #done<Result>(result: Result | ActRefusal): Result {
    if (isActRefusal(result)) throw new ConflictError({ path: ['conversation'], message: result.actRefused });
    return result;
  }
}
