import type { Clock } from '../world/clock.ts';
import { Hold } from './hold.ts';

/** One API call from its arrival to its answer. */
export interface CallUnderway {
  /** Resolves after so many milliseconds of the partition's time. The clock does not wait for the call meanwhile. */
  wait(ms: number): Promise<void>;
  /** The call will not be answered. It is under way until its caller closes the connection. */
  hang(): void;
  end(): void;
}

type CallState = 'goes on' | 'waits' | 'hangs';

class Call implements CallUnderway {
  readonly requestId: string | undefined;
  /** The life of the clock when the call arrived: a reset begins a new life, and the call belongs to the old one. */
  readonly life: number;
  state: CallState = 'goes on';
  /** Where it stands in the list of calls. */
  place = 0;
  readonly #calls: CallsUnderway;
  #hold: Hold | undefined;
  #ended: PromiseWithResolvers<undefined> | undefined;

  constructor(calls: CallsUnderway, requestId: string | undefined) {
    this.requestId = requestId;
    this.life = calls.clock.life;
    this.#calls = calls;
  }

  /** What the clock waits for while the call goes on. It is made when the clock asks: most calls end before. */
  get hold(): Hold {
    return (this.#hold ??= new Hold());
  }

  /** It is made when somebody waits for it. */
  get ended(): Promise<void> {
    this.#ended ??= Promise.withResolvers<undefined>();
    return this.#ended.promise;
  }

  wait(ms: number): Promise<void> {
    this.#stop('waits');
    return new Promise((resolve) => {
      this.#calls.clock.schedule(ms, () => {
        this.state = 'goes on';
        resolve();
      });
    });
  }

  hang(): void {
    this.#stop('hangs');
  }

  #stop(state: CallState): void {
    this.state = state;
    this.#hold?.end();
    this.#hold = undefined;
  }

  end(): void {
    this.#calls.remove(this);
    this.#hold?.end();
    this.#ended?.resolve(undefined);
  }
}

/** The calls of a partition that are not answered yet. */
export class CallsUnderway {
  readonly clock: Clock;
  /** In no order. An empty `Set` makes a new table for each call that it loses. */
  readonly #calls: Call[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** @param requestId the header `x-request-id`, by which the caller names its call */
  begin(requestId?: string): CallUnderway {
    const call = new Call(this, requestId);
    call.place = this.#calls.push(call) - 1;
    return call;
  }

  /** The call has ended. */
  remove(call: Call): void {
    if (this.#calls[call.place] !== call) return;
    const last = this.#calls.pop()!;
    if (last === call) return;
    this.#calls[call.place] = last;
    last.place = call.place;
  }

  /** What the clock waits for. */
  get holds(): Hold[] {
    return this.#calls.flatMap((call) => (call.state === 'goes on' ? [call.hold] : []));
  }

  /** The ends of the calls that wait for the clock. */
  get delayed(): Promise<void>[] {
    return this.#calls.flatMap((call) => (call.state === 'waits' ? [call.ended] : []));
  }

  /** How many calls there are, how many of them wait for the clock, how many hang, and the request ids of both (`held`). */
  get counts(): { calls: number; waiting: number; hanging: number; held: string[] } {
    const calls = this.#calls.filter(({ life }) => life === this.clock.life);
    const inState = (state: CallState) => calls.filter((call) => call.state === state).length;
    const held = calls.flatMap(({ state, requestId = [] }) => (state === 'goes on' ? [] : requestId));
    return { calls: calls.length, waiting: inState('waits'), hanging: inState('hangs'), held };
  }
}
