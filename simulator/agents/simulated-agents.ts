import { isActRefusal } from '../world/act-refusal.ts';
import { agentDecides, agentEnds, agentPushesPage, agentSays, agentSendsFile, agentTypes } from '../world/agent-acts.ts';
import type { Agent } from '../world/agents.ts';
import { agentsOf } from '../world/agents.ts';
import type { Conversation } from '../world/conversations.ts';
import type { WorldEvent } from '../world/events.ts';
import { queueOf } from '../world/queue.ts';
import { transferConversation } from '../world/routing.ts';
import type { World } from '../world/world.ts';
import type { Phrases } from './phrases.ts';
import { plainWordIn } from './plain-words.ts';
import { offer } from './sample-files.ts';
import type { SpecialBehaviour } from './special-behaviour.ts';

/** What an agent is going to do; plain data on the clock's agenda. */
type Intention =
  | { readonly do: 'greet' }
  | { readonly do: 'answer'; readonly text: string }
  | { readonly do: 'decide'; readonly attachmentIds: readonly string[] }
  | { readonly do: 'say'; readonly type: 'plainText' | 'html'; readonly text: string; readonly then: 'nothing' | 'end' };

const kind = 'agent';
const stream = 'agents';

/** The pace of a person in milliseconds: reading before typing, and typing. */
const reading = { low: 600, high: 1500 };
const typingPerCharacter = 25;
const longestTyping = 4000;

/** Lets every agent whose behaviour is `answers` act as a person would, by the same functions, on the partition's clock. */
export function simulateAgents(
  world: World,
  phrases: Phrases,
  behaviourAt: (entryPointId: string) => SpecialBehaviour | undefined = () => undefined,
): void {
  world.listen((event) => handleEvent(world, event, behaviourAt));
  world.clock.handle(kind, (due) => {
    const conversation = world.state.conversations.get(due['conversationId'] as string);
    const isStillAssigned = conversation?.state === 'assigned' && conversation.agentId === due['agentId'];
    if (isStillAssigned) perform(world, phrases, conversation, due['intention'] as Intention);
  });
}

function handleEvent(world: World, event: WorldEvent, behaviourAt: (entryPointId: string) => SpecialBehaviour | undefined): void {
  switch (event.type) {
    case 'conversation-assigned': {
      const conversation = world.state.conversations.get(event.conversationId)!;
      beginChat(world, conversation, behaviourAt(conversation.entryPointId));
      return;
    }
    case 'customer-message':
      planResponse(world, event.conversationId, event.entry);
      return;
    default:
  }
}

/** Begins a chat as its special entry point demands. A transferred chat is like any other. */
function beginChat(world: World, conversation: Conversation, behaviour: SpecialBehaviour | undefined): void {
  const isTransferred = conversation.transcript.some(({ type }) => type === 'transfer');
  switch (isTransferred ? undefined : behaviour) {
    case 'silent':
      conversation.simulation.silent = true;
      return;
    case 'transfers':
      return planNext(world, conversation, { do: 'answer', text: 'transfer' });
    case 'ends':
      return planNext(world, conversation, { do: 'answer', text: 'bye' });
    case 'sends a file':
      return planNext(world, conversation, { do: 'answer', text: 'file' });
    case 'pushes a page':
      return planNext(world, conversation, { do: 'answer', text: 'page' });
    case 'writes HTML':
      return planNext(world, conversation, { do: 'answer', text: 'html' });
    case 'rejects files':
      conversation.simulation.rejectsFiles = 'all';
  }
  greetAndAnswer(world, conversation);
}

/** Greets, and answers what the customer wrote before the agent came: since the start, or since the latest transfer. */
function greetAndAnswer(world: World, conversation: Conversation): void {
  if (agentOf(world, conversation)?.behaviour !== 'answers') return;
  planNext(world, conversation, { do: 'greet' });
  const transferred = conversation.transcript.findLastIndex(({ type }) => type === 'transfer');
  for (const entry of conversation.transcript.slice(transferred + 1)) {
    if (entry.from === 'customer') planResponse(world, conversation.id, entry);
  }
}

function planResponse(world: World, conversationId: string, entry: Conversation['transcript'][number]): void {
  const conversation = world.state.conversations.get(conversationId)!;
  if (entry.type === 'plainText' || entry.type === 'html')
    planNext(world, conversation, { do: 'answer', text: entry.content ?? '' });
  if (entry.type === 'uploadAttachment')
    planNext(world, conversation, { do: 'decide', attachmentIds: entry.attachmentIds ?? [] });
}

