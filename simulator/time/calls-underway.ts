import type { Clock } from '../world/clock.ts';

/** One API call from its arrival to its answer. */
export interface CallUnderway {
  /** Resolves after so many milliseconds of the partition's time. The clock does not wait for the call meanwhile. */
  wait(ms: number): Promise<void>;
  /** The call will not be answered. It is under way until its caller closes the connection. */
  hang(): void;
  end(): void;
}

interface Call {
  state: 'goes on' | 'waits' | 'hangs';
  readonly requestId: string | undefined;
  /** The life of the clock when the call arrived: a reset begins a new life, and the call belongs to the old one. */
  readonly life: number;
  readonly ended: Promise<void>;
}

/** The calls of a partition that are not answered yet. */
export class CallsUnderway {
  readonly #clock: Clock;
  /** Makes the clock wait until the returned function is called. */
  readonly #holdClock: () => () => void;
  readonly #calls = new Set<Call>();

  constructor(clock: Clock, holdClock: () => () => void) {
    this.#clock = clock;
    this.#holdClock = holdClock;
  }

  /** @param requestId the header `x-request-id`, by which the caller names its call */
  begin(requestId?: string): CallUnderway {
    const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
    const call: Call = { state: 'goes on', requestId, life: this.#clock.life, ended };
    this.#calls.add(call);
    let letClockGo = this.#holdClock();
    return {
      wait: (ms) => {
        call.state = 'waits';
        letClockGo();
        return new Promise((resolve) => {
          this.#clock.schedule(ms, () => {
            call.state = 'goes on';
            letClockGo = this.#holdClock();
            resolve();
          });
        });
      },
      hang: () => {
        call.state = 'hangs';
        letClockGo();
      },
      end: () => {
        this.#calls.delete(call);
        letClockGo();
        end(undefined);
      },
    };
  }

  /** The ends of the calls that wait for the clock. */
  get delayed(): Promise<void>[] {
    return [...this.#calls].flatMap(({ state, ended }) => (state === 'waits' ? [ended] : []));
  }

  /** How many calls there are, how many of them wait for the clock, how many hang, and the request ids of both (`held`). */
  get counts(): { calls: number; waiting: number; hanging: number; held: string[] } {
    const calls = [...this.#calls].filter(({ life }) => life === this.#clock.life);
    const inState = (state: Call['state']) => calls.filter((call) => call.state === state).length;
    const held = calls.flatMap(({ state, requestId = [] }) => (state === 'goes on' ? [] : requestId));
    return { calls: calls.length, waiting: inState('waits'), hanging: inState('hangs'), held };
  }
}
