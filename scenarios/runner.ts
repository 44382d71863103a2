import type { MethodPath } from '../client/index.ts';
import type { JournalEntry } from '../simulator/journal/journal.ts';
import type { ScenarioEvent } from './events.ts';
import type { Cause } from './stage/evidence.ts';
import { runBeside, withExternalStage } from './beside/run-beside.ts';
import { SimulatorUnavailableError } from './errors.ts';
import type { StageEvent } from './stage/stage-events.ts';
import { StepFailedError } from './stage/step-failed-error.ts';
import { withStage } from './stage/open-stage.ts';
import type { Scenario, Step } from './format/scenario.ts';
import type { ScenarioSimulator } from './stage/scenario-simulator.ts';
import { openSimulator } from './stage/scenario-simulator.ts';
import type { Stage } from './stage/stage.ts';

export interface RunOptions {
  /** A simulator that runs already, e.g. `http://127.0.0.1:8080`. Default: a new one in this process. */
  readonly url?: string | undefined;
  readonly controlToken?: string | undefined;
  /** A site file: a new simulator behaves as that installation of ECE, and the client library has its options. */
  readonly site?: string | undefined;
  /** The same seed gives the same ids and words of agents. Default: the scenario's name. */
  readonly seed?: string | undefined;
  /** Called for everything that happens, in order. */
  readonly onEvent?: ((event: ScenarioEvent) => void) | undefined;
  /** Awaited before each step, so that a trainer decides when the run continues. */
  readonly pace?: ((step: Step) => Promise<void> | void) | undefined;
  /** Awaited when the scenario has ended and its partition still exists, so that a trainer can look into it. */
  readonly hold?: (() => Promise<void>) | undefined;
  /**
   * A PostgreSQL server for the chat store of a scenario in which something happens to the store, or its process stops. The run has a
   * schema of its own there. Default: a SQLite file.
   */
  readonly chatStoreUrl?: string | undefined;
  /** Beside a flow that runs by itself: the partition in which it works (default: `default`), and how long a step waits for it, in real milliseconds (default: 60000). */
  readonly partition?: string | undefined;
  readonly patienceMs?: number | undefined;
  /** A simulator that several runs share. It stays open. */
  readonly simulator?: ScenarioSimulator | undefined;
}

export interface ScenarioFailure {
  readonly step: Step;
  readonly expected: string;
  readonly seen: string;
  readonly advice: string | undefined;
  /** The last entries of ECE's journal, oldest first. */
  readonly journal: readonly JournalEntry[];
}

export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly passed: boolean;
  readonly seed: string;
  readonly failure: ScenarioFailure | null;
  /** The pairs of method and outcome that the scenario asserted and that came, with what caused them. */
  readonly proofs: readonly { readonly method: MethodPath; readonly outcome: string; readonly cause: Cause }[];
}

const journalShown = 8;

/**
 * Runs a scenario with the real client library over real HTTP, in a partition of its own and in virtual time. A failed step is part of the
 * result. A scenario with settings always runs in a simulator of its own.
 */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<ScenarioResult> {
  if (scenario.flow === 'external') return runBesideFlow(scenario, options);
  if (Object.keys(scenario.settings).length > 0)
    return runInNewSimulator(scenario, options, { site: options.site, settings: scenario.settings });
  if (options.simulator !== undefined) return runIn(options.simulator, scenario, options);
  return runInNewSimulator(scenario, options, options);
}

/** @throws {SimulatorUnavailableError} when nobody says where the flow's simulator is */
async function runBesideFlow(scenario: Scenario, options: RunOptions): Promise<ScenarioResult> {
  const { url, controlToken, partition = 'default', patienceMs = 60_000 } = options;
  if (url === undefined) {
    const message = `The flow of "${scenario.name}" runs by itself. Say which simulator it calls: --url http://127.0.0.1:8080`;
    throw new SimulatorUnavailableError('', message);
  }
  const simulator = options.simulator ?? (await openSimulator({ url, controlToken }));
  const { tell, journal } = recordJournal(options);
  const onEvent = (event: StageEvent, at: number) => tell({ at, ...event });
  return withExternalStage(scenario, { simulator, partition, patienceMs, onEvent }, (stage) => {
    const run = (step: Step) => runBeside(step, stage);
    return runSteps(scenario, options, { stage, tell, journal, run, proofs: [] });
  });
}