/** Plans the next act of the agent. It begins after the agent has read, and after the acts that were planned before. */
function planNext(world: World, conversation: Conversation, intention: Intention): void {
  const { simulation } = conversation;
  if (agentOf(world, conversation)?.behaviour !== 'answers' || simulation.silent) return;
  const now = world.clock.instant();
  const pause = world.random.between(stream, reading.low, reading.high);
  const at = Math.round(Math.max(now, simulation.busyUntil) + pause);
  simulation.busyUntil = at + longestTyping;
  schedule(world, conversation, at - now, intention);
}

function schedule(world: World, conversation: Conversation, delayMs: number, intention: Intention): void {
  world.clock.schedule(delayMs, { kind, conversationId: conversation.id, agentId: conversation.agentId, intention });
}

/** Shortens the time that is reserved for typing to `ms`. Acts that are already planned after it keep their time. */
function shortenReservedTime(world: World, { simulation }: Conversation, ms: number): void {
  const now = world.clock.instant();
  if (simulation.busyUntil <= now + longestTyping) simulation.busyUntil = now + ms;
}

function agentOf(world: World, { agentId }: Conversation): Agent | undefined {
  return agentId === null ? undefined : world.state.agents.get(agentId);
}

function perform(world: World, phrases: Phrases, conversation: Conversation, intention: Intention): void {
  // A person may have taken over the agent since this was planned.
  if (conversation.simulation.silent || agentOf(world, conversation)?.behaviour !== 'answers') return;
  switch (intention.do) {
    case 'greet': {
      const { screenName } = agentOf(world, conversation)!;
      typeText(world, conversation, 'plainText', phrases.greeting(world.random.uint32(stream), screenName));
      return;
    }
    case 'answer':
      shortenReservedTime(world, conversation, 0);
      answerText(world, phrases, conversation, intention.text);
      return;
    case 'decide':
      shortenReservedTime(world, conversation, 0);
      decideOnFiles(world, conversation, intention.attachmentIds);
      return;
    case 'say':
      agentTypes(world, conversation, 'endTyping');
      agentSays(world, conversation, intention.type, intention.text);
      if (intention.then === 'end') agentEnds(world, conversation);
  }
}

/** Starts typing; the text follows after the time that typing it takes. */
function typeText(
  world: World,
  conversation: Conversation,
  messageType: 'plainText' | 'html',
  text: string,
  then: 'nothing' | 'end' = 'nothing',
): void {
  agentTypes(world, conversation, 'startTyping');
  const typing = Math.min(text.length * typingPerCharacter, longestTyping);
  shortenReservedTime(world, conversation, typing);
  schedule(world, conversation, typing, { do: 'say', type: messageType, text, then });
}

function answerText(world: World, phrases: Phrases, conversation: Conversation, text: string): void {
  const number = world.random.uint32(stream);
  switch (plainWordIn(text)) {
    case undefined:
      return typeText(world, conversation, 'plainText', phrases.answer(number, text));
    case 'html':
      return typeText(
        world,
        conversation,
        'html',
        `<p><b>${agentOf(world, conversation)!.screenName}</b>: ${escapeHtml(phrases.answer(number, text))}</p>`,
      );
    case 'file': {
      const sent = agentSendsFile(world, conversation, offer);
      if (isActRefusal(sent)) typeText(world, conversation, 'plainText', phrases.cannotSendFile(sent.actRefused));
      return;
    }
    case 'page':
      return void agentPushesPage(world, conversation, `https://www.example.com/offers/${number % 1000}`);
    case 'transfer':
      return transferToColleague(world, conversation);
    case 'reject':
      conversation.simulation.rejectsFiles = 'next';
      return typeText(world, conversation, 'plainText', phrases.rejectsNextFile());
    case 'silence':
      conversation.simulation.silent = true;
      return;
    case 'bye':
      return typeText(world, conversation, 'plainText', phrases.farewell(number), 'end');
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function transferToColleague(world: World, conversation: Conversation): void {
  const queue = queueOf(world, conversation);
  const colleague = agentsOf(world, queue).find(
    (agent) => agent.loggedIn && agent.id !== conversation.agentId && agent.conversationIds.length < agent.maximumLoad,
  );
  transferConversation(world, conversation, colleague === undefined ? { queue } : { agent: colleague });
}

function decideOnFiles(world: World, conversation: Conversation, attachmentIds: readonly string[]): void {
  const { simulation } = conversation;
  const decision = simulation.rejectsFiles === 'none' ? 'acceptAttachment' : 'rejectAttachment';
  if (simulation.rejectsFiles === 'next') simulation.rejectsFiles = 'none';
  for (const id of attachmentIds) {
    const attachment = world.state.attachments.get(id);
    if (attachment !== undefined) agentDecides(world, conversation, attachment, decision);
  }
}
