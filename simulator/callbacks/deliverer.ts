import type { CallbackContent } from '../protocol/callback-body.ts';
import { callbackBody } from '../protocol/callback-body.ts';
import { contentUrlOf } from '../protocol/content-url.ts';
import type { ClientApplication } from '../world/applications.ts';
import type { Cancel } from '../world/clock.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import { callbackQueue, deliveryFailed, deliverySucceeded, messagesLeft } from '../world/outbox.ts';
import type { World } from '../world/world.ts';
import { base64, CallbackToken } from './callback-token.ts';
import type { Faults } from '../http/faults.ts';
import { CallbackFaults } from './callback-faults.ts';
import { Holds } from './holds.ts';
import type { HttpClient } from './http-client.ts';
import { backoffMs, laneOf, nextBatch } from './lanes.ts';

interface QueuedMessage {
  readonly applicationId: string;
  readonly messageId: string;
}

interface Lane {
  /** What is being sent or waits to be repeated, unchanged. */
  batch: readonly CallbackMessage[];
  failures: number;
  /** Takes back the planned repeat; null while the batch is being sent. */
  cancelRetry: Cancel | null;
}

export interface DelivererOptions {
  world: World;
  http: HttpClient;
  /** Marks real I/O, for clocks that wait for it. */
  track: <Result>(io: Promise<Result>) => Promise<Result>;
  /** Where clients reach the simulator, for content URLs. */
  base: () => string;
  /** The faults that strike callbacks. */
  strikes: Pick<Faults, 'strikingCallback'>;
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
  /** Messages that must wait, and with them those behind: their cause, an API call, is not answered yet, or a fault delays them. */
  readonly #held = new Holds();
  readonly #faults: CallbackFaults;
  /** While a call is being performed: what it has queued. */
  #queuedByCall: QueuedMessage[] | undefined;
  #closed = false;

