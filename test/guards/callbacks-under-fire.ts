import { Deliverer } from '../../simulator/callbacks/deliverer.ts';
import { HttpClient } from '../../simulator/callbacks/http-client.ts';
import { Faults } from '../../simulator/faults/faults.ts';
import { Journal } from '../../simulator/journal/journal.ts';
import { agent, TestCentre } from '../../simulator/testing/world.ts';
import { agentSays } from '../../simulator/world/agent-acts.ts';
import { endConversation } from '../../simulator/world/conversation-end.ts';
import type { Conversation } from '../../simulator/world/conversations.ts';
import type { WorldEvent } from '../../simulator/world/events.ts';
import { callbackQueue, deactivateCallback, reactivateCallback } from '../../simulator/world/outbox.ts';
import { Random } from '../../simulator/world/random.ts';
import { DeliveryModel } from './delivery-model.ts';
import { FireReceiver } from './fire-receiver.ts';
import type { GuardOptions, GuardResult } from './guard.ts';

const runsBySize = { small: 2000, full: 10_000 };
const stepsOfRun = 25;

/**
 * A webhook server that fails in every way while conversations go on, and then recovers. No message is lost that was not told, none is
 * repeated but after a failure, the order is what the settings promise, and each lane goes on after each failure.
 */
export async function guard({ size, seed }: GuardOptions): Promise<GuardResult> {
  const failures: string[] = [];
  const ends = { accepted: 0, givenUp: 0, dropped: 0 };
  for (let number = 0; number < runsBySize[size]; number++) {
    const run = new FireRun(`${seed}/${number}`);
    const failure = await run.all();
    if (failure !== undefined) failures.push(failure);
    ends.accepted += run.model.count('accepted');
    ends.givenUp += run.model.count('given up');
    ends.dropped += run.model.count('dropped');
  }
  console.log(`  ${ends.accepted} messages were accepted, ${ends.givenUp} given up, ${ends.dropped} dropped as the settings say`);
  return { passed: runsBySize[size] - failures.length, failures };
}

/** One run. Everything follows from its seed. */
export class FireRun {
  readonly model: DeliveryModel;
  readonly #seed: string;
  readonly #random: Random;
  readonly #centre: TestCentre;
  readonly #receiver: FireReceiver;
  readonly #chats: Conversation[] = [];
  /** By conversation, what agents said. */
  readonly #texts = new Map<string, string[]>();

