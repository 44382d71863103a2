import type { SettingValues } from '../protocol/settings.ts';
import type { Agent } from './agents.ts';
import type { ClientApplication, MessagingAdapter } from './applications.ts';
import type { Attachment } from './attachments.ts';
import type { Clock } from './clock.ts';
import { ConversationIndex } from './conversation-index.ts';
import type { Conversation } from './conversations.ts';
import { CustomerIndex } from './customer-index.ts';
import type { Customer } from './customers.ts';
import type { EntryPoint } from './entry-points.ts';
import type { WorldEvent } from './events.ts';
import { FileIndex } from './file-index.ts';
import { firstIdNumbers, Ids } from './ids.ts';
import { KnownSecrets } from './known-secrets.ts';
import type { Listener, ReportDefect } from './listeners.ts';
import { Listeners } from './listeners.ts';
import type { WorldMemory } from './memory.ts';
import { unlimitedMemory } from './memory.ts';
import type { CallbackQueue } from './outbox.ts';
import type { Queue } from './queue.ts';
import type { RandomState } from './random.ts';
import { Random } from './random.ts';
import { SessionIndex } from './session-index.ts';
import type { Session } from './sessions.ts';
import type { User } from './users.ts';

/** Names of custom attributes, by the object that has them; `activity` null: those of the setting `customAttributes.activityDefaults`. */
export interface CustomAttributeNames {
  activity: string[] | null;
  customer: string[];
}

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
  customAttributes: CustomAttributeNames;
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
  /** Receives the errors of listeners and observers. */
  onDefect: ReportDefect;
  /** Bounds what is kept. Default: without a bound. */
  memory?: WorldMemory;
}

/**
 * The contact centre of one partition. The functions in this folder are its rules. Each takes the world as its first argument, and
 * is in the file of the state that it changes.
 */
export class World {
  readonly identity: PartitionIdentity;
  readonly clock: Clock;
  readonly ids: Ids;
  /** What must not be shown of this partition. */
  readonly secrets = new KnownSecrets(() => this.#state);
  /** Counts the bytes of what is kept. */
  readonly memory: WorldMemory;
  readonly #settings: () => SettingValues;
  readonly #listeners: Listeners<WorldEvent>;
  readonly #observers: Listeners<WorldEvent>;
  /** The events of which no observer was told yet. */
  #untold: WorldEvent[] = [];
  /** How many rules are under way, one inside the other. */
  #depth = 0;
  #isTelling = false;
  #state: WorldState;
  #random: Random;
  #customersByKey: CustomerIndex | undefined;
  #conversationIndex: ConversationIndex | undefined;
  #sessionIndex: SessionIndex | undefined;
  #fileIndex: FileIndex | undefined;

  constructor({ identity, clock, settings, onDefect, memory = unlimitedMemory }: WorldOptions) {
    this.memory = memory;
    this.identity = identity;
    this.clock = clock;
    this.#settings = settings;
    this.#listeners = new Listeners(onDefect);
    this.#observers = new Listeners(onDefect);
    this.ids = new Ids(identity, firstIdNumbers());
    this.#state = emptyState();
    this.#random = new Random(identity.seed, this.#state.random);
  }

  get state(): WorldState {
    return this.#state;
  }

  set state(state: WorldState) {
    this.secrets.retireAll(this.#state);
    this.secrets.learnAll(state);
    this.#state = state;
    this.#random = new Random(this.identity.seed, state.random);
    this.#customersByKey = undefined;
    this.#conversationIndex = undefined;
    this.#sessionIndex = undefined;
    this.#fileIndex = undefined;
    this.#untold = [];
  }

  /** It is built when it is first needed. */
  get customersByKey(): CustomerIndex {
    return (this.#customersByKey ??= new CustomerIndex(this.#state.customers.values()));
  }

  /** It is built when it is first needed. */
  get conversationIndex(): ConversationIndex {
    return (this.#conversationIndex ??= new ConversationIndex(this.#state.conversations.values()));
  }

  /** It is built when it is first needed. */
  get sessionIndex(): SessionIndex {
    return (this.#sessionIndex ??= new SessionIndex(this.#state.sessions));
  }

  /** It is built when it is first needed. */
  get fileIndex(): FileIndex {
    return (this.#fileIndex ??= new FileIndex(this.#state.attachments.values()));
  }

  get random(): Random {
    return this.#random;
  }

  get settings(): SettingValues {
    return this.#settings();
  }

  /**
   * Calls `listener` at each event, inside the rule, until the returned function is called. It is for the parts of the simulator that
   * take something over from the world: they change nothing of it.
   */
  listen(listener: Listener<WorldEvent>): () => void {
    return this.#listeners.add(listener);
  }

  /** Calls `observer` for each event once the rule is done, in the same tick, until the returned function is called. */
  observe(observer: Listener<WorldEvent>): () => void {
    return this.#observers.add(observer);
  }

  emit(event: WorldEvent): void {
    this.#listeners.tell(event);
    this.#untold.push(event);
    this.#tellObservers();
  }

  /** Performs a rule. Observers are told of it when all of it is done, or when it has failed. A rule may perform others. */
  perform<Result>(rule: () => Result): Result {
    this.#depth++;
    try {
      return rule();
    } finally {
      this.#depth--;
      this.#tellObservers();
    }
  }

  /** An observer may perform a rule itself: its events come after those that are being told. */
  #tellObservers(): void {
    if (this.#depth > 0 || this.#isTelling) return;
    this.#isTelling = true;
    for (let event = this.#untold.shift(); event !== undefined; event = this.#untold.shift()) this.#observers.tell(event);
    this.#isTelling = false;
  }
}

/** The client keys and user names of the partition. */
export function loginsOf({ state: { applications, users } }: World): string[] {
  const registered = [...applications.values()].filter(({ removed }) => removed !== true);
  return [...registered.map(({ key }) => key), ...[...users.values()].map(({ userName }) => userName)];
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
