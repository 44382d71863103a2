import type { AnyResult } from '../client/index.ts';
import type { JournalEntry } from '../simulator/http/journal.ts';
import type { Elsewhere } from './client-network.ts';
import type { Step } from './scenario.ts';

/**
 * What happens in a run, in order, for narrators, progress and tests. `at` is the time of the partition, epoch milliseconds.
 *
 * - `scenario-begins`, `step-begins`, `step-ends`, `scenario-ends`: the frame
 * - `narration`: the words of a `say`
 * - `act`: what a person did: the customer, an agent, the administrator
 * - `journal`: a call, a callback, a token request or a file fetch, as ECE's journal keeps it, with its private reason of a refusal
 * - `elsewhere`: a request of the client that ECE did not see: to the customer's file server, or into a broken network
 * - `result`: the outcome of a node, or an event by which Start Conversation leaves
 * - `time`: the clock went on
 */
export type ScenarioEvent = { readonly at: number } & (
  | { readonly type: 'scenario-begins'; readonly title: string; readonly teaches: string; readonly seed: string }
  | { readonly type: 'step-begins'; readonly step: Step }
  | { readonly type: 'step-ends'; readonly step: Step; readonly passed: boolean }
  | { readonly type: 'scenario-ends'; readonly passed: boolean }
  | { readonly type: 'narration'; readonly text: string }
  | { readonly type: 'act'; readonly who: string; readonly does: string; readonly text: string }
  | { readonly type: 'journal'; readonly entry: JournalEntry }
  | ({ readonly type: 'elsewhere' } & Elsewhere)
  | ({ readonly type: 'result'; readonly method: string; readonly name: string | null } & AnyResult)
  | { readonly type: 'typing'; readonly agentName: string; readonly typing: boolean }
  | { readonly type: 'time'; readonly from: number; readonly to: number }
);

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'at'> : never;
export type Told = WithoutTime<ScenarioEvent>;