  constructor({ world, http, track, base, strikes }: DelivererOptions) {
    this.#world = world;
    this.#http = http;
    this.#track = track;
    this.#base = base;
    this.#faults = new CallbackFaults(world, strikes, {
      hold: (messageId) => this.#held.hold(messageId),
      release: (message) => this.#release([message]),
    });
    world.listen((event) => {
      switch (event.type) {
        case 'application-changed':
        case 'callback-deactivated':
          this.#forgetRetries(event.applicationId);
          this.#wake(event.applicationId);
          return;
        case 'callback-queued':
          this.#queued(event);
          return;
        case 'callback-reactivated':
          this.#wake(event.applicationId);
          return;
        default:
      }
    });
    world.clock.handle(retry, (due) => this.#retry(due['applicationId'] as string, due['lane'] as string));
  }

  #queued(message: QueuedMessage): void {
    if (this.#queuedByCall !== undefined) {
      this.#held.hold(message.messageId);
      this.#queuedByCall.push(message);
    }
    this.#faults.strike(message.applicationId, message.messageId);
    this.#wake(message.applicationId);
  }

  /** Does something that may queue messages and keeps these back until `release` is called: the answer goes first. */
  holdDuring<Result>(task: () => Result): { result: Result; release: () => void } {
    const queued: QueuedMessage[] = [];
    this.#queuedByCall = queued;
    try {
      return { result: task(), release: () => this.#release(queued) };
    } catch (error) {
      this.#release(queued);
      throw error;
    } finally {
      this.#queuedByCall = undefined;
    }
  }

  #release(queued: QueuedMessage[]): void {
    const released = queued.splice(0);
    for (const { messageId } of released) this.#held.release(messageId);
    for (const applicationId of new Set(released.map((message) => message.applicationId))) this.#wake(applicationId);
  }

  /** The application, if something may be sent to its webhook server now. */
  #reachable(applicationId: string): ClientApplication | undefined {
    const application = this.#world.state.applications.get(applicationId);
    if (this.#closed || application?.callback.url == null) return undefined;
    return callbackQueue(this.#world, applicationId).deactivatedAt === null ? application : undefined;
  }

  /** Starts every lane that has something to send and is idle. */
  #wake(applicationId: string): void {
    const application = this.#reachable(applicationId);
    if (application === undefined) return;
    const { settings } = this.#world;
    if (settings['callback.batching'] === 'all-queued' && this.#lanesOf(applicationId).has('all')) return;
    const { pending } = callbackQueue(this.#world, applicationId);
    const deliverable = pending.filter(({ id }) => !this.#faults.isOvertaken(id));
    for (const [name, messages] of Map.groupBy(deliverable, (message) => laneOf(message, settings))) {
      if (this.#lanesOf(applicationId).has(name)) continue;
      const heldAt = messages.findIndex(({ id }) => this.#held.has(id));
      const batch = nextBatch(heldAt < 0 ? messages : messages.slice(0, heldAt), settings, (some) => this.#shuffled(some));
      if (batch.length > 0) this.#send(application, name, { batch, failures: 0, cancelRetry: null });
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
    const application = this.#reachable(applicationId);
    const lane = this.#lanesOf(applicationId).get(name);
    if (application === undefined) return;
    if (lane === undefined) this.#wake(applicationId);
    else if (lane.cancelRetry !== null) this.#send(application, name, { ...lane, cancelRetry: null });
  }

  /** What waits to be repeated must not leave as it was planned. */
  #forgetRetries(applicationId: string): void {
    const lanes = this.#lanesOf(applicationId);
    for (const [name, { cancelRetry }] of lanes) {
      if (cancelRetry === null) continue;
      cancelRetry();
      lanes.delete(name);
    }
  }

  #send(application: ClientApplication, name: string, lane: Lane): void {
    this.#lanesOf(application.id).set(name, lane);
    const { clock } = this.#world;
    const { life } = clock;
    void this.#track(
      this.#request(application, lane.batch).then((why) => {
        if (life === clock.life) this.#finish(application.id, name, lane, why);
      }),
    );
  }

  /** @param why it failed, null when it did not */
  #finish(applicationId: string, name: string, lane: Lane, why: string | null): void {
    const world = this.#world;
    const failures = lane.failures + 1;
    this.#lanesOf(applicationId).delete(name);
    const application = this.#reachable(applicationId);
    if (why === null && application !== undefined && this.#faults.repeats(lane.batch)) {
      this.#send(application, name, { batch: lane.batch, failures: 0, cancelRetry: null });
      return;
    }
    if (why === null) {
      messagesLeft(world, applicationId, lane.batch);
      deliverySucceeded(world, applicationId);
    } else {
      const { maxTries } = world.settings['callback.backoff'];
      const givesUp = world.settings['callback.delivery'] === 'at-most-once' || (maxTries !== null && failures >= maxTries);
      deliveryFailed(world, applicationId, why);
      if (givesUp) this.#giveUp(applicationId, lane.batch);
      else if (this.#reachable(applicationId)) this.#repeatLater(applicationId, name, { ...lane, failures });
    }
    this.#wake(applicationId);
  }

  #giveUp(applicationId: string, batch: readonly CallbackMessage[]): void {
    this.#faults.repeats(batch);
    messagesLeft(this.#world, applicationId, batch);
  }

  #repeatLater(applicationId: string, name: string, lane: Lane): void {
    const pause = backoffMs(this.#world.settings['callback.backoff'], lane.failures);
    const cancelRetry = this.#world.clock.schedule(pause, { kind: retry, applicationId, lane: name });
    this.#lanesOf(applicationId).set(name, { ...lane, cancelRetry });
  }

  /** One request and, where the server refused the token, a second with a new one. Why they failed, or null when one did not. */
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
    const { clock } = this.#world;
    const { life } = clock;
    const authorization = await this.#authorization(application);
    if (typeof authorization === 'object') return authorization;
    if (life !== clock.life) return { failed: 'the partition was reset meanwhile' };
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

  /** Forgets what is under way; sends what waits in the world as it is now. */
  reset(): void {
    this.#lanes.clear();
    this.#tokens.clear();
    this.#held.clear();
    this.#faults.clear();
    for (const applicationId of this.#world.state.callbackQueues.keys()) this.#wake(applicationId);
  }

  close(): void {
    this.#closed = true;
  }
}
