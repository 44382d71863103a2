/** A scenario of the library as a list shows it. */
export interface ScenarioSummary {
  readonly name: string;
  readonly title: string;
  readonly teaches: string;
  /** Nodes and outcomes that it shows, for whoever looks for one. */
  readonly words: readonly string[];
  readonly steps: readonly StepSummary[];
  /** Whether it runs in a simulator of its own, with settings of its own. */
  readonly hasSettings: boolean;
}

export interface StepSummary {
  readonly number: number;
  readonly kind: string;
  /** What happens, in plain words. */
  readonly does: string;
  /** What comes of it. */
  readonly then: readonly string[];
}

/** How a run stands. */
export interface RunView {
  readonly id: string;
  /** Increases with each change: an answer may arrive after the news of a later change. */
  readonly revision: number;
  readonly scenario: string;
  readonly title: string;
  readonly teaches: string;
  readonly steps: readonly StepSummary[];
  /** Where the world of the run is found; null until it is there, and when it runs in a simulator of its own. */
  readonly partition: string | null;
  readonly state: 'opening' | 'waiting' | 'running' | 'passed' | 'failed' | 'ended';
  /** Index into `steps` of the one that comes next or runs. */
  readonly at: number;
  readonly isAuto: boolean;
  readonly narration: string;
  readonly failure: string | null;
  readonly happened: readonly RunEvent[];
}

/** What happened, as people tell it. `step` is the index of the step in which it did. */
export type RunEvent = { readonly step: number; readonly at: number } & (
  | { readonly type: 'customer'; readonly text: string }
  | { readonly type: 'agent'; readonly who: string; readonly does: string; readonly text: string }
  | { readonly type: 'administrator'; readonly does: string; readonly text: string }
  | { readonly type: 'arrived'; readonly text: string; readonly isHtml: boolean }
  | { readonly type: 'typing'; readonly who: string; readonly typing: boolean }
  | {
      readonly type: 'node';
      readonly method: string;
      readonly outcome: string;
      readonly kind: 'success' | 'event' | 'failure';
      /** What the node set out to do, and what went wrong on the way, in sentences; empty for an event. */
      readonly did: string;
      /** Why it was left by the outcome; the text of an event. */
      readonly explanation: string;
      readonly who: string;
    }
  | { readonly type: 'time'; readonly words: string }
  | {
      readonly type: 'wire';
      readonly number: number;
      readonly from: string;
      readonly to: string;
      readonly asked: string;
      readonly meaning: string;
      readonly answered: string;
      readonly why: string;
      readonly isRefusal: boolean;
    }
);