  constructor(seed: string) {
    this.#seed = seed;
    this.#random = new Random(seed, new Map());
    this.#centre = new TestCentre({
      ...{ seed, agents: [agent('Ada', { maximumLoad: 99 })], callbackUrl: 'http://webhook/in', settings: this.#settings() },
      onDefect: (error) => this.#defect(error),
    });
    const { world, application } = this.#centre;
    const { settings, clock } = world;
    const hasToken = this.#below(4) === 0;
    if (hasToken)
      application.callback.authentication = {
        ...{ type: 'oauth', tokenUrl: 'http://webhook/token', clientId: 'id', clientSecret: 'secret' },
      };
    this.model = new DeliveryModel({ settings, now: () => clock.now(), hasToken });
    this.#receiver = new FireReceiver({ clock, settings, below: (count) => this.#below(count), witness: this.model });
    world.listen((event) => this.#follow(event));
    new Deliverer({
      ...{ world, http: new HttpClient(this.#receiver.fetch, clock, new Journal(1)), track: (io) => io },
      ...{ baseFor: () => 'https://ece.example.com', faults: new Faults(() => world.random) },
      onDefect: (error) => this.#defect(error),
    });
  }

  #settings(): Record<string, unknown> {
    return {
      'callback.batching': this.#pick(['all-queued', 'per-conversation', 'one']),
      'callback.order': this.#pick(['per-conversation', 'per-application', 'none']),
      'callback.maxBatchBytes': this.#pick([4096, 1_048_576, null]),
      'callback.delivery': this.#pick(['at-least-once', 'at-least-once', 'at-least-once', 'at-most-once']),
      'callback.backoff': {
        ...{ initialMs: this.#pick([1, 1000, 3000]), factor: this.#pick([1, 2]), maxMs: this.#pick([3000, 60_000]) },
        maxTries: this.#pick([null, null, 3]),
      },
      'callback.retryOn': this.#pick(['any-failure', 'any-failure', ['timeout', 429, 502, 503], ['no-connection', 500]]),
      'callback.timeoutMs': this.#pick([5000, 1000]),
      'callback.redirects': this.#pick(['refuse', 'follow']),
      'callback.successStatuses': this.#pick(['2xx', '200']),
      'callback.deactivateAfter': this.#pick([null, null, 10, 3, { seconds: 30 }]),
      'callback.reactivation': this.#pick(['administrator', { afterSeconds: 60 }]),
      'callback.deactivatedQueue': this.#pick(['retain', 'retain', 'drop']),
    };
  }

  #below(count: number): number {
    return this.#random.uint32('fire') % count;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)]!;
  }

  #defect(error: unknown): void {
    this.model.faults.push(`defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }

  get #queue() {
    return callbackQueue(this.#centre.world, this.#centre.application.id);
  }

  #follow(event: WorldEvent): void {
    switch (event.type) {
      case 'callback-queued':
        return this.model.queue(
          [this.#queue.pending.at(-1), this.#queue.sent.at(-1)].find((one) => one?.id === event.messageId)!,
        );
      case 'callback-given-up':
        return this.model.giveUp(event.messageIds);
      case 'callback-deactivated':
        return this.model.deactivate();
      case 'callback-reactivated':
        return this.model.reactivate();
      case 'callback-lost':
        this.model.faults.push(`${event.messageId} is lost without need`);
        return;
      default:
    }
  }

  /** Undefined when it passed. */
  async all(): Promise<string | undefined> {
    const { model } = this;
    try {
      for (let step = 0; step < stepsOfRun && model.faults.length === 0; step++) {
        this.#act(step);
        if (this.#below(2) === 0) await this.#pass(this.#below(6000));
      }
      await this.#recover();
    } catch (error) {
      this.#defect(error);
    }
    if (model.faults.length === 0) return undefined;
    return `seed ${this.#seed}: ${model.faults.slice(0, 3).join('; ')}`;
  }

  #act(step: number): void {
    const { world, application } = this.#centre;
    const ongoing = this.#chats.filter(({ state }) => state !== 'ended');
    const isActive = this.#queue.deactivatedAt === null;
    const act = this.#below(20);
    if ((ongoing.length === 0 || act < 3) && isActive) this.#start();
    else if (act === 3) this.#changeBatching();
    else if (act === 4 && this.#below(4) === 0) deactivateCallback(world, application.id);
    else if (act === 5) reactivateCallback(world, application.id);
    else if (ongoing.length === 0) return;
    else if (act < 8) endConversation(world, this.#pick(ongoing), this.#pick(['agent', 'client', 'timeout']));
    else this.#say(this.#pick(ongoing), `${step} ${'x'.repeat(this.#below(3000))}`);
  }

  #start(): void {
    const chat = this.#centre.startChat();
    this.#chats.push(chat);
    this.#texts.set(chat.id, []);
  }

  #say(chat: Conversation, text: string): void {
    agentSays(this.#centre.world, chat, 'plainText', text);
    this.#texts.get(chat.id)!.push(text);
  }

  #changeBatching(): void {
    if (this.#below(3) > 0) return;
    this.model.changeBatching();
    this.#centre.change({ 'callback.batching': this.#pick(['all-queued', 'per-conversation', 'one']) });
  }

  async #recover(): Promise<void> {
    const { world, application } = this.#centre;
    for (const chat of this.#chats) if (chat.state !== 'ended') endConversation(world, chat, 'agent');
    this.#receiver.recover();
    // What is under way may fail, and deactivate the URL once more.
    await this.#pass(10_000);
    reactivateCallback(world, application.id);
    await this.#pass(200_000);
    this.model.checkEnd(this.#texts, this.#queue.pending.length);
  }

  /** Goes from one due moment to the next. Before the clock moves, all that needs no time has happened. */
  async #pass(ms: number): Promise<void> {
    const { clock } = this.#centre.world;
    const until = clock.now() + ms;
    for (;;) {
      await turnsOfTheEventLoop();
      this.model.checkLanes();
      const due = clock.nextDue();
      if (due === undefined || due > until || this.model.faults.length > 0) break;
      this.#centre.pass(Math.max(0, due - clock.now()));
    }
    this.#centre.pass(until - clock.now());
    await turnsOfTheEventLoop();
  }
}

async function turnsOfTheEventLoop(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}
