import type { Faults } from '../faults/faults.ts';
import type { ClientApplication } from '../world/applications.ts';
import type { Cancel } from '../world/clock.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import { callbackQueue, moveToSent, recordDeliveryFailure, recordDeliverySuccess } from '../world/outbox.ts';
import type { World } from '../world/world.ts';
import { CallbackFaults } from '../faults/callback-faults.ts';
import type { CallbackSenderOptions, DeliveryFailure } from './callback-sender.ts';
import { CallbackSender } from './callback-sender.ts';
import { HeldMessages } from './held-messages.ts';
import { backoffMs, laneOf } from './lanes.ts';
import { WaitingLanes } from './waiting-lanes.ts';

/** Keeps back the messages that an API call causes, so that its answer goes first. */
export interface CallbackHold {
  /** Performs a part of the call. The messages that it queues before it returns wait for `release`; when it throws, they leave. */
  during<Result>(part: () => Result): Result;
  release(): void;
}

interface QueuedMessage {
  readonly applicationId: string;
  readonly message: CallbackMessage;
}

/** The request that a lane sends. The lane sends its next request when this one has ended. */
interface LaneRequest {
  readonly batch: readonly CallbackMessage[];
  readonly failures: number;
  /** Cancels the planned repeat; null while the request is under way. */
  readonly cancelRetry: Cancel | null;
}

export interface DelivererOptions extends CallbackSenderOptions {
  /** Marks real I/O, for clocks that wait for it. */
  track: <Result>(io: Promise<Result>) => Promise<Result>;
  /** The installed faults. */
  faults: Pick<Faults, 'ofCallback'>;
  /** Receives each defect of the simulator. */
  onDefect: (error: unknown) => void;
}

const retry = 'callback-retry';

/** Delivers the pending messages of each application to its webhook server, lane by lane, and repeats what failed: spec 9.2. */
export class Deliverer {
  readonly #world: World;
  readonly #track: DelivererOptions['track'];
  readonly #onDefect: DelivererOptions['onDefect'];
  readonly #sender: CallbackSender;
  /** By application and lane. */
  readonly #requests = new Map<string, Map<string, LaneRequest>>();
  /** By application; derived from its pending messages when it is needed. */
  readonly #waiting = new Map<string, WaitingLanes>();
  /** The messages that must not leave yet, because their API call has no answer or a fault delays them. */
  readonly #holds = new HeldMessages();
  readonly #faults: CallbackFaults;
  /** The messages of the API call whose part runs now; undefined when none runs. A part runs without a pause. */
  #held: QueuedMessage[] | undefined;
  #isClosed = false;

