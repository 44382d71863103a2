import { stringify } from 'yaml';
import { readEnvelope, readMessage } from '../../client/callback-message.ts';
import { decode } from '../../client/wire.ts';
import { formatDuration } from '../../scenarios/telling/words.ts';
import type { Happening } from '../../simulator/journal/happenings.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import type { Partition } from '../../simulator/partition.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import type { WorldEvent } from '../../simulator/world/events.ts';
import type { WrittenStep } from './node-steps.ts';
import { stepsOfCall } from './node-steps.ts';
import type { OutcomeFinder } from '../../scenarios/beside/outcome-of-entry.ts';
import { outcomeOfMessage } from '../../scenarios/beside/outcome-of-entry.ts';
import { RecordedNames } from './recorded-names.ts';

/** A pause that is worth a step of the clock, in milliseconds. */
const longPause = 30_000;

/** What happened in a partition, or in one conversation of it, as a scenario in YAML that the default world can play again. */
export async function recordScenario(
  partition: Partition,
  finder: OutcomeFinder,
  conversation: string | undefined,
): Promise<string> {
  const recorder = new Recorder(partition, finder, conversation);
  for (const happening of partition.happenings.since(0)) await recorder.take(happening);
  const steps = recorder.finish();
  const about = conversation === undefined ? 'What happened' : 'A conversation';
  return stringify(
    {
      title: `${about} on ${new Date(partition.clock.now()).toISOString().slice(0, 10)}`,
      teaches: 'Recorded from the traffic. Say here what one learns from it.',
      steps: steps.length === 0 ? [{ say: 'Nothing has happened.' }] : steps,
    },
    { lineWidth: 130 },
  );
}

class Recorder {
  readonly #partition: Partition;
  readonly #finder: OutcomeFinder;
  readonly #conversation: string | undefined;
  readonly #names = new RecordedNames();
  readonly #steps: WrittenStep[] = [];
  readonly #atWork = new Set(defaultWorld().agents.flatMap(({ loggedIn, screenName }) => (loggedIn ? [screenName] : [])));
  readonly #heard = new Set<string>();
  readonly #transferred = new Map<string, string>();
  readonly #desks = new Map<string, string>();
  /** What happened in a conversation before its start was answered. */
  readonly #early: WorldEvent[] = [];
  #last: number | undefined;

  constructor(partition: Partition, finder: OutcomeFinder, conversation: string | undefined) {
    this.#partition = partition;
    this.#finder = finder;
    this.#conversation = conversation;
  }

  finish(): readonly WrittenStep[] {
    return this.#steps;
  }

  async take(happening: Happening): Promise<void> {
    const before = this.#steps.length;
    if (happening.source === 'journal') await this.#takeEntry(happening.entry);
    else this.#takeEvent(happening.event);
    if (this.#steps.length === before) return;
    const pause = this.#last === undefined ? 0 : happening.at - this.#last;
    if (pause >= longPause)
      this.#steps.splice(
        before,
        0,
        { say: `${formatDuration(pause - (pause % 1000))} pass.` },
        { clock: `+${Math.floor(pause / 1000)}s` },
      );
    this.#last = happening.at;
  }

