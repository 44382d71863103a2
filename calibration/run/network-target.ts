import type { EndingSignal } from '../../cli/exit-codes.ts';
import { causeOf } from '../../simulator/callbacks/http-client.ts';
import { InterruptedError, StoppedError } from '../errors.ts';
import type { ActName } from '../plan/acts.ts';
import { acts } from '../plan/acts.ts';
import type { Known } from '../plan/known.ts';
import type { CallbackReply, ProbeAnswer, ProbeRequest } from '../plan/probe.ts';
import type { Exchange } from '../recording/exchange.ts';
import type { CallbackSource, RunClock, WantedCallbacks } from './callback-source.ts';
import type { Target } from './target.ts';

export interface NetworkOptions {
  /** Scheme, host and port of the ECE. */
  readonly origin: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: RunClock;
  /** At least so many milliseconds lie between two requests. */
  readonly pauseMs: number;
  /** Undefined receives none. */
  readonly callbacks?: CallbackSource | undefined;
  /** Asks a person; gives false when nobody does it. */
  readonly ask: (act: string) => Promise<boolean>;
}

const answerWithinMs = 30_000;

/** A real ECE, asked slowly, and the place where its callbacks arrive. */
export class NetworkTarget implements Target {
  readonly origin: string;
  /** What was begun is being ended, which goes on in spite of a stop. */
  isEnding = false;
  readonly #options: NetworkOptions;
  readonly #stopped = new AbortController();
  #latest = -Infinity;
  /** Before the first answer, a failure is one of the address; afterwards, ECE or the way to it has gone. */
  #hasAnswered = false;

  constructor(options: NetworkOptions) {
    this.origin = options.origin;
    this.#options = options;
  }

  /** The user wants to stop: no probe sends any more. */
  get isStopping(): boolean {
    return this.#stopped.signal.aborted;
  }

  now(): number {
    return this.#options.clock.now();
  }

  async send({ method, target, headers, body }: ProbeRequest): Promise<ProbeAnswer | { failure: string }> {
    const { clock, pauseMs, fetch } = this.#options;
    this.#stopIfWanted();
    await clock.wait(Math.max(0, this.#latest + pauseMs - clock.now()));
    this.#stopIfWanted();
    this.#latest = clock.now();
    try {
      const init = { method, headers: { ...headers }, ...(body !== undefined && { body }), redirect: 'manual' } as const;
      const answer = await fetch(this.origin + target, { ...init, signal: AbortSignal.timeout(answerWithinMs) });
      const read = { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
      this.#hasAnswered = true;
      if (read.status === 429 && !this.isEnding) throw new StoppedError(describeLimit(read));
      return read;
    } catch (error) {
      if (error instanceof StoppedError) throw error;
      const failure = causeOf(error);
      if (this.#hasAnswered && !this.isEnding && !(await this.#isThere()))
        throw new StoppedError(describeLoss(this.origin, failure));
      return { failure };
    }
  }

  /** A connection that is closed may be the answer to one request; a host that answers nothing has gone. */
  async #isThere(): Promise<boolean> {
    const { clock, pauseMs, fetch } = this.#options;
    await clock.wait(pauseMs);
    this.#latest = clock.now();
    return fetch(`${this.origin}/`, { redirect: 'manual', signal: AbortSignal.timeout(answerWithinMs) }).then(
      () => true,
      () => false,
    );
  }

  reply(replies: readonly CallbackReply[]): void {
    this.#options.callbacks?.reply(replies);
  }

  async waitForCallbacks(wanted: WantedCallbacks, isEnough: () => boolean): Promise<void> {
    await this.#options.callbacks?.waitFor(wanted, isEnough, this.#stopped.signal);
  }

  takeCallbacks(): Exchange[] {
    return this.#options.callbacks?.take() ?? [];
  }

  async settle(): Promise<void> {
    await this.#options.callbacks?.settle();
  }

  perform(act: ActName, { entryPoints: { ready = '' } }: Known): Promise<boolean> {
    this.#stopIfWanted();
    return this.#options.ask(acts[act].replace('{entryPoint}', ready));
  }

  /** Ends what waits. */
  stop(signal: EndingSignal = 'SIGINT'): void {
    this.#stopped.abort(signal);
  }

  #stopIfWanted(): void {
    if (this.isStopping && !this.isEnding)
      throw new InterruptedError(
        'It was stopped, and what was begun is ended. The same command goes on.',
        this.#stopped.signal.reason as EndingSignal,
      );
  }
}

function describeLoss(origin: string, failure: string): string {
  return `${origin} gave no answer any longer: ${failure}. When it answers again, give the same command again: it goes on where it stopped.`;
}

function describeLimit({ headers }: ProbeAnswer): string {
  const after = headers['retry-after'];
  return `ECE answered 429, too many requests. Wait${after === undefined ? '' : ` ${after} seconds`}, and give the same command again: it goes on where it stopped. --pause makes it slower.`;
}
