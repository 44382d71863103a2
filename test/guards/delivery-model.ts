import type { DeliveryFailureCause } from '../../simulator/protocol/setting-kinds.ts';
import type { SettingValues } from '../../simulator/protocol/settings.ts';
import type { CallbackMessage } from '../../simulator/world/outbox.ts';
import type { SentMessage, Witness } from './fire-receiver.ts';

interface Known {
  readonly message: CallbackMessage;
  state: 'waiting' | 'failed' | 'accepted' | 'given up' | 'dropped';
  /** Also of one that was dropped meanwhile. */
  isUnderWay: boolean;
  failures: number;
  cause?: DeliveryFailureCause;
  droppedAt?: number;
  /** After a failure, when it must have been sent again at the latest: epoch milliseconds. */
  repeatedBy: number;
}

interface ModelOptions {
  readonly settings: SettingValues;
  readonly now: () => number;
  /** Requests for tokens, which the model does not see, may fail too. */
  readonly hasToken: boolean;
}

function isOpen({ state }: Known): boolean {
  return state === 'waiting' || state === 'failed';
}

/** What the settings promise of each message, from when it is queued until it is accepted, given up or dropped. */
export class DeliveryModel implements Witness {
  readonly faults: string[] = [];
  readonly #options: ModelOptions;
  readonly #known = new Map<string, Known>();
  #deactivatedAt: number | null = null;
  #wasDeactivated = false;
  #batching: SettingValues['callback.batching'] | 'changed';

  constructor(options: ModelOptions) {
    this.#options = options;
    this.#batching = options.settings['callback.batching'];
  }

  changeBatching(): void {
    this.#batching = 'changed';
  }