  #concerns(ids: readonly string[]): boolean {
    return this.#conversation === undefined || ids.includes(this.#conversation);
  }

  async #takeEntry(entry: JournalEntry): Promise<void> {
    if (entry.kind === 'callback') {
      this.#takeCallback(entry);
      return;
    }
    if (entry.kind !== 'call') return;
    // The calls before a start belong to no conversation yet.
    const isPreparation = entry.conversationIds.length === 0 && entry.operation !== 'startConversation';
    if (!isPreparation && !this.#concerns(entry.conversationIds)) return;
    const outcome = await this.#finder.find(entry);
    if (outcome?.isRepeated === true && isTriedAgain(entry, this.#partition.journal.entries)) return;
    this.#steps.push(...stepsOfCall(entry, outcome?.outcome ?? 'onError', this.#names));
    if (entry.operation === 'startConversation') for (const event of this.#early.splice(0)) this.#takeEvent(event);
  }

  #takeCallback(entry: JournalEntry): void {
    if (!this.#concerns(entry.conversationIds) || entry.answer === null || entry.answer.status >= 300) return;
    for (const { json } of readEnvelope(decode(entry.request.body))?.messages ?? []) {
      const message = readMessage(json);
      const of = this.#names.conversation(message.conversation.id);
      const outcome = outcomeOfMessage(message.type.value);
      if (of === undefined || outcome === undefined || this.#heard.has(message.id)) continue;
      this.#heard.add(message.id);
      const [attachment] = this.#partition.conversations
        .files(message.conversation.id)
        .filter(({ from }) => from === 'agent')
        .slice(-1);
      const isOffer = outcome === 'UploadAttachment' && attachment !== undefined;
      this.#steps.push({
        event: outcome,
        of,
        ...(outcome === 'Message' && message.content !== undefined && { outputs: { content: message.content } }),
        ...(isOffer && { as: this.#names.nameAttachment(attachment.id) }),
      });
    }
  }

  #takeEvent(event: WorldEvent): void {
    if (event.type === 'agent-changed') return this.#takeChange(event.agentId);
    if (!('conversationId' in event)) return;
    if (!this.#concerns([event.conversationId])) return;
    const of = this.#names.conversation(event.conversationId);
    if (of === undefined) return void this.#early.push(event);
    const desk = this.#desks.get(event.conversationId);
    switch (event.type) {
      case 'conversation-assigned': {
        const agent = this.#nameOf(event.agentId);
        const from = this.#transferred.get(event.conversationId);
        this.#transferred.delete(event.conversationId);
        this.#desks.set(event.conversationId, agent);
        this.#comesToWork(agent);
        this.#steps.push(
          from === undefined ? { agent, does: 'takes the chat', in: of } : { agent: from, transfersTo: agent, in: of },
        );
        return;
      }
      case 'conversation-transferred':
        if (desk !== undefined) this.#transferred.set(event.conversationId, desk);
        return;
      case 'conversation-ended':
        if (event.by === 'agent' && desk !== undefined) this.#steps.push({ agent: desk, does: 'ends the chat', in: of });
        return;
      case 'agent-message':
        if (desk !== undefined) this.#steps.push({ agent: desk, ...this.#actOf(event), in: of });
        return;
    }
  }

  #actOf({ entry, conversationId }: Extract<WorldEvent, { type: 'agent-message' }>): WrittenStep {
    const { type, content = '', attachmentIds = [] } = entry;
    switch (type) {
      case 'html':
        return { saysHtml: content };
      case 'pagePush':
        return { pushes: content };
      case 'acceptAttachment':
        return { does: 'accepts the file' };
      case 'rejectAttachment':
        return { does: 'rejects the file' };
      case 'uploadAttachment': {
        const file = this.#partition.conversations.files(conversationId).find(({ id }) => attachmentIds.includes(id));
        return { sends: { fileName: file?.fileName ?? 'file', contentType: file?.contentType ?? 'application/octet-stream' } };
      }
      default:
        return { says: content };
    }
  }

  #nameOf(agentId: string): string {
    return this.#partition.agents.list().find(({ id }) => id === agentId)?.screenName ?? agentId;
  }

  /** What was changed is not told. An agent who was away and is at work in the end has probably logged in. */
  #takeChange(agentId: string): void {
    const agent = this.#partition.agents.list().find(({ id }) => id === agentId);
    if (agent?.loggedIn === true) this.#comesToWork(agent.screenName);
  }

  #comesToWork(agent: string): void {
    if (this.#atWork.has(agent)) return;
    this.#atWork.add(agent);
    this.#steps.push({ agent, does: 'logs in' });
  }
}

/** The client repeats what failed, with the same body. */
function isTriedAgain({ number, operation, request }: JournalEntry, entries: readonly JournalEntry[]): boolean {
  return entries.some(
    (later) =>
      later.number > number &&
      later.operation === operation &&
      later.request.body === request.body &&
      later.request.target === request.target,
  );
}
