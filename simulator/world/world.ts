import type { SettingValues } from '../protocol/settings.ts';
import type { Agent } from './agents.ts';
import type { ClientApplication, MessagingAdapter } from './applications.ts';
import type { Attachment } from './attachments.ts';
import type { Clock } from './clock.ts';
import type { Conversation } from './conversations.ts';
import { CustomerIndex } from './customer-index.ts';
import type { Customer } from './customers.ts';
import type { EntryPoint } from './entry-points.ts';
import type { WorldEvent } from './events.ts';
import { firstIdNumbers, Ids } from './ids.ts';
import type { CallbackQueue } from './outbox.ts';
import type { Queue } from './queue.ts';
import type { RandomState } from './random.ts';
import { Random } from './random.ts';
import type { Session } from './sessions.ts';
import type { User } from './users.ts';

/** The whole state of a partition as plain data, which a snapshot holds. */
export interface WorldState {
  applications: Map<string, ClientApplication>;
  adapters: Map<string, MessagingAdapter>;
  sessions: Map<string, Session>;
  entryPoints: Map<string, EntryPoint>;
  queues: Map<string, Queue>;
  agents: Map<string, Agent>;
  users: Map<string, User>;
  customers: Map<string, Customer>;
  conversations: Map<string, Conversation>;
  attachments: Map<string, Attachment>;
  callbackQueues: Map<string, CallbackQueue>;
  /** Names of the custom attributes that the administrator configured (spec 14); null: setting `customAttributes.activityDefaults`. */
  customAttributes: { activity: string[] | null; customer: string[] };
  assignmentServiceRunning: boolean;
  random: Map<string, RandomState>;
}

/** A partition (ECE's word for a tenant). */
export interface PartitionIdentity {
  readonly name: string;
  /** 0 for the default partition. It is the first part of the partition's ids, so that they are unique in the whole simulator. */
  readonly number: number;
  readonly seed: string;
}

export interface WorldOptions {
  identity: PartitionIdentity;
  clock: Clock;
  /** The current settings. They are read at each use because they can change at any time. */
  settings: () => SettingValues;
}

/**
 * The contact centre of one partition. The functions in this folder are its rules. Each takes the world as its first argument, and
 * is in the file of the state that it changes.
 */
export class World {
  readonly identity: PartitionIdentity;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly #settings: () => SettingValues;
  readonly #listeners = new Set<(event: WorldEvent) => void>();
  #state: WorldState;
  #random: Random;
  #customersByKey: CustomerIndex | undefined;

  constructor({ identity, clock, settings }: WorldOptions) {
    this.identity = identity;
    this.clock = clock;
    this.#settings = settings;
    this.ids = new Ids(identity, firstIdNumbers());
    this.#state = emptyState();
    this.#random = new Random(identity.seed, this.#state.random);
  }

  get state(): WorldState {
    return this.#state;
  }

  set state(state: WorldState) {
    this.#state = state;
    this.#random = new Random(this.identity.seed, state.random);
    this.#customersByKey = undefined;
  }

  /** It is built when it is first needed. */
  get customersByKey(): CustomerIndex {
    return (this.#customersByKey ??= new CustomerIndex(this.#state.customers.values()));
  }

  get random(): Random {
    return this.#random;
  }

  get settings(): SettingValues {
    return this.#settings();
  }

  /** Calls `listener` after each change, in the same tick, until the returned function is called. */
  listen(listener: (event: WorldEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(event: WorldEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** The client keys and user names of the partition. */
export function loginsOf({ state: { applications, users } }: World): string[] {
  return [...[...applications.values()].map(({ key }) => key), ...[...users.values()].map(({ userName }) => userName)];
}

export function emptyState(): WorldState {
  return {
    applications: new Map(),
    adapters: new Map(),
    sessions: new Map(),
    entryPoints: new Map(),
    queues: new Map(),
    agents: new Map(),
    users: new Map(),
    customers: new Map(),
    conversations: new Map(),
    attachments: new Map(),
    callbackQueues: new Map(),
    customAttributes: { activity: null, customer: [] },
    assignmentServiceRunning: true,
    random: new Map(),
  };
}
