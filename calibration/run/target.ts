import type { ActName } from '../plan/acts.ts';
import type { Known } from '../plan/known.ts';
import type { CallbackReply, ProbeAnswer, ProbeRequest } from '../plan/probe.ts';
import type { WantedCallbacks } from './callback-source.ts';
import type { Exchange } from '../recording/exchange.ts';

/** The ECE that is asked: a real one over the network, or a simulator in this process. */
export interface Target {
  /** Milliseconds since 1970, on the clock of the run. */
  now(): number;
  /** Scheme, host and port, for the recording. */
  readonly origin: string;
  /** @returns the answer, or why none came */
  send(request: ProbeRequest): Promise<ProbeAnswer | { readonly failure: string }>;
  /** How the client's server answers from now on; the last reply stays. */
  reply(replies: readonly CallbackReply[]): void;
  /** Waits until `isEnough` says so after an arrival, or until time is over. */
  waitForCallbacks(wanted: WantedCallbacks, isEnough: () => boolean): Promise<void>;
  /** What has come to the client's server since it was last asked. */
  takeCallbacks(): Exchange[];
  /** Lets what is under way arrive. */
  settle(): Promise<void>;
  /** @returns false when nobody could do it */
  perform(act: ActName, known: Known): Promise<boolean>;
}