  #check(holds: boolean, what: string): void {
    if (!holds) this.faults.push(what);
  }

  queue(message: CallbackMessage): void {
    const isDropped = this.#deactivatedAt !== null && this.#options.settings['callback.deactivatedQueue'] === 'drop';
    this.#known.set(message.id, {
      message,
      state: isDropped ? 'dropped' : 'waiting',
      isUnderWay: false,
      failures: 0,
      repeatedBy: Infinity,
    });
  }

  /** Messages that are neither settled nor dropped, oldest first. */
  #open(): Known[] {
    return [...this.#known.values()].filter(isOpen);
  }

  begin(sent: readonly SentMessage[], bytes: number): void {
    const now = this.#options.now();
    this.#check(
      this.#deactivatedAt === null || this.#deactivatedAt === now || this.#options.hasToken,
      'a request began while the callback URL was deactivated',
    );
    this.#checkForm(sent, bytes);
    this.#checkOrder(sent);
    for (const { id, conversation, content } of sent) {
      const known = this.#known.get(id);
      this.#check(known?.message.conversationId === conversation.id, `${id} of ${conversation.id} was sent, which nobody queued`);
      if (known === undefined) continue;
      this.#check(content === known.message.content, `${id} was sent with another text`);
      this.#check(!known.isUnderWay, `${id} was sent again while it was under way`);
      known.isUnderWay = true;
      // Its request was made before it was dropped, and waited for its headers.
      if (known.state === 'dropped' && (this.#options.hasToken || known.droppedAt === now)) continue;
      this.#check(known.state === 'waiting' || known.state === 'failed', `${id} was sent again though it was ${known.state}`);
      this.#check(known.repeatedBy >= now || this.#options.hasToken, `${id} was repeated later than the pause says`);
      const isTooOften = known.state === 'failed' && this.#mayGiveUp(known);
      this.#check(!isTooOften || this.#isInexact(), `${id} was repeated after failure ${known.failures} (${known.cause})`);
    }
  }

  /** Whether failures are counted from 0 again, or a failure may be one of a token's, or 401 is answered by a second request. */
  #isInexact(): boolean {
    return this.#wasDeactivated || this.#options.hasToken;
  }

  #checkForm(sent: readonly SentMessage[], bytes: number): void {
    const { 'callback.maxBatchBytes': most } = this.#options.settings;
    this.#check(sent.length <= 1 || most === null || bytes <= most, `a request of ${sent.length} messages has ${bytes} bytes`);
    if (this.#batching === 'one') this.#check(sent.length === 1, `a request has ${sent.length} messages, not one`);
    if (this.#batching === 'per-conversation')
      this.#check(new Set(sent.map(({ conversation }) => conversation.id)).size === 1, 'a request has several conversations');
  }

  /** The messages of a request are the first of those that are not settled. */
  #checkOrder(sent: readonly SentMessage[]): void {
    const order = this.#options.settings['callback.order'];
    if (order === 'none') return;
    const laneOf = (conversationId: string) => (order === 'per-application' ? 'all' : conversationId);
    const open = Map.groupBy(this.#open(), ({ message }) => laneOf(message.conversationId));
    const undropped = sent.filter(({ id }) => this.#known.get(id)?.state !== 'dropped');
    for (const [lane, messages] of Map.groupBy(undropped, ({ conversation }) => laneOf(conversation.id))) {
      const first = (open.get(lane) ?? []).slice(0, messages.length).map(({ message }) => message.id);
      const ids = messages.map(({ id }) => id);
      this.#check(first.join() === ids.join(), `${ids.join()} were sent before ${first.join()} (${order})`);
    }
  }

  end(sent: readonly SentMessage[], cause: DeliveryFailureCause | null): void {
    for (const { id } of sent) {
      const known = this.#known.get(id);
      if (known === undefined) continue;
      known.isUnderWay = false;
      // A message that is dropped while its request is under way may still arrive.
      if (cause === null) known.state = 'accepted';
      else if (known.state !== 'dropped') this.#fail(known, cause);
    }
  }

  #fail(known: Known, cause: DeliveryFailureCause): void {
    const { settings, now } = this.#options;
    known.failures++;
    Object.assign(known, { state: 'failed', cause, repeatedBy: now() + settings['callback.backoff'].maxMs });
  }

  #mayGiveUp({ failures, cause }: Known): boolean {
    const { settings } = this.#options;
    const { maxTries } = settings['callback.backoff'];
    const repeated = settings['callback.retryOn'];
    if (settings['callback.delivery'] === 'at-most-once' || (maxTries !== null && failures >= maxTries)) return true;
    return repeated !== 'any-failure' && !repeated.includes(cause!);
  }

  giveUp(ids: readonly string[]): void {
    for (const id of ids) {
      const known = this.#known.get(id)!;
      if (known.state === 'dropped') continue;
      const isUnsettled = this.#isInexact() ? isOpen(known) : known.state === 'failed';
      this.#check(isUnsettled, `${id} was given up though it was ${known.state}`);
      this.#check(
        this.#mayGiveUp(known) || this.#isInexact(),
        `${id} was given up after failure ${known.failures} (${known.cause})`,
      );
      known.state = 'given up';
    }
  }

  deactivate(): void {
    this.#wasDeactivated = true;
    this.#deactivatedAt = this.#options.now();
    if (this.#options.settings['callback.deactivatedQueue'] === 'drop')
      for (const known of this.#open()) Object.assign(known, { state: 'dropped', droppedAt: this.#deactivatedAt });
  }

  reactivate(): void {
    this.#deactivatedAt = null;
    for (const known of this.#known.values()) known.repeatedBy = Infinity;
  }

  /** When nothing happens until the clock moves: each lane with messages waits for an answer or for its next attempt. */
  checkLanes(): void {
    if (this.#deactivatedAt !== null || this.#options.hasToken) return;
    const now = this.#options.now();
    for (const [lane, messages] of Map.groupBy(this.#known.values(), ({ message }) => this.#laneOf(message))) {
      const isAlive = messages.some(
        ({ state, isUnderWay, repeatedBy }) => isUnderWay || (state === 'failed' && repeatedBy > now),
      );
      const open = messages.filter(isOpen).length;
      this.#check(isAlive || open === 0, `the lane ${lane} stands still with ${open} messages`);
    }
  }

  #laneOf({ id, conversationId }: CallbackMessage): string {
    const order = this.#options.settings['callback.order'];
    if (order === 'per-application' || this.#batching === 'all-queued' || this.#batching === 'changed') return 'all';
    return order === 'none' && this.#batching === 'one' ? id : conversationId;
  }

  /** When the server has recovered and time has passed. @param texts what agents said, by conversation, in order */
  checkEnd(texts: ReadonlyMap<string, readonly string[]>, pending: number): void {
    this.#check(pending === 0, `${pending} messages are still pending`);
    for (const { message, state } of this.#open()) this.faults.push(`${message.type} ${message.id} is lost: it was ${state}`);
    for (const [id, said] of texts) {
      const mine = [...this.#known.values()].filter(({ message }) => message.conversationId === id);
      const completes = mine.filter(({ message }) => message.type === 'complete').length;
      this.#check(completes === 1, `${id} has ${completes} messages complete`);
      const queued = mine.filter(({ message }) => message.type === 'plainText').map(({ message }) => message.content);
      this.#check(queued.join('|') === said.join('|'), `the texts of ${id} are not what was said`);
    }
  }

  count(state: Known['state']): number {
    return [...this.#known.values()].filter((known) => known.state === state).length;
  }
}
