import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AnyResult, Conversation, MethodPath, ResolvedMethod, TypingNotice } from '../client/index.ts';
import { resolveOutcome } from '../client/index.ts';
import type { Control } from '../simulator/control/client.ts';
import { entryPointIn, loginIn } from '../simulator/world/ids.ts';
import type { CallChoices } from './client.ts';
import { Client } from './client.ts';
import { ClientNetwork } from './client-network.ts';
import { Drive } from './drive.ts';
import type { Told } from './events.ts';
import { StepFailed } from './failure.ts';
import { FileServer } from './file-server.ts';
import type { House, Rooms } from './house.ts';
import { OpenConversation } from './open-conversation.ts';
import { Platform } from './platform.ts';
import { insideJson, replaced } from './references.ts';
import type { Scenario } from './scenario.ts';
import { VirtualClock } from './virtual-clock.ts';
import { Webhook } from './webhook.ts';
import { worldOfScenario } from './scenario-world.ts';

interface Application {
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What the control API tells of a partition. */
export interface PartitionView {
  readonly name: string;
  readonly number: number;
  readonly applications: readonly Application[];
  readonly users: readonly { readonly userName: string; readonly password: string }[];
}

export interface StageOptions {
  readonly house: House;
  readonly seed: string;
  readonly tell: (told: Told, at: number) => void;
}

/** All that one run needs: a partition of its own, the client with its clock, network, platform, callback receiver and file server. */
export class Stage {
  readonly control: Control;
  readonly drive: Drive;
  readonly client: Client;
  readonly platform: Platform;
  readonly webhook: Webhook;
  readonly fileServer: FileServer;
  readonly partition: PartitionView;
  readonly behaviour: Scenario['agents'];
  /** The pairs of method and outcome that the steps so far asserted. */
  readonly proofs: { method: MethodPath; outcome: string }[] = [];
  readonly #scenario: Scenario;
  readonly #clock: VirtualClock;
  readonly #tell: StageOptions['tell'];
  readonly #rooms: Rooms;
  readonly #values: Map<string, unknown>;
  readonly #conversations = new Map<string, OpenConversation>();
  readonly #storeUrl: string;
  readonly #closers: readonly Closer[];
  #lastEntry = 0;
  #process = new AbortController();

  private constructor(parts: {
    scenario: Scenario;
    options: StageOptions;
    partition: PartitionView;
    rooms: Rooms;
    webhook: Webhook;
    fileServer: FileServer;
    now: number;
    storeUrl: string;
    closers: readonly Closer[];
  }) {
    const { scenario, options, partition, rooms, webhook, fileServer, now, storeUrl, closers } = parts;
    this.#scenario = scenario;
    this.#tell = options.tell;
    this.#storeUrl = storeUrl;
    this.#closers = closers;
    this.behaviour = scenario.agents;
    this.partition = partition;
    this.control = rooms.control;
    this.#rooms = rooms;
    this.webhook = webhook;
    this.fileServer = fileServer;
    this.platform = new Platform();
    this.#clock = new VirtualClock(now);
    const ece = `${options.house.url}/system`;
    const network = new ClientNetwork(
      (url) => (url.startsWith(fileServer.url) ? 'fileServer' : url.includes('/oauth2/token') ? 'tokenUrl' : 'ece'),
      (elsewhere) => this.tell({ type: 'elsewhere', ...elsewhere }),
    );
    this.client = new Client({ stage: this, clock: this.#clock, network, ece, scenario });
    this.drive = new Drive({
      rooms,
      clock: this.#clock,
      inFlight: () => network.inFlight,
      hangsElsewhere: (id) => fileServer.hanging.has(id),
      heldOfEce: () => webhook.held + fileServer.held - fileServer.hanging.size,
      onTime: (from, to) => this.tell({ type: 'time', from, to }),
      onQuiet: () => this.#tellJournal(),
      advice: () => this.#advice(),
    });
    this.#values = new Map<string, unknown>([
      ['ece', { url: ece }],
      ['fileServer', { url: fileServer.url }],
      ...Object.entries(scenario.values),
    ]);
  }

  static async open(scenario: Scenario, options: StageOptions): Promise<Stage> {
    const closers: Closer[] = [];
    try {
      return await Stage.#set(scenario, options, closers);
    } catch (error) {
      await closeAll(closers);
      throw error;
    }
  }

  static async #set(scenario: Scenario, options: StageOptions, closers: Closer[]): Promise<Stage> {
    const { house, seed } = options;
    const webhook = await Webhook.open();
    closers.push(() => webhook.close());
    const fileServer = await FileServer.open();
    closers.push(() => fileServer.close());
    const request = { seed, clock: 'manual', world: worldOfScenario(scenario) };
    const partition = await house.control.ask<PartitionView>('POST', '/partitions', request);
    closers.push(() => house.control.call('DELETE', `/partitions/${partition.name}`));
    const rooms = house.rooms(partition.name);
    const { now } = await rooms.clock();
    const storeUrl = await storeUrlFor(scenario, closers);
    const stage = new Stage({ scenario, options, partition, rooms, webhook, fileServer, now, storeUrl, closers });
    const { clientId } = stage.application(scenario.authorization.application);
    await rooms.control.ask('PATCH', `/applications/${clientId}`, { callback: { url: webhook.url } });
    await stage.startProcess();
    return stage;
  }

  get now(): number {
    return this.#clock.now();
  }

  tell(told: Told): void {
    this.#tell(told, this.now);
  }

  proved(method: MethodPath, outcome: string): void {
    this.proofs.push({ method, outcome });
  }

  keep(name: string, value: unknown): void {
    this.#values.set(name, value);
  }

  recall(name: string): unknown {
    return this.#values.get(name);
  }

