import type { Phrases } from './agents/phrases.ts';
import { simulateAgents } from './agents/simulated-agents.ts';
import { CallsUnderway } from './time/calls-underway.ts';
import type { InParts } from './time/give-way.ts';
import { atOnce } from './time/give-way.ts';
import { Deliverer } from './callbacks/deliverer.ts';
import { FileFetcher } from './callbacks/file-fetcher.ts';
import type { Fetch } from './callbacks/http-client.ts';
import { HttpClient } from './callbacks/http-client.ts';
import { AgentsDoor } from './doors/agents.ts';
import { ApplicationsDoor } from './doors/applications.ts';
import { ClockDoor } from './doors/clock.ts';
import { ConversationsDoor } from './doors/conversations.ts';
import { EntryPointsDoor } from './doors/entry-points.ts';
import { CustomersDoor } from './doors/customers.ts';
import { FaultsDoor } from './doors/faults.ts';
import type { HappeningFilter } from './doors/happening-filter.ts';
import { makeHappeningTest } from './doors/happening-filter.ts';
import { JournalDoor } from './doors/journal.ts';
import type { Happening, WaitOptions } from './journal/happenings.ts';
import { Happenings } from './journal/happenings.ts';
import { readInput } from './doors/read-input.ts';
import { worldSchemas } from './doors/world-schema.ts';
import { QueuesDoor } from './doors/queues.ts';
import { SessionsDoor } from './doors/sessions.ts';
import { UsersDoor } from './doors/users.ts';
import { Faults, namesNothing } from './faults/faults.ts';
import { Journal } from './journal/journal.ts';
import { QueueHistory } from './journal/queue-history.ts';
import type { Memory } from './memory/memory.ts';
import type { PartitionMemory } from './memory/partition-memory.ts';
import type { SettingValues } from './protocol/settings.ts';
import { copyOfData } from './snapshots/copy.ts';
import type { PartitionSnapshot } from './snapshots/partition-snapshot.ts';
import { findBehaviours, findBuiltInFaults, addSpecialEntryPoints } from './faults/special-entry-points.ts';
import type { ClockMode } from './time/timekeeper.ts';
import { realHost, Timekeeper } from './time/timekeeper.ts';
import { handleIdleTimeouts } from './world/conversation-end.ts';
import type { Conversation } from './world/conversations.ts';
import { handleDelayedAssignments } from './world/routing.ts';
import type { WorldDefinition } from './world/definition.ts';
import { handleMemoryPressure, recountMemory } from './world/memory-pressure.ts';
import { handleReactivations } from './world/outbox.ts';
import { populate } from './world/population.ts';
import type { CustomAttributeNames, PartitionIdentity } from './world/world.ts';
import { emptyState, World } from './world/world.ts';

/** What partitions of one simulator share. */
export interface PartitionEnvironment {
  settings: () => SettingValues;
  /** Where clients reach the simulator: scheme, host and port. */
  base: () => string;
  /** Where the client of the conversation reaches it. */
  baseFor: (conversation: Conversation | undefined) => string;
  fetch: Fetch;
  /** The same for customers' files, which it reads from allowed addresses only. */
  fetchFile: Fetch;
  /** Why a customer's file must not be read from the URL, or undefined when it may be. */
  forbidsFile: (url: URL) => string | undefined;
  journalCapacity: number;
  /** What simulated agents say. */
  phrases: Phrases;
  /** Bounds what partitions keep. */
  memory: Memory;
  /** Real milliseconds that a manual clock waits for a peer, and a scaled one at least. */
  ioGraceMs: number;
  /** Client keys and user names of all partitions: a call finds its partition by them. */
  logins: () => Iterable<string>;
  /** The number of what happens next. */
  nextHappening: () => number;
  /** Secrets of the simulator, which are masked in every partition. */
  secrets?: readonly string[];
  /** Called with errors that no rule foresaw. */
  onDefect: (error: unknown) => void;
}

export interface PartitionPlan {
  identity: PartitionIdentity;
  definition: WorldDefinition;
  clock: ClockMode;
}

