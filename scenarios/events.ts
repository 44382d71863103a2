import type { Step } from './format/scenario.ts';
import type { StageEvent } from './stage/stage-events.ts';

/** What the runner does around the events of the steps. */
type FrameEvent =
  | {
      readonly type: 'scenario-begins';
      readonly partition: string;
      readonly title: string;
      readonly teaches: string;
      readonly seed: string;
    }
  | { readonly type: 'step-begins'; readonly step: Step }
  | { readonly type: 'step-ends'; readonly step: Step; readonly passed: boolean }
  | { readonly type: 'scenario-ends'; readonly passed: boolean };

/**
 * What happens in a run, in order, for narrators, progress and tests. `at` is the time of the partition, epoch milliseconds.
 *
 * - `scenario-begins`, `step-begins`, `step-ends`, `scenario-ends`: the frame
 * - `narration`: the text of a `say`
 * - `act`: what a person did: the customer, an agent, the administrator
 * - `journal`: a call, a callback, a token request or a file fetch, as in ECE's journal, with the private reason of a refusal
 * - `outside-request`: a request of the client that ECE did not see: to the customer's file server, or into a broken network
 * - `result`: the outcome of a node, or an event by which Start Conversation leaves
 * - `typing`: a typing notice that the client received
 * - `time`: the clock moved forward
 */
export type ScenarioEvent = { readonly at: number } & (FrameEvent | StageEvent);
