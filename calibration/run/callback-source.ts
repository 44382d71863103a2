import type { CallbackReply, Step } from '../plan/probe.ts';
import type { Exchange } from '../recording/exchange.ts';

/** How many messages are waited for, and for how many milliseconds at most. */
export type WantedCallbacks = NonNullable<Step['callbacks']>;

/** A callback that a call caused has come by then, as a rule. */
export const lateMs = 2000;

/** Where the callbacks of an ECE arrive. */
export interface CallbackSource {
  /** @throws {CalibrationError} when it cannot be used */
  open(): Promise<void>;
  close(): void;
  /** How the next callbacks are answered, if that can be chosen. */
  reply(replies: readonly CallbackReply[]): void;
  /** Waits until `isEnough` says so after an arrival, until time is over, or until the signal aborts. */
  waitFor(wanted: WantedCallbacks, isEnough: () => boolean, signal: AbortSignal): Promise<void>;
  /** What has arrived since it was last asked. */
  take(): Exchange[];
  /** Lets what is under way arrive. */
  settle(): Promise<void>;
}

/** Time as the run sees it; a test gives one that does not wait. */
export interface RunClock {
  now(): number;
  /** Resolves after so many milliseconds, or when the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}