/** One tenant: a world and everything that belongs to it alone. */
export class Partition {
  readonly name: string;
  /** @internal */
  readonly world: World;
  /** @internal */
  readonly timekeeper: Timekeeper;
  /** @internal */
  readonly calls: CallsUnderway;
  /** The bytes of what is kept. */
  readonly memory: PartitionMemory;
  /** What was called and sent. */
  readonly journal: JournalDoor;
  /** @internal */
  readonly exchanges: Journal;
  /** How the queues stood, change by change. */
  readonly queueHistory: QueueHistory;
  /** Failures on demand. */
  readonly faults: FaultsDoor;
  /** @internal */
  readonly installedFaults: Faults;
  /** @internal */
  readonly deliverer: Deliverer;
  /** @internal */
  readonly happenings: Happenings;
  /** The time of the partition. */
  readonly clock: ClockDoor;
  /** The client applications. */
  readonly applications: ApplicationsDoor;
  /** The entry points. */
  readonly entryPoints: EntryPointsDoor;
  /** The queues. */
  readonly queues: QueuesDoor;
  /** The users. */
  readonly users: UsersDoor;
  /** The customers. */
  readonly customers: CustomersDoor;
  /** The tokens and sessions. */
  readonly sessions: SessionsDoor;
  /** The agents. */
  readonly agents: AgentsDoor;
  /** The conversations, and the desks of their agents. */
  readonly conversations: ConversationsDoor;
  readonly #files: FileFetcher;
  readonly #plan: PartitionPlan;

  /** @internal */
  constructor(plan: PartitionPlan, environment: PartitionEnvironment) {
    const {
      settings,
      base,
      baseFor,
      fetch,
      fetchFile,
      forbidsFile,
      journalCapacity,
      ioGraceMs,
      onDefect,
      nextHappening,
      logins,
    } = environment;
    this.memory = environment.memory.openPartition((buffer, count, bytes) =>
      this.world.emit({ type: 'memory-dropped', buffer, count, bytes }),
    );
    const { accounts } = this.memory;
    this.#plan = plan;
    this.name = plan.identity.name;
    this.timekeeper = new Timekeeper(plan.clock, ioGraceMs, realHost, onDefect);
    const { clock } = this.timekeeper;
    this.calls = new CallsUnderway(clock);
    this.timekeeper.alsoAwait(() => this.calls.holds);
    this.world = new World({ identity: plan.identity, clock, settings, onDefect, memory: accounts });
    this.world.secrets.learn(...(environment.secrets ?? []));
    this.exchanges = new Journal(journalCapacity, { secrets: this.world.secrets, base, onDefect, account: accounts.journal });
    this.journal = new JournalDoor(this.exchanges, (id) => this.world.ids.fullEntryPoint(id));
    this.installedFaults = new Faults(
      () => this.world.random,
      findBuiltInFaults(this.world),
      (match) => namesNothing(this.world, match),
    );
    this.faults = new FaultsDoor(this.installedFaults, this.world);
    const patienceMs = () => (this.timekeeper.mode.mode === 'scaled' ? ioGraceMs : 0);
    const http = new HttpClient(fetch, clock, this.exchanges, patienceMs);
    const fileHttp = new HttpClient(fetchFile, clock, this.exchanges, patienceMs);
    const track = <Result>(io: Promise<Result>) => {
      io.catch(onDefect);
      return this.timekeeper.track(io);
    };
    this.deliverer = new Deliverer({ world: this.world, http, track, baseFor, faults: this.installedFaults, onDefect });
    this.#files = new FileFetcher({ world: this.world, http: fileHttp, track, forbids: forbidsFile });
    this.happenings = new Happenings(this.world, this.exchanges, {
      capacity: journalCapacity,
      nextNumber: nextHappening,
      onDefect,
      account: accounts.happenings,
    });
    this.queueHistory = new QueueHistory(this.world);
    this.clock = new ClockDoor(this.timekeeper, () => ({ ...this.calls.counts, outgoing: http.underway + fileHttp.underway }));
    this.queues = new QueuesDoor(this.world);
    this.applications = new ApplicationsDoor(this.world, logins);
    this.entryPoints = new EntryPointsDoor(this.world, this.queues);
    this.agents = new AgentsDoor(this.world);
    this.users = new UsersDoor(this.world, logins);
    this.customers = new CustomersDoor(this.world);
    this.sessions = new SessionsDoor(this.world);
    this.conversations = new ConversationsDoor(this.world, this.agents, this.queues);
    simulateAgents(this.world, environment.phrases, findBehaviours(this.world));
    handleIdleTimeouts(this.world);
    handleDelayedAssignments(this.world);
    handleReactivations(this.world);
    handleMemoryPressure(this.world);
  }

