import type { MethodPath, Options } from '../../client/index.ts';
import type { ControlClient } from '../../simulator/control/client-types.ts';
import type { Callbacks } from './client.ts';
import { Client } from './client.ts';
import type { Destination } from './client-network.ts';
import { ClientNetwork } from './client-network.ts';
import { ClientProcess } from './client-process.ts';
import type { Cause } from './evidence.ts';
import { Evidence } from './evidence.ts';
import { describeStandstill } from './standstill.ts';
import type { FileServer } from './file-server.ts';
import type { Outline } from '../format/outline.ts';
import { Platform } from './platform.ts';
import type { RunPartition } from './run-partition.ts';
import type { StageEvent } from './stage-events.ts';
import { StageTime } from './stage-time.ts';
import type { StorePlace } from './store-place.ts';
import { StageValues } from './stage-values.ts';
import { VirtualClock } from './virtual-clock.ts';
import type { Webhook } from './webhook.ts';

export interface StageParts {
  readonly outline: Omit<Outline, 'steps'>;
  readonly partition: RunPartition;
  readonly webhook: Webhook;
  readonly fileServer: FileServer;
  /** Host Name of the node authorization. */
  readonly eceUrl: string;
  /** Options of the client library for the site; those of the outline override them. */
  readonly clientOptions: Partial<Options>;
  readonly storePlace: StorePlace;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly onEvent: (event: StageEvent, at: number) => void;
}

/** What those steps need that play agents, the administrator, faults and the clock: also beside a flow that runs by itself. */
export interface ActorStage {
  readonly partition: RunPartition;
  readonly control: ControlClient<'partition'>;
  readonly values: StageValues;
  readonly agentBehaviour: Outline['agents'];
  readonly evidence: Pick<Evidence, 'addFault'>;
  readonly time: Pick<StageTime, 'settle' | 'waitFor' | 'advance' | 'advanceToNext' | 'catchUp'>;
  readonly conversationIds: readonly string[];
  conversationId(name?: string): string;
  tell(event: StageEvent): void;
}

/** What the steps of one run act on: a partition of its own, and the client with its clock, network, platform and servers. */
export class Stage {
  readonly partition: RunPartition;
  readonly values: StageValues;
  readonly time: StageTime;
  readonly network: ClientNetwork;
  readonly platform: Platform;
  readonly evidence: Evidence;
  readonly webhook: Webhook;
  readonly fileServer: FileServer;
  readonly process: ClientProcess;
  /** What the client's callback receiver made of the messages. */
  readonly callbacks: Callbacks = { accepted: [], unclaimed: [] };
  /** How the agents behave whose behaviour in the world is `answers`. */
  readonly agentBehaviour: Outline['agents'];
  /** The pairs of method and outcome that the steps have asserted so far, with what caused them. */
  readonly proofs: { method: MethodPath; outcome: string; cause: Cause }[] = [];
  readonly #clock: VirtualClock;
  readonly #onEvent: StageParts['onEvent'];
  #lastEntry = 0;

  constructor({ outline, partition, webhook, fileServer, eceUrl, clientOptions, storePlace, now, onEvent }: StageParts) {
    this.partition = partition;
    this.webhook = webhook;
    this.fileServer = fileServer;
    this.agentBehaviour = outline.agents;
    this.#onEvent = onEvent;
    this.#clock = new VirtualClock(now);
    this.values = new StageValues({ ece: { url: eceUrl }, fileServer: { url: fileServer.url } }, outline.values);
    this.evidence = new Evidence(Object.keys(outline.settings).length > 0);
    this.network = new ClientNetwork({
      destinationOf: (url) => this.#destinationOf(url),
      onOutsideRequest: (request) => this.tell({ type: 'outside-request', ...request }),
      evidence: this.evidence,
    });
    const { fetch } = this.network;
    this.platform = new Platform({
      clock: this.#clock,
      fetch,
      fileHost: fileServer,
      evidence: this.evidence,
      letPass: (ms) => this.time.advance(ms),
    });
    this.time = new StageTime({
      partition: partition.access,
      clock: this.#clock,
      inFlight: () => this.network.inFlight,
      hangsOutside: (id) => fileServer.hanging.has(id) || this.platform.hanging.has(id),
      realTimeWork: () => [...this.network.failing, ...this.platform.serverWork],
      countHeldRequestsOfEce: () => webhook.held + fileServer.held - fileServer.hanging.size,
      onTime: (from, to) => this.tell({ type: 'time', from, to }),
      onQuiet: () => this.#tellJournal(),
      describeStandstill: () => describeStandstill(partition, this.process.conversations),
    });
    const client = new Client({
      clock: this.#clock,
      fetch,
      platform: this.platform,
      partition,
      eceUrl,
      siteOptions: clientOptions,
      callbacks: this.callbacks,
      defaults: outline,
    });
    const { time, evidence } = this;
    this.process = new ClientProcess({ client, webhook, time, storePlace, evidence, tell: (event) => this.tell(event) });
  }

  /** Ids of the conversations that the story has started. */
  get conversationIds(): readonly string[] {
    return [...this.process.conversations.values()].map(({ id }) => id);
  }

  /** @throws {StepFailedError} when there is none; default: the latest */
  conversationId(name?: string): string {
    return this.process.conversation(name).id;
  }

  get control(): ControlClient<'partition'> {
    return this.partition.control;
  }

  get now(): number {
    return this.#clock.now();
  }

  tell(event: StageEvent): void {
    this.#onEvent(this.partition.withLocalNumbers(event), this.now);
  }

  recordProof(method: MethodPath, outcome: string, cause: Cause): void {
    this.proofs.push({ method, outcome, cause });
  }

  #destinationOf(url: string): Destination {
    if (url.startsWith(this.fileServer.url)) return 'fileServer';
    if (url.startsWith(this.platform.url)) return 'platform';
    return url.includes('/oauth2/token') ? 'tokenUrl' : 'ece';
  }

  /** Tells the entries that the journal has received since it was last read. */
  async #tellJournal(): Promise<void> {
    for (const entry of await this.partition.access.readJournalAfter(this.#lastEntry)) {
      this.#lastEntry = entry.number;
      this.evidence.addEntry(entry);
      this.#onEvent({ type: 'journal', entry: this.partition.withLocalNumbers(entry) }, entry.at);
    }
  }
}