  constructor(options: DelivererOptions) {
    const { world, track, faults, onDefect } = options;
    this.#onDefect = onDefect;
    this.#world = world;
    this.#track = track;
    this.#sender = new CallbackSender(options);
    this.#faults = new CallbackFaults(world, faults, {
      hold: ({ id }) => this.#holds.hold(id),
      release: (applicationId, message) => this.#release([{ applicationId, message }]),
      start: (applicationId, message) => this.#startLaneOf(applicationId, message),
    });
    world.listen((event) => {
      switch (event.type) {
        case 'application-changed':
        case 'callback-deactivated':
          this.#cancelRetries(event.applicationId);
          this.#startIdleLanes(event.applicationId);
          return;
        case 'callback-reactivated':
          this.#startIdleLanes(event.applicationId);
          return;
        case 'callback-queued':
          this.#acceptQueued(event.applicationId, event.messageId);
          return;
        case 'callback-lost':
          this.#waiting.get(event.applicationId)?.remove(event.messageId);
          return;
        default:
      }
    });
    world.clock.handle(retry, (due) => this.#retry(due['applicationId'] as string, due['lane'] as string));
  }

  #acceptQueued(applicationId: string, messageId: string): void {
    const message = callbackQueue(this.#world, applicationId).pending.at(-1);
    // Without a callback URL, the message is kept but is not pending.
    if (message?.id !== messageId) return;
    if (this.#held !== undefined) {
      this.#holds.hold(messageId);
      this.#held.push({ applicationId, message });
    }
    const { isDropped, isReordered } = this.#faults.apply(applicationId, message);
    if (isReordered) this.#rebuildLanes(applicationId);
    else if (!isDropped) this.#addWaiting(applicationId, message);
  }

  #addWaiting(applicationId: string, message: CallbackMessage): void {
    if (this.#hasCurrentLanes(applicationId)) this.#waiting.get(applicationId)!.add(message);
    this.#startLaneOf(applicationId, message);
  }

  openHold(): CallbackHold {
    const held: QueuedMessage[] = [];
    return {
      during: (part) => {
        this.#held = held;
        try {
          return part();
        } catch (error) {
          this.#release(held);
          throw error;
        } finally {
          this.#held = undefined;
        }
      },
      release: () => this.#release(held),
    };
  }

  /** Lets the messages leave, and empties the list, so that a second release does nothing. */
  #release(queued: QueuedMessage[]): void {
    const released = queued.splice(0);
    for (const { message } of released) this.#holds.release(message.id);
    for (const { applicationId, message } of released) this.#startLaneOf(applicationId, message);
  }

  #startLaneOf(applicationId: string, message: CallbackMessage): void {
    if (this.#hasCurrentLanes(applicationId)) this.#startLane(applicationId, laneOf(message, this.#world.settings));
    else this.#startIdleLanes(applicationId);
  }

  /** The application, if something may be sent to its webhook server now. */
  #reachable(applicationId: string): ClientApplication | undefined {
    const application = this.#world.state.applications.get(applicationId);
    if (this.#isClosed || application?.callback.url == null) return undefined;
    return callbackQueue(this.#world, applicationId).deactivatedAt === null ? application : undefined;
  }

  /** Whether the lanes still fit. They do not after a change of settings, or of the order of pending messages. */
  #hasCurrentLanes(applicationId: string): boolean {
    return this.#waiting.get(applicationId)?.settings === this.#world.settings;
  }

  #lanesOf(applicationId: string): WaitingLanes {
    if (!this.#hasCurrentLanes(applicationId)) {
      const sending = new Set([...this.#requestsOf(applicationId).values()].flatMap(({ batch }) => batch.map(({ id }) => id)));
      const { pending } = callbackQueue(this.#world, applicationId);
      const waiting = pending.filter(({ id }) => !sending.has(id));
      this.#waiting.set(applicationId, new WaitingLanes(waiting, this.#world.settings));
    }
    return this.#waiting.get(applicationId)!;
  }

  #requestsOf(applicationId: string): Map<string, LaneRequest> {
    let requests = this.#requests.get(applicationId);
    if (requests === undefined) this.#requests.set(applicationId, (requests = new Map<string, LaneRequest>()));
    return requests;
  }

  /** Sorts the pending messages into lanes again, after they were reordered. */
  #rebuildLanes(applicationId: string): void {
    this.#waiting.delete(applicationId);
    this.#startIdleLanes(applicationId);
  }

  #startIdleLanes(applicationId: string): void {
    if (this.#reachable(applicationId) === undefined) return;
    for (const lane of this.#lanesOf(applicationId).names()) this.#startLane(applicationId, lane);
  }

  /** Sends the next batch of the lane, unless a request of the lane has not ended yet. */
  #startLane(applicationId: string, lane: string): void {
    const application = this.#reachable(applicationId);
    if (application === undefined || this.#requestsOf(applicationId).has(lane)) return;
    const batch = this.#lanesOf(applicationId).take(lane, {
      isHeld: (id) => this.#holds.has(id),
      isOvertaken: (id) => this.#faults.isOvertaken(id),
      shuffle: (messages) => this.#shuffled(messages),
    });
    if (batch.length > 0) this.#send(application, lane, { batch, failures: 0, cancelRetry: null });
  }

  #shuffled(messages: readonly CallbackMessage[]): readonly CallbackMessage[] {
    return messages
      .map((message) => ({ message, place: this.#world.random.uint32('callback-order') }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ message }) => message);
  }

  #retry(applicationId: string, lane: string): void {
    const application = this.#reachable(applicationId);
    const request = this.#requestsOf(applicationId).get(lane);
    if (application === undefined) return;
    if (request === undefined) this.#startIdleLanes(applicationId);
    else if (request.cancelRetry !== null) this.#send(application, lane, { ...request, cancelRetry: null });
  }

  /** Batches that wait to be repeated become waiting messages again. */
  #cancelRetries(applicationId: string): void {
    const requests = this.#requestsOf(applicationId);
    for (const [lane, { cancelRetry }] of requests) {
      if (cancelRetry === null) continue;
      cancelRetry();
      requests.delete(lane);
    }
    this.#waiting.delete(applicationId);
  }

  #send(application: ClientApplication, lane: string, request: LaneRequest): void {
    this.#requestsOf(application.id).set(lane, request);
    const { clock } = this.#world;
    const { life } = clock;
    const sent = this.#sender.send(application, request.batch).catch((defect: unknown) => this.#reportDefect(defect));
    void this.#track(
      sent.then((failure) => {
        if (life !== clock.life) return;
        if (failure !== null && 'defect' in failure) this.#endDefectiveRequest(application, lane, request, failure.defect);
        else this.#endRequest(application.id, lane, request, failure);
      }),
    );
  }

  #reportDefect(defect: unknown): { readonly defect: string } {
    this.#onDefect(defect);
    return { defect: `a defect of the simulator: ${defect instanceof Error ? defect.message : String(defect)}` };
  }

  /** Gives up the messages of which no request can be made, and lets the lane send the others. */
  #endDefectiveRequest(application: ClientApplication, lane: string, request: LaneRequest, why: string): void {
    const unsent = request.batch.filter((message) => !this.#sender.canWrite(application, message));
    this.#sender.recordUnsent(application, unsent.length > 0 ? unsent : request.batch, why);
    if (unsent.length === 0) {
      this.#endRequest(application.id, lane, request, { why, cause: 'no-connection' });
      return;
    }
    this.#requestsOf(application.id).delete(lane);
    this.#waiting.delete(application.id);
    this.#faults.takeRepeat(unsent);
    moveToSent(this.#world, application.id, unsent);
    recordDeliveryFailure(this.#world, application.id, why);
    this.#startIdleLanes(application.id);
  }

  /** @param failure null when it succeeded */
  #endRequest(applicationId: string, lane: string, { batch, failures }: LaneRequest, failure: DeliveryFailure | null): void {
    this.#requestsOf(applicationId).delete(lane);
    const application = this.#reachable(applicationId);
    if (failure === null && application !== undefined && this.#faults.takeRepeat(batch)) {
      this.#send(application, lane, { batch, failures: 0, cancelRetry: null });
      return;
    }
    if (failure === null) {
      moveToSent(this.#world, applicationId, batch);
      recordDeliverySuccess(this.#world, applicationId);
    } else this.#handleFailure(applicationId, lane, batch, failures + 1, failure);
    if (this.#hasCurrentLanes(applicationId)) this.#startLane(applicationId, lane);
    else this.#startIdleLanes(applicationId);
  }

  #handleFailure(
    applicationId: string,
    lane: string,
    batch: readonly CallbackMessage[],
    failures: number,
    failure: DeliveryFailure,
  ): void {
    const { settings } = this.#world;
    const { maxTries } = settings['callback.backoff'];
    const retried = settings['callback.retryOn'];
    const isGivenUp =
      settings['callback.delivery'] === 'at-most-once' ||
      (maxTries !== null && failures >= maxTries) ||
      (retried !== 'any-failure' && !retried.includes(failure.cause));
    recordDeliveryFailure(this.#world, applicationId, failure.why);
    if (isGivenUp) {
      this.#faults.takeRepeat(batch);
      moveToSent(this.#world, applicationId, batch);
    } else if (this.#reachable(applicationId)) this.#repeatLater(applicationId, lane, { batch, failures });
    else this.#waiting.delete(applicationId);
  }

  #repeatLater(applicationId: string, lane: string, request: Omit<LaneRequest, 'cancelRetry'>): void {
    const pause = backoffMs(this.#world.settings['callback.backoff'], request.failures);
    const cancelRetry = this.#world.clock.schedule(pause, { kind: retry, applicationId, lane });
    this.#requestsOf(applicationId).set(lane, { ...request, cancelRetry });
  }

  /** Forgets the requests under way, and sends the messages that are pending in the world now. */
  reset(): void {
    this.#requests.clear();
    this.#waiting.clear();
    this.#sender.reset();
    this.#holds.clear();
    this.#faults.clear();
    for (const applicationId of this.#world.state.callbackQueues.keys()) this.#startIdleLanes(applicationId);
  }

  close(): void {
    this.#isClosed = true;
  }
}