  /** A getter, which `inspect` does not follow: secrets are in it. @internal */
  get plan(): PartitionPlan {
    return this.#plan;
  }

  /** Fills the world as the plan says. It stops after each member of the world. @internal */
  *populate(): InParts<void> {
    yield* populate(this.world, addSpecialEntryPoints(this.plan.definition));
    this.queueHistory.restart();
    // What fills the world is no news.
    this.happenings.clear();
  }

  /** @internal */
  fetchFile = (url: string) => this.timekeeper.track(this.#files.fetch(url));

  /**
   * The first happening that fits, also one that is past.
   * @param awaited what it must have, e.g. `{ journal: { operation: 'sendMessage' } }`, or a function
   * @throws {InvalidInputError} for a member that there is not, or a wrong value
   * @throws {WaitTimeoutError} after `timeoutMs` real milliseconds (default 5000); it names what happened last
   */
  async waitFor(awaited: HappeningFilter | ((happening: Happening) => boolean), options?: WaitOptions): Promise<Happening> {
    const fits = typeof awaited === 'function' ? awaited : makeHappeningTest(awaited, this.journal);
    return this.happenings.waitFor(fits, options);
  }

  get assignmentServiceRunning(): boolean {
    return this.world.state.assignmentServiceRunning;
  }

  /** Without it start conversation fails: spec 6.5. */
  set assignmentServiceRunning(running: boolean) {
    this.world.state.assignmentServiceRunning = running;
  }

  /** Names of the custom attributes that the administrator configured, by object; `activity` null: those of the setting. */
  get customAttributes(): CustomAttributeNames {
    return this.world.state.customAttributes;
  }

  /** @throws {InvalidInputError} for a name that is empty or reserved */
  set customAttributes(names: CustomAttributeNames) {
    this.world.state.customAttributes = readInput(worldSchemas().allCustomAttributesSchema, names);
  }

  /**
   * Back to the state in which the partition was created: tokens end, conversations vanish without callbacks, faults and journal
   * are empty, a manual clock shows its start again. Ids go on counting; answers to what is under way are discarded.
   */
  reset(): void {
    this.timekeeper.restart(this.plan.clock);
    this.faults.clear();
    this.exchanges.restart();
    this.happenings.clear();
    this.world.state = emptyState();
    recountMemory(this.world);
    this.deliverer.reset();
    atOnce(this.populate());
  }

  /** @internal */
  snapshot(): PartitionSnapshot {
    const { identity, definition, clock: createdWithClock } = this.plan;
    const { clock } = this.timekeeper;
    return copyOfData({
      name: identity.name,
      number: identity.number,
      seed: identity.seed,
      now: clock.instant(),
      clock: this.timekeeper.mode,
      state: this.world.state,
      ids: this.world.ids.numbers(),
      agenda: clock.agenda(),
      faults: this.faults.list(),
      definition,
      createdWithClock,
    });
  }

  /**
   * The state of the snapshot, taken from a partition of this number. What is under way is discarded; ids go on counting.
   * @param snapshot belongs to the partition from now on
   * @internal
   */
  restore({ state, ids, agenda, faults, clock, now }: PartitionSnapshot): void {
    if (clock.mode === 'manual') this.timekeeper.restart({ mode: 'manual', start: now }, agenda);
    else this.timekeeper.restart(clock, agenda, clock.mode === 'real' ? Math.max(now, realHost.now()) : now);
    this.world.state = state;
    recountMemory(this.world);
    this.world.ids.continueAfter(ids);
    this.installedFaults.restore(faults);
    this.deliverer.reset();
    this.queueHistory.restart();
  }

  /** Answers and sends what can be, then stops time. A manual clock is not waited for. @internal */
  async close(deadlineMs: number): Promise<void> {
    // At once: the partition that takes its place needs the room.
    this.memory.close();
    const delayed = () => (this.timekeeper.mode.mode === 'manual' ? [] : this.calls.delayed);
    await this.timekeeper.inFlightSettled(deadlineMs, delayed);
    this.deliverer.close();
    this.happenings.close();
    this.timekeeper.stop();
  }
}
