import type { Faults } from '../faults/faults.ts';
import type { FaultEffect } from '../faults/callback-faults.ts';
import { CallbackFaults } from '../faults/callback-faults.ts';
import type { ClientApplication } from '../world/applications.ts';
import type { WorldEvent } from '../world/events.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import { callbackQueue, moveToSent, recordDeliveryFailure, recordDeliverySuccess, stillPending } from '../world/outbox.ts';
import type { World } from '../world/world.ts';
import { ApplicationLanes } from './application-lanes.ts';
import type { CallbackHold, QueuedMessage } from './call-holds.ts';
import { CallHolds } from './call-holds.ts';
import type { CallbackSenderOptions, DeliveryFailure } from './callback-sender.ts';
import { CallbackSender } from './callback-sender.ts';
import { HeldMessages } from './held-messages.ts';
import type { LaneRequest } from './lane-requests.ts';
import { LaneRequests } from './lane-requests.ts';
import { backoffMs, isRepeated, laneOf, shuffled } from './lanes.ts';
import { RequestSizes } from './request-sizes.ts';

export interface DelivererOptions extends CallbackSenderOptions {
  /** Marks real I/O, for clocks that wait for it. */
  track: <Result>(io: Promise<Result>) => Promise<Result>;
  /** The installed faults. */
  faults: Pick<Faults, 'ofCallback'>;
  /** Receives each defect of the simulator. */
  onDefect: (error: unknown) => void;
}

/** The failure of a request of which the simulator itself is the cause. */
interface Defect extends DeliveryFailure {
  readonly isDefect: true;
}

const retry = 'callback-retry';

/** Delivers the pending messages of each application to its webhook server, lane by lane, and repeats what failed: spec 9.2. */
export class Deliverer {
  readonly #world: World;
  readonly #track: DelivererOptions['track'];
  readonly #onDefect: DelivererOptions['onDefect'];
  readonly #sender: CallbackSender;
  readonly #requests = new LaneRequests();
  readonly #sizes = new RequestSizes();
  readonly #lanes: ApplicationLanes;
  /** The messages that must not leave yet, because their API call has no answer or a fault delays them. */
  readonly #holds = new HeldMessages();
  readonly #callHolds = new CallHolds((released) => this.#release(released));
  readonly #faults: CallbackFaults;
  #isClosed = false;

