import type { SettingValues } from '../protocol/settings.ts';
import { changeSettings } from '../doors/change-settings.ts';
import { Memory } from '../memory/memory.ts';
import { defaultSettings } from '../protocol/settings.ts';
import type { Agent } from '../world/agents.ts';
import type { ClientApplication } from '../world/applications.ts';
import { Clock } from '../world/clock.ts';
import type { Conversation, StartRequest } from '../world/conversations.ts';
import { startConversation } from '../world/conversations.ts';
import { customerSays } from '../world/customer-messages.ts';
import type { AgentDefinition, EntryPointDefinition, WorldDefinition } from '../world/definition.ts';
import type { EntryPoint } from '../world/entry-points.ts';
import type { WorldEvent } from '../world/events.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import { callbackQueue } from '../world/outbox.ts';
import { handleMemoryPressure } from '../world/memory-pressure.ts';
import { atOnce } from '../time/give-way.ts';
import { populate } from '../world/population.ts';
import type { Queue } from '../world/queue.ts';
import { isRefusal } from '../world/refusal.ts';
import type { Session } from '../world/sessions.ts';
import { World } from '../world/world.ts';

/** The time at which tests begin, in epoch milliseconds. */
export const morning = Date.parse('2026-01-15T09:30:00.000Z');

export function agent(screenName: string, rest: Partial<AgentDefinition> = {}): AgentDefinition {
  const standard = { skills: ['service'], loggedIn: true, maximumLoad: 2, behaviour: 'answers' } as const;
  return { firstName: screenName, lastName: 'Test', screenName, ...standard, skills: [...standard.skills], ...rest };
}

export function entryPoint(id: number, rest: Partial<EntryPointDefinition> = {}): EntryPointDefinition {
  const standard = { active: true, agentRequired: true, queue: 'Service', maximumQueueDepth: null } as const;
  return { id, name: `entry point ${id}`, ...standard, attachmentPolicy: { restriction: 'allowAll' }, ...rest };
}

export interface TestCentreOptions extends Partial<WorldDefinition> {
  settings?: Readonly<Record<string, unknown>>;
  callbackUrl?: string | null;
  partition?: number;
  seed?: string;
  /** Bytes. Default: without a bound. */
  memoryBudget?: number;
  onDefect?: (error: unknown) => void;
}

/** A small contact centre whose clock stands still until a test advances it. */
export class TestCentre {
  readonly world: World;
  readonly events: WorldEvent[] = [];
  readonly definition: WorldDefinition;
  #settings: SettingValues;
  #now = morning;

  /** Has one application `shop` with the entry point 1001 of the queue `Service`, and no agents unless some are given. */
  constructor({
    settings = {},
    callbackUrl = null,
    partition = 0,
    seed = 'test',
    onDefect,
    memoryBudget,
    ...definition
  }: TestCentreOptions = {}) {
    // Most tests are not about the moment between start and assignment.
    const assignedAtOnce = { 'conversation.start.assignmentDelayMs': { from: 0, to: 0 } };
    this.#settings = changeSettings(defaultSettings, { ...assignedAtOnce, ...settings });
    const callback = { url: callbackUrl, format: 'json', authentication: { type: 'none' } } as const;
    this.definition = {
      applications: [
        { name: 'shop', type: 'Chat', key: 'key', secret: 'secret', tokenLifetimeSeconds: 100, callback, entryPoints: [1001] },
      ],
      queues: [{ name: 'Service', skill: 'service' }],
      entryPoints: [entryPoint(1001)],
      agents: [],
      users: [{ userName: 'user', password: 'password', viewsAgentConsole: true }],
      customers: [],
      customAttributes: { activity: [], customer: [] },
      chats: [],
      specialEntryPoints: false,
      ...definition,
    };
    const identity = { name: `partition ${partition}`, number: partition, seed };
    this.world = new World({
      identity,
      clock: new Clock(() => this.#now),
      settings: () => this.#settings,
      onDefect: onDefect ?? ((error) => console.error(error)),
      ...(memoryBudget !== undefined && { memory: new Memory(memoryBudget).openPartition(() => undefined).accounts }),
    });
    handleMemoryPressure(this.world);
    atOnce(populate(this.world, this.definition));
    this.world.listen((event) => this.events.push(event));
  }

  change(settings: Readonly<Record<string, unknown>>): void {
    this.#settings = changeSettings(this.#settings, settings);
  }

  /** Advances the clock; everything due on the way happens in order. */
  pass(ms: number): void {
    const until = this.#now + ms;
    for (let due = this.world.clock.nextDue(); due !== undefined && due <= until; due = this.world.clock.nextDue()) {
      this.#now = Math.max(this.#now, due);
      this.world.clock.runNext(this.#now);
    }
    this.#now = until;
  }

  get application(): ClientApplication {
    return first(this.world.state.applications);
  }

  get entryPoint(): EntryPoint {
    return first(this.world.state.entryPoints);
  }

  get queue(): Queue {
    return first(this.world.state.queues);
  }

  agent(screenName: string): Agent {
    const found = [...this.world.state.agents.values()].find((candidate) => candidate.screenName === screenName);
    if (found === undefined) throw new Error(`there is no agent ${screenName}`);
    return found;
  }

  /** Starts a conversation, by default of an anonymous customer. */
  startChat(request: Partial<StartRequest> = {}): Conversation {
    const { application, entryPoint } = this;
    const session: Session = {
      id: 's',
      kind: 'application',
      ownerId: application.id,
      openedAt: this.#now,
      lastUsedAt: this.#now,
    };
    const anonymous = { customer: null, subject: '', customAttributes: {}, typingRequested: false };
    const started = startConversation(this.world, { application, session, entryPoint, ...anonymous, ...request });
    if (isRefusal(started)) throw new Error(started.reason.rule);
    return started;
  }

  say(conversation: Conversation, text: string): void {
    customerSays(this.world, conversation, 'plainText', text);
  }

  /** All messages posted to the application that are still kept, oldest first. */
  posted(conversation?: Conversation): CallbackMessage[] {
    const { sent, pending } = callbackQueue(this.world, this.application.id);
    return [...sent, ...pending].filter(({ conversationId }) => conversation === undefined || conversationId === conversation.id);
  }

  /** The types of what was posted, in order. */
  postedTypes(conversation?: Conversation): string[] {
    return this.posted(conversation).map(({ type }) => type);
  }
}

function first<Value>(values: ReadonlyMap<string, Value>): Value {
  const [value] = values.values();
  if (value === undefined) throw new Error('there is none');
  return value;
}
