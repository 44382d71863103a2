import type { MethodPath } from '../client/index.ts';
import type { ScenarioEvent, Told } from './events.ts';
import { StepFailed } from './failure.ts';
import type { House } from './house.ts';
import { openHouse } from './house.ts';
import type { JournalEntry } from '../simulator/http/journal.ts';
import type { Scenario, Step } from './scenario.ts';
import { Stage } from './stage.ts';

export interface RunOptions {
  /** A simulator that runs already, e.g. `http://127.0.0.1:8080`. Default: one in this process. */
  readonly url?: string | undefined;
  readonly controlToken?: string | undefined;
  /** The same seed gives the same ids and words of agents. Default: the scenario's name. */
  readonly seed?: string | undefined;
  /** Told of everything that happens, in order. */
  readonly onEvent?: ((event: ScenarioEvent) => void) | undefined;
  /** Awaited before each step: a trainer goes on when the room is ready. */
  readonly pace?: ((step: Step) => Promise<void> | void) | undefined;
  /** A simulator that several runs share. */
  readonly house?: House | undefined;
}

export interface ScenarioFailure {
  readonly step: Step | null;
  readonly expected: string;
  readonly seen: string;
  readonly advice: string | undefined;
  /** What ECE was asked and sent last, oldest first. */
  readonly journal: readonly JournalEntry[];
}

export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly passed: boolean;
  readonly seed: string;
  readonly failure: ScenarioFailure | null;
  /** The pairs of method and outcome that were asserted and came. */
  readonly proofs: readonly { readonly method: MethodPath; readonly outcome: string }[];
}

const journalShown = 8;

/**
 * Runs a scenario with the real client library over real HTTP, in a partition of its own and in virtual time. Never rejects for what a
 * scenario says; a failed step is part of the result.
 */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<ScenarioResult> {
  const changesSettings = Object.keys(scenario.settings).length > 0;
  const shared = changesSettings ? undefined : options.house;
  const house =
    shared ?? (await openHouse({ ...options, ...(changesSettings && { url: undefined, settings: scenario.settings }) }));
  try {
    return await runIn(house, scenario, options);
  } finally {
    if (house !== options.house) await house.close();
  }
}

async function runIn(
  house: House,
  scenario: Scenario,
  { onEvent, pace, seed = scenario.name }: RunOptions,
): Promise<ScenarioResult> {
  const journal: JournalEntry[] = [];
  const tell = (told: Told, at: number) => {
    if (told.type === 'journal') journal.push(told.entry);
    onEvent?.({ at, ...told });
  };
  const stage = await Stage.open(scenario, { house, seed, tell });
  let failure: ScenarioFailure | null = null;
  try {
    stage.tell({ type: 'scenario-begins', title: scenario.title, teaches: scenario.teaches, seed });
    for (const step of scenario.steps) {
      await pace?.(step);
      failure = await runStep(step, stage, journal);
      if (failure !== null) break;
    }
    stage.tell({ type: 'scenario-ends', passed: failure === null });
  } finally {
    await stage.close();
  }
  return { scenario, passed: failure === null, seed, failure, proofs: stage.proofs };
}

async function runStep(step: Step, stage: Stage, journal: readonly JournalEntry[]): Promise<ScenarioFailure | null> {
  stage.tell({ type: 'step-begins', step });
  try {
    await step.action.run(stage);
    await stage.drive.settle();
    stage.tell({ type: 'step-ends', step, passed: true });
    return null;
  } catch (error) {
    await stage.drive.settle().catch(() => undefined);
    stage.tell({ type: 'step-ends', step, passed: false });
    const failed = error instanceof StepFailed ? error : unforeseen(error);
    const { expected, seen, advice } = failed;
    return { step, expected, seen, advice, journal: journal.slice(-journalShown) };
  }
}

/** E.g. what the control API refused: an act that cannot be done. */
function unforeseen(error: unknown): StepFailed {
  return new StepFailed('the step to be possible', error instanceof Error ? error.message : String(error));
}
