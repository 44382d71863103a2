import { callbackBody, type CallbackContent } from '../protocol/callbacks.ts';
import { contentUrlOf } from '../protocol/content-url.ts';
import type { ClientApplication } from '../world/applications.ts';
import { callbackQueue, type CallbackMessage, deliveryFailed, deliverySucceeded, messagesLeft } from '../world/outbox.ts';
import type { World } from '../world/world.ts';
import { base64, CallbackToken } from './callback-token.ts';
import type { HttpClient } from './http-client.ts';
import { backoffMs, laneOf, nextBatch } from './lanes.ts';

interface Lane {
  /** What is being sent or waits to be repeated, unchanged. */
  batch: readonly CallbackMessage[];
  failures: number;
  state: 'sending' | 'waiting';
}

export interface DelivererOptions {
  world: World;
  http: HttpClient;
  /** Marks real I/O, for clocks that wait for it. */
  track: <Result>(io: Promise<Result>) => Promise<Result>;
  /** Where clients reach the simulator, for content URLs. */
  base: () => string;
}

const retry = 'callback-retry';
/** What a webhook server answers is read, for the journal, up to this size. */
const largestAnswer = 65_536;

/** Takes an application's messages out of the outbox and brings them to its webhook server: spec 9. */
export class Deliverer {
  readonly #world: World;
  readonly #http: HttpClient;
  readonly #track: DelivererOptions['track'];
  readonly #base: () => string;
  readonly #lanes = new Map<string, Map<string, Lane>>();
  readonly #tokens = new Map<string, CallbackToken>();
  /** Messages whose cause, an API call, is not answered yet. */
  readonly #held = new Set<string>();
  /** While an API call runs: the messages that it has queued. */
  #holding: string[] | undefined;
  /** Raised by a reset: what was under way before it counts no more. */
  #epoch = 0;
  #closed = false;

  constructor({ world, http, track, base }: DelivererOptions) {
    this.#world = world;
    this.#http = http;
    this.#track = track;
    this.#base = base;
    world.listen((event) => {
      if (event.type === 'callback-queued') this.#queued(event.applicationId, event.messageId);
      if (event.type === 'callback-reactivated') this.#wake(event.applicationId);
    });
    world.clock.handle(retry, (due) => this.#retry(due['applicationId'] as string, due['lane'] as string));
  }

  #queued(applicationId: string, messageId: string): void {
    if (this.#holding === undefined) {
      this.#wake(applicationId);
      return;
    }
    this.#held.add(messageId);
    this.#holding.push(messageId);
  }

  /** Does something that may queue messages and keeps these back until `release` is called: the answer goes first. */
  holdDuring<Result>(task: () => Result): { result: Result; release: () => void } {
    const held: string[] = [];
    this.#holding = held;
    try {
      return { result: task(), release: () => this.#release(held) };
    } catch (error) {
      this.#release(held);
      throw error;
    } finally {
      this.#holding = undefined;
    }
  }

  #release(held: string[]): void {
    for (const messageId of held.splice(0)) this.#held.delete(messageId);
    for (const applicationId of this.#world.state.callbackQueues.keys()) this.#wake(applicationId);
  }

  /** Starts every lane that has something to send and is idle. */
  #wake(applicationId: string): void {
    const application = this.#world.state.applications.get(applicationId);
    const queue = callbackQueue(this.#world, applicationId);
    if (this.#closed || application?.callback.url == null || queue.deactivatedAt !== null) return;
    const { settings } = this.#world;
    if (settings['callback.batching'] === 'all-queued' && this.#lanesOf(applicationId).has('all')) return;
    for (const [name, messages] of Map.groupBy(queue.pending, (message) => laneOf(message, settings))) {
      if (this.#lanesOf(applicationId).has(name)) continue;
      const heldAt = messages.findIndex(({ id }) => this.#held.has(id));
      const batch = nextBatch(heldAt < 0 ? messages : messages.slice(0, heldAt), settings, (some) => this.#shuffled(some));
      if (batch.length > 0) this.#send(application, name, { batch, failures: 0, state: 'sending' });
    }
  }

  #lanesOf(applicationId: string): Map<string, Lane> {
    let lanes = this.#lanes.get(applicationId);
    if (lanes === undefined) this.#lanes.set(applicationId, (lanes = new Map<string, Lane>()));
    return lanes;
  }

  #shuffled(messages: readonly CallbackMessage[]): readonly CallbackMessage[] {
    return messages
      .map((message) => ({ message, place: this.#world.random.uint32('callback-order') }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ message }) => message);
  }

  #retry(applicationId: string, name: string): void {
    const application = this.#world.state.applications.get(applicationId);
    const lane = this.#lanesOf(applicationId).get(name);
    if (application === undefined) return;
    if (lane?.state === 'waiting') this.#send(application, name, { ...lane, state: 'sending' });
    else if (lane === undefined) this.#wake(applicationId);
  }

  #send(application: ClientApplication, name: string, lane: Lane): void {
    this.#lanesOf(application.id).set(name, lane);
    const epoch = this.#epoch;
    void this.#track(
      this.#request(application, lane.batch).then((failure) => {
        if (epoch === this.#epoch) this.#finish(application.id, name, lane, failure);
      }),
    );
  }

  #finish(applicationId: string, name: string, lane: Lane, failure: string | null): void {
    const world = this.#world;
    const failures = lane.failures + 1;
    this.#lanesOf(applicationId).delete(name);
    if (failure === null) {
      messagesLeft(world, applicationId, lane.batch);
      deliverySucceeded(world, applicationId);
    } else {
      const { maxTries } = world.settings['callback.backoff'];
      const givesUp = world.settings['callback.delivery'] === 'at-most-once' || (maxTries !== null && failures >= maxTries);
      deliveryFailed(world, applicationId);
      if (givesUp) messagesLeft(world, applicationId, lane.batch);
      else if (callbackQueue(world, applicationId).deactivatedAt === null)
        this.#repeatLater(applicationId, name, { ...lane, failures });
    }
    this.#wake(applicationId);
  }

  #repeatLater(applicationId: string, name: string, lane: Lane): void {
    this.#lanesOf(applicationId).set(name, { ...lane, state: 'waiting' });
    const pause = backoffMs(this.#world.settings['callback.backoff'], lane.failures);
    this.#world.clock.schedule(pause, { kind: retry, applicationId, lane: name });
  }

  /** One request and, where the server refused the token, a second with a new one. Null when the server took the messages. */
  async #request(application: ClientApplication, batch: readonly CallbackMessage[]): Promise<string | null> {
    const { authentication } = application.callback;
    const first = await this.#post(application, batch);
    if ('failed' in first) return first.failed;
    const renews = authentication.type === 'oauth' && this.#world.settings['callback.oauth.renewOn401'];
    if (first.status !== 401 || !renews) return this.#judge(first.status);
    this.#tokenOf(application.id).forget();
    const second = await this.#post(application, batch);
    return 'failed' in second ? second.failed : this.#judge(second.status);
  }

  #judge(status: number): string | null {
    const accepted = this.#world.settings['callback.successStatuses'] === '2xx' ? status >= 200 && status < 300 : status === 200;
    return accepted ? null : `the webhook server answered ${status}`;
  }