  /** The value with what its references stand for. */
  resolve<Value>(value: Value): Value {
    return replaced(value, ({ name, key, inside, written }) => {
      const known = this.#values.get(name);
      const found = name in this.#scenario.values ? this.resolve(known) : known;
      if (key === undefined) return found;
      const part = insideJson((found as Record<string, unknown> | undefined)?.[key], inside);
      if (part === undefined || part === '') throw new StepFailed(`a value for \${${written}}`, 'nothing');
      return part;
    }) as Value;
  }

  /** The id in the partition of what the world calls by a number of up to four digits; anything else stays as it is. */
  entryPointId(id: string | number): string {
    const local = String(id);
    return /^[1-9]\d{0,3}$/.test(local) ? entryPointIn(this.partition.number, Number(local)) : local;
  }

  application(name?: string): Application {
    const { applications } = this.partition;
    const wanted = name ?? this.#scenario.authorization.application;
    const found = wanted === undefined ? applications[0] : applications.find((one) => one.name === wanted);
    if (found !== undefined) return found;
    throw new StepFailed(`an application "${wanted}"`, applications.map((one) => one.name).join(', '));
  }

  /** The login of a user of the world in the partition, where a number follows it. */
  userName(name: string): string {
    const login = loginIn(this.partition.number, name);
    return this.partition.users.some(({ userName }) => userName === login) ? login : name;
  }

  /** The latest one unless a name is given. */
  conversation(name?: string): OpenConversation {
    const found = name === undefined ? [...this.#conversations.values()].at(-1) : this.#conversations.get(name);
    if (found === undefined) throw new StepFailed('a conversation', 'none that was started');
    return found;
  }

  /** Calls a method and lets time pass until it has its first result. Start Conversation is followed from then on. */
  async call(resolved: ResolvedMethod, inputs: Record<string, unknown>, choices: CallChoices & { as?: string | undefined }) {
    const { method, path } = resolved;
    const what = `an outcome of ${method.method}`;
    const typing: TypingNotice[] = [];
    const running = this.client.nodes(choices).run(path, inputs, this.#callSettings(typing, choices.unwired));
    if (running instanceof Promise) return this.drive.result(what, running);
    const first = await this.drive.result(
      what,
      running.next().then(({ value }) => value as AnyResult),
    );
    if (resolveOutcome(method, first.outcome).final === false) {
      const id = String(first.outputs['conversationId']);
      const conversation = new OpenConversation(id, resolved, running, typing);
      this.#conversations.set(choices.as ?? id, conversation);
      conversation.goOn();
    }
    return first;
  }

  #callSettings(typing: TypingNotice[], unwired?: CallChoices['unwired']) {
    const onTyping = (notice: TypingNotice) => {
      typing.push(notice);
      this.tell({ type: 'typing', agentName: notice.agentName, typing: notice.typing });
    };
    return { signal: this.#process.signal, onTyping, ...(unwired && { unwired }) };
  }

  async stopProcess(): Promise<void> {
    this.webhook.attach(undefined);
    this.#process.abort(new Error('the process has stopped'));
    await this.client.stop();
  }

  /** A new process on the same chat store: conversations that are not over are resumed. */
  async startProcess(): Promise<void> {
    this.#process = new AbortController();
    const { receiver, inbox } = await this.client.start(this.#storeUrl);
    this.webhook.attach(receiver);
    const ongoing = await inbox.ongoing();
    for (const conversation of this.#conversations.values()) {
      if (ongoing.includes(conversation.id)) conversation.resume(this.#resumed(conversation));
    }
  }

  #resumed({ id, startedBy, typing }: OpenConversation): Conversation {
    const { startConversation } = this.client.nodes({});
    const method = startConversation[startedBy.method.key as keyof typeof startConversation];
    return method.resume(id, this.#callSettings(typing));
  }

  /** What the journal got since it was read last. */
  async #tellJournal(): Promise<void> {
    for (const entry of await this.#rooms.journalAfter(this.#lastEntry)) {
      this.#lastEntry = entry.number;
      this.#tell({ type: 'journal', entry }, entry.at);
    }
  }

  async #advice(): Promise<string> {
    const { clientId } = this.application();
    const { pending, active } = await this.control.ask<{ pending: unknown[]; active: boolean }>(
      'GET',
      `/applications/${clientId}/callbacks`,
    );
    const views = await Promise.all(
      [...this.#conversations].map(async ([name, { id }]) => {
        const { state } = await this.control.ask<{ state: string }>('GET', `/conversations/${id}`);
        const hint =
          state === 'queued' ? ' and no agent has taken it' : state === 'assigned' ? ' and its agent does nothing by itself' : '';
        return `The conversation ${name} is ${state}${hint}.`;
      }),
    );
    const waiting =
      pending.length === 0
        ? []
        : [`${pending.length} messages wait for the callback receiver${active ? '' : ', whose URL is deactivated'}.`];
    return [...views, ...waiting].join(' ');
  }

  /** Ends what is left and takes the partition away. */
  async close(): Promise<void> {
    await this.stopProcess();
    await closeAll(this.#closers);
  }
}

type Closer = () => Promise<unknown>;

/** What was opened last is closed first. */
async function closeAll(closers: readonly Closer[]): Promise<void> {
  for (const close of closers.toReversed()) await close();
}

/** A file where the store must outlive a process. */
async function storeUrlFor({ steps }: Scenario, closers: Closer[]): Promise<string> {
  if (!steps.some(({ kind }) => kind === 'process')) return ':memory:';
  const folder = await mkdtemp(path.join(tmpdir(), 'scenario-'));
  closers.push(() => rm(folder, { recursive: true }));
  return path.join(folder, 'chats.db');
}
