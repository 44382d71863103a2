import type { ActName } from './acts.ts';
import type { Known, Need, Situation } from './known.ts';

/** A request of the plan, before it has a host. */
export interface ProbeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query, with the context root. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer, or why none came. */
export interface ProbeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What must be there before the request: the runner brings it about and does not observe how. */
export type Setup = 'token' | 'date' | 'conversation' | 'session';

/** How the client's server answers the next callbacks; the last answer stays. */
export type CallbackReply = number | { readonly redirect: true };

interface StepBase {
  /** Unique in its probe. */
  readonly step: string;
  /** How many messages of callbacks are waited for, and for how long at most. */
  readonly callbacks?: { readonly count: number; readonly withinMs: number };
  /** How the callbacks of this step and of those behind it are answered. */
  readonly replies?: readonly CallbackReply[];
}

export interface CallStep extends StepBase {
  readonly do: 'call';
  readonly needs: readonly Setup[];
  /** @throws {MissingError} when something is not known, and then the step is left out */
  readonly request: (known: Known) => ProbeRequest;
  /** Learns from an answer of 200 to 299. */
  readonly learn?: (answer: ProbeAnswer, known: Known) => void;
  /** The conversation before it stays open; otherwise a start ends it first. */
  readonly keepsOthers?: true;
  /** A success ends the conversation. */
  readonly ends?: true;
  /** The entry point of a start, whose date must be known; `ready` unless given. */
  readonly situation?: Situation;
  /** It may begin a conversation, so what is open is ended first. */
  readonly starts?: true;
  /** Numbers in the answer say something, because the situation fixes them. */
  readonly exact?: true;
}

/** What a person at ECE is asked to do. */
export interface ActStep extends StepBase {
  readonly do: 'act';
  readonly needs: readonly Setup[];
  readonly act: ActName;
}

export interface WaitStep extends StepBase {
  readonly do: 'wait';
  readonly needs: readonly Setup[];
}

export type Step = CallStep | ActStep | WaitStep;

/** A question to an ECE. Which settings it can tell is computed: docs/visible-settings.md. */
export interface Probe {
  readonly name: string;
  /** What it asks, as a sentence. */
  readonly asks: string;
  /** What it does to others; null when nobody notices it. A probe that touches others runs only when it is named. */
  readonly touches: string | null;
  /** What it needs beside an application and an entry point. */
  readonly needs: readonly Need[];
  readonly steps: readonly Step[];
}