  async #post(application: ClientApplication, batch: readonly CallbackMessage[]) {
    const { settings } = this.#world;
    const { url, format } = application.callback;
    const authorization = await this.#authorization(application);
    if (typeof authorization === 'object') return authorization;
    const { contentType, body } = callbackBody(
      batch.map((message) => this.#content(message)),
      format,
      settings,
    );
    return this.#http.send({
      kind: 'callback',
      who: application.name,
      method: 'POST',
      url: url!,
      headers: { 'content-type': contentType, ...(authorization !== '' && { authorization }) },
      body,
      timeoutMs: settings['callback.timeoutMs'],
      redirect: settings['callback.redirects'] === 'follow' ? 'follow' : 'manual',
      largestAnswer,
      conversationIds: [...new Set(batch.map(({ conversationId }) => conversationId))],
    });
  }

  async #authorization(application: ClientApplication): Promise<string | { failed: string }> {
    const { authentication } = application.callback;
    switch (authentication.type) {
      case 'none':
        return '';
      case 'basic':
        return `Basic ${base64(`${authentication.userName}:${authentication.password}`)}`;
      case 'oauth': {
        const obtained = await this.#tokenOf(application.id).obtain(authentication, this.#world.settings, application.name);
        return 'failed' in obtained ? obtained : `Bearer ${obtained.token}`;
      }
    }
  }

  #tokenOf(applicationId: string): CallbackToken {
    let token = this.#tokens.get(applicationId);
    if (token === undefined) this.#tokens.set(applicationId, (token = new CallbackToken(this.#http, this.#world.clock)));
    return token;
  }

  #content({ attachmentIds, ...message }: CallbackMessage): CallbackContent {
    const attachments = attachmentIds?.flatMap((id) => {
      const file = this.#world.state.attachments.get(id);
      if (file === undefined) return [];
      const contentUrl = file.contentUrl ?? contentUrlOf(this.#world.settings, this.#base(), file);
      return [{ id, fileName: file.fileName, contentType: file.contentType, size: file.size, contentUrl }];
    });
    return { ...message, ...(attachments !== undefined && { attachments }) };
  }

  /** Forgets what is under way: its answers count no more. */
  reset(): void {
    this.#epoch++;
    this.#lanes.clear();
    this.#tokens.clear();
    this.#held.clear();
    for (const applicationId of this.#world.state.callbackQueues.keys()) this.#wake(applicationId);
  }

  /** True while something is being sent or could be sent now. */
  get busy(): boolean {
    return [...this.#lanes.values()].some((lanes) => [...lanes.values()].some(({ state }) => state === 'sending'));
  }

  close(): void {
    this.#closed = true;
  }
}