async function runInNewSimulator(
  scenario: Scenario,
  options: RunOptions,
  simulatorOptions: Parameters<typeof openSimulator>[0],
): Promise<ScenarioResult> {
  const simulator = await openSimulator(simulatorOptions);
  try {
    return await runIn(simulator, scenario, options);
  } finally {
    await simulator.close();
  }
}

type Tell = (event: ScenarioEvent) => void;

/** Keeps what the journal tells, for the report of a failure. */
function recordJournal({ onEvent }: RunOptions): { readonly tell: Tell; readonly journal: readonly JournalEntry[] } {
  const journal: JournalEntry[] = [];
  const tell = (event: ScenarioEvent) => {
    if (event.type === 'journal') journal.push(event.entry);
    onEvent?.(event);
  };
  return { tell, journal };
}

function runIn(simulator: ScenarioSimulator, scenario: Scenario, options: RunOptions): Promise<ScenarioResult> {
  const { seed = scenario.name, chatStoreUrl } = options;
  const { tell, journal } = recordJournal(options);
  const settings = { outline: scenario, simulator, seed, needsLastingStore: needsLastingStore(scenario), chatStoreUrl };
  return withStage({ ...settings, onEvent: (event, at) => tell({ at, ...event }) }, (stage) => {
    const run = (step: Step) => step.action.run(stage);
    return runSteps(scenario, options, { stage, tell, journal, run, proofs: stage.proofs });
  });
}

interface Course {
  readonly stage: Pick<Stage, 'now' | 'partition'> & { readonly time: Pick<Stage['time'], 'settle'> };
  readonly tell: Tell;
  readonly journal: readonly JournalEntry[];
  readonly run: (step: Step) => Promise<unknown>;
  readonly proofs: ScenarioResult['proofs'];
}

async function runSteps(
  scenario: Scenario,
  { pace, hold, seed = scenario.name }: RunOptions,
  course: Course,
): Promise<ScenarioResult> {
  const { title, teaches, steps } = scenario;
  const { stage, tell, proofs } = course;
  let failure: ScenarioFailure | null = null;
  tell({ type: 'scenario-begins', at: stage.now, partition: stage.partition.name, title, teaches, seed });
  for (const step of steps) {
    await pace?.(step);
    tell({ type: 'step-begins', at: stage.now, step });
    failure = await runStep(step, course);
    tell({ type: 'step-ends', at: stage.now, step, passed: failure === null });
    if (failure !== null) break;
  }
  tell({ type: 'scenario-ends', at: stage.now, passed: failure === null });
  await hold?.();
  return { scenario, passed: failure === null, seed, failure, proofs };
}

/** Whether the client's process stops, or something happens to its chat store. */
export function needsLastingStore({ steps }: Scenario): boolean {
  return steps.some((step) => {
    if (step.kind === 'platform') return step.data.platform.chatStore !== undefined;
    const conditions = step.kind === 'node' ? step.data.while : [];
    return step.kind === 'process' || conditions.some((one) => 'platform' in one && one.platform.chatStore !== undefined);
  });
}

async function runStep(step: Step, { stage, run, journal }: Course): Promise<ScenarioFailure | null> {
  try {
    await run(step);
    await stage.time.settle();
    return null;
  } catch (error) {
    await stage.time.settle().catch(() => undefined);
    const { expected, seen, advice } = error instanceof StepFailedError ? error : describeUnexpectedError(error);
    return { step, ...stage.partition.withLocalNumbers({ expected, seen, advice }), journal: journal.slice(-journalShown) };
  }
}

/** Such as an act that the control API refuses. */
function describeUnexpectedError(error: unknown): StepFailedError {
  return new StepFailedError('the step to be possible', error instanceof Error ? error.message : String(error));
}