  constructor(options: DelivererOptions) {
    const { world, track, faults, onDefect } = options;
    this.#onDefect = onDefect;
    this.#world = world;
    this.#track = track;
    this.#sender = new CallbackSender(options);
    this.#lanes = new ApplicationLanes(world, this.#requests);
    this.#faults = new CallbackFaults(world, faults, {
      hold: ({ id }) => this.#holds.hold(id),
      release: (applicationId, message) => this.#release([{ applicationId, message }]),
      start: (applicationId, message) => this.#startLaneOf(applicationId, message),
    });
    world.listen((event) => this.#follow(event));
    world.clock.handle(retry, (due) => this.#retry(due['applicationId'] as string, due['lane'] as string));
  }

  #follow(event: WorldEvent): void {
    switch (event.type) {
      case 'application-changed':
      case 'application-removed':
      case 'callback-deactivated':
      case 'callback-reactivated':
        if (event.type === 'application-changed') this.#sizes.forget(event.applicationId);
        this.#requests.cancelRetries(event.applicationId);
        this.#rebuildLanes(event.applicationId);
        return;
      case 'callback-queued':
        this.#acceptQueued(event.applicationId, event.messageId);
        return;
      case 'callback-lost':
        this.#lanes.remove(event.applicationId, event.messageId);
        return;
      default:
    }
  }

  #acceptQueued(applicationId: string, messageId: string): void {
    const message = callbackQueue(this.#world, applicationId).pending.at(-1);
    // Without a callback URL, the message is kept but is not pending.
    if (message?.id !== messageId) return;
    if (this.#callHolds.add({ applicationId, message })) this.#holds.hold(messageId);
    const { isDropped, isReordered } = this.#applyFaults(applicationId, message);
    if (isReordered) {
      this.#rebuildLanes(applicationId);
    } else if (!isDropped) {
      this.#lanes.add(applicationId, message);
      this.#startLaneOf(applicationId, message);
    }
  }

  /** A fault that throws is no reason to keep the message. */
  #applyFaults(applicationId: string, message: CallbackMessage): FaultEffect {
    try {
      return this.#faults.apply(applicationId, message);
    } catch (defect) {
      this.#onDefect(defect);
      return { isDropped: false, isReordered: true };
    }
  }

  openHold(): CallbackHold {
    return this.#callHolds.open();
  }

  #release(released: readonly QueuedMessage[]): void {
    for (const { message } of released) this.#holds.release(message.id);
    for (const { applicationId, message } of released) this.#startLaneOf(applicationId, message);
  }

  #startLaneOf(applicationId: string, message: CallbackMessage): void {
    if (this.#lanes.areCurrent(applicationId)) this.#startLane(applicationId, laneOf(message, this.#world.settings));
    else this.#startIdleLanes(applicationId);
  }

  /** The application, if something may be sent to its webhook server now. */
  #reachable(applicationId: string): ClientApplication | undefined {
    const application = this.#world.state.applications.get(applicationId);
    if (this.#isClosed || application?.callback.url == null) return undefined;
    return callbackQueue(this.#world, applicationId).deactivatedAt === null ? application : undefined;
  }

  /** Sorts the pending messages into lanes again. */
  #rebuildLanes(applicationId: string): void {
    this.#lanes.forget(applicationId);
    this.#startIdleLanes(applicationId);
  }

  #startIdleLanes(applicationId: string): void {
    if (this.#reachable(applicationId) === undefined) return;
    for (const lane of this.#lanes.of(applicationId).names()) this.#startLane(applicationId, lane);
  }

  /**
   * Sends the next batch of the lane, unless a request of the lane has not ended yet.
   * @param failures how often no batch could be taken
   */
  #startLane(applicationId: string, lane: string, failures = 0): void {
    if (this.#requests.get(applicationId, lane) !== undefined) return;
    if (this.#requests.areFull(applicationId)) {
      this.#requests.postpone(applicationId, lane);
      return;
    }
    const none: LaneRequest = { batch: [], failures, settings: this.#world.settings, cancelRetry: null };
    this.#attempt(applicationId, lane, none, () => {
      const application = this.#reachable(applicationId);
      const batch = application === undefined || this.#mustWait(applicationId) ? [] : this.#take(application, lane);
      if (batch.length > 0) this.#send(application!, lane, { ...none, batch });
    });
  }

  #mustWait(applicationId: string): boolean {
    this.#lanes.of(applicationId);
    return this.#lanes.waitForEarlier(applicationId);
  }

  #take(application: ClientApplication, lane: string): readonly CallbackMessage[] {
    return this.#lanes.of(application.id).take(lane, {
      isHeld: (id) => this.#holds.has(id),
      isOvertaken: (id) => this.#faults.isOvertaken(id),
      shuffle: (messages) => shuffled(messages, this.#world.random),
      countFitting: (messages) => Math.min(this.#sizes.mostOf(application.id), this.#sender.countFitting(application, messages)),
    });
  }

  #retry(applicationId: string, lane: string): void {
    const request = this.#requests.get(applicationId, lane);
    if (request?.cancelRetry === null) return;
    if (request === undefined) {
      this.#startIdleLanes(applicationId);
      return;
    }
    if (this.#requests.areFull(applicationId)) {
      this.#requests.postpone(applicationId, lane);
      return;
    }
    this.#requests.delete(applicationId, lane);
    this.#attempt(applicationId, lane, request, () => {
      const application = this.#reachable(applicationId);
      const batch = stillPending(this.#world, applicationId, request.batch);
      if (application === undefined) this.#lanes.forget(applicationId);
      else if (batch.length > 0) this.#send(application, lane, { ...request, batch, cancelRetry: null });
      else this.#startLane(applicationId, lane, request.batch.length === 0 ? request.failures : 0);
    });
  }

  #send(application: ClientApplication, lane: string, request: LaneRequest): void {
    this.#requests.set(application.id, lane, request);
    const { clock } = this.#world;
    const { life } = clock;
    const sent = this.#sender.send(application, request.batch).catch((defect: unknown) => this.#reportDefect(defect));
    void this.#track(
      sent.then((failure) => {
        if (life !== clock.life) return;
        this.#requests.delete(application.id, lane);
        this.#attempt(application.id, lane, request, () => this.#end(application, lane, request, failure));
        const isCurrent = request.settings === this.#world.settings && this.#lanes.areCurrent(application.id);
        if (!isCurrent) this.#startIdleLanes(application.id);
        else if (this.#requests.get(application.id, lane) === undefined) this.#requests.postpone(application.id, lane);
        this.#startPostponed(application.id);
      }),
    );
  }

  /** A postponed lane has no request, or one whose repeat is due. */
  #startPostponed(applicationId: string): void {
    for (const lane of this.#requests.takePostponed(applicationId)) {
      if (this.#requests.get(applicationId, lane) === undefined) this.#startLane(applicationId, lane);
      else this.#retry(applicationId, lane);
    }
  }

  #reportDefect(defect: unknown): Defect {
    this.#onDefect(defect);
    const why = `a defect of the simulator: ${defect instanceof Error ? defect.message : String(defect)}`;
    return { why, cause: 'no-connection', isDefect: true };
  }

  /** Performs a part of the request. When it throws, the request has failed, and its messages are sent again. */
  #attempt(applicationId: string, lane: string, request: LaneRequest, part: () => void): void {
    try {
      part();
    } catch (defect) {
      const failure = this.#reportDefect(defect);
      try {
        this.#failAfter(applicationId, lane, request, failure);
      } catch (another) {
        this.#onDefect(another);
      }
    }
  }

  /** Repeats what the part that threw has left: nothing when its messages have left, or their next request was made or planned. */
  #failAfter(applicationId: string, lane: string, request: LaneRequest, failure: Defect): void {
    this.#lanes.forget(applicationId);
    if (this.#requests.get(applicationId, lane) !== undefined) return;
    if (request.batch.length > 0 && stillPending(this.#world, applicationId, request.batch).length === 0) return;
    this.#handleFailure(applicationId, lane, { ...request, failures: request.failures + 1 }, failure);
  }

  /** @param failure null when it succeeded */
  #end({ id }: ClientApplication, lane: string, request: LaneRequest, failure: DeliveryFailure | Defect | null): void {
    const { batch, failures } = request;
    const application = this.#reachable(id);
    if (failure !== null) {
      const isSettled = 'isDefect' in failure && application && this.#giveUpUnwritable(application, batch, failure.why);
      if (isSettled !== true) this.#handleFailure(id, lane, { ...request, failures: failures + 1 }, failure);
    } else if (application !== undefined && this.#faults.takeRepeat(batch)) {
      this.#send(application, lane, { ...request, failures: 0, cancelRetry: null });
    } else {
      moveToSent(this.#world, id, batch);
      recordDeliverySuccess(this.#world, id);
    }
  }

  /** Gives up the messages of which no request can be made, and lets the lane send the others. False when there are none. */
  #giveUpUnwritable(application: ClientApplication, batch: readonly CallbackMessage[], why: string): boolean {
    const unsent = batch.filter((message) => !this.#sender.canWrite(application, message));
    this.#sender.recordUnsent(application, unsent.length > 0 ? unsent : batch, why);
    if (unsent.length === 0) return false;
    this.#lanes.forget(application.id);
    this.#giveUp(application.id, unsent, why);
    return true;
  }

  /** Messages that were dropped or lost while the request was under way are not sent again, and hold up no other. */
  #handleFailure(
    applicationId: string,
    lane: string,
    request: Omit<LaneRequest, 'cancelRetry'>,
    { why, cause }: DeliveryFailure,
  ): void {
    const batch = stillPending(this.#world, applicationId, request.batch);
    if (this.#reachable(applicationId) && this.#isSplit(batch, cause)) {
      this.#repeatLater(applicationId, lane, { ...request, batch: this.#sizes.halve(applicationId, batch), failures: 1 });
      // The others wait in their lane again.
      this.#lanes.forget(applicationId);
      recordDeliveryFailure(this.#world, applicationId, why);
      return;
    }
    const isRest = batch.length > 0 || request.batch.length === 0;
    if (isRest && !isRepeated(request.failures, cause, this.#world.settings)) {
      this.#giveUp(applicationId, batch, why);
      return;
    }
    if (!this.#reachable(applicationId)) this.#lanes.forget(applicationId);
    else if (isRest) this.#repeatLater(applicationId, lane, { ...request, batch });
    recordDeliveryFailure(this.#world, applicationId, why);
  }

  /** A batch that is too large is not repeated as it is, and its tries begin anew. A single message fails as it does otherwise. */
  #isSplit(batch: readonly CallbackMessage[], cause: DeliveryFailure['cause']): boolean {
    return cause === 413 && batch.length > 1 && isRepeated(0, cause, this.#world.settings);
  }

  /** The messages leave before anyone is told, because one that is told may throw. */
  #giveUp(applicationId: string, messages: readonly CallbackMessage[], why: string): void {
    this.#faults.takeRepeat(messages);
    moveToSent(this.#world, applicationId, messages);
    recordDeliveryFailure(this.#world, applicationId, why);
    if (messages.length === 0) return;
    this.#world.emit({ type: 'callback-given-up', applicationId, messageIds: messages.map(({ id }) => id), why });
  }

  #repeatLater(applicationId: string, lane: string, request: Omit<LaneRequest, 'cancelRetry'>): void {
    const pause = backoffMs(this.#world.settings['callback.backoff'], request.failures);
    const cancelRetry = this.#world.clock.schedule(pause, { kind: retry, applicationId, lane });
    this.#requests.set(applicationId, lane, { ...request, cancelRetry });
  }

  /** Forgets the requests under way, and sends the messages that are pending in the world now. */
  reset(): void {
    this.#requests.clear();
    this.#lanes.clear();
    this.#sizes.clear();
    this.#sender.reset();
    this.#holds.clear();
    this.#faults.clear();
    for (const applicationId of this.#world.state.callbackQueues.keys()) this.#startIdleLanes(applicationId);
  }

  close(): void {
    this.#isClosed = true;
  }
}
