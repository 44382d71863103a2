import type { Scenario, ScenarioEvent, Step } from '../../scenarios/index.ts';
import { formatReport, runScenario } from '../../scenarios/index.ts';
import { findCustomerLine } from '../../scenarios/telling/customer-line.ts';
import { collectTexts } from '../../scenarios/telling/steps.ts';
import type { Texts } from '../../scenarios/telling/telling.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import type { RunEvent, RunView } from './player-view.ts';
import { runEventsOf } from './run-events.ts';
import { stepSummaries } from './library.ts';

export interface RunEnvironment {
  readonly url: string;
  readonly controlToken: string | undefined;
  readonly tell: (run: RunView) => void;
}

type ChangeableView = { -readonly [Member in keyof RunView]: RunView[Member] };

const readingMs = { atLeast: 1200, atMost: 8000, perCharacter: 35 };

/** The run was ended, or begins anew. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** A scenario on its way, step by step at the trainer's word. Its partition stays until the run is ended, so that one can look around in it. */
export class Run {
  readonly #scenario: Scenario;
  readonly #environment: RunEnvironment;
  readonly #view: ChangeableView;
  #happened: RunEvent[] = [];
  /** What ECE received since the last node was left. */
  #calls: JournalEntry[] = [];
  readonly #texts: Texts;
  /** So many steps may run; the run waits before the next. */
  #allowed = 0;
  #life = new AbortController();
  #over: Promise<unknown> = Promise.resolve();
  #wake: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #isPublishDue = false;
  #revision = 0;

  constructor(id: string, scenario: Scenario, environment: RunEnvironment) {
    this.#scenario = scenario;
    this.#environment = environment;
    this.#texts = collectTexts(scenario);
    const { name, title, teaches } = scenario;
    const steps = stepSummaries(scenario);
    this.#view = { id, revision: 0, scenario: name, title, teaches, steps, ...notBegun(), isAuto: false, happened: [] };
  }

  get view(): RunView {
    return { ...this.#view, revision: this.#revision, happened: [...this.#happened] };
  }

  /** Begins; the first steps run at once. */
  begin(allowed: number): void {
    this.#allowed = allowed;
    this.#happened = [];
    Object.assign(this.#view, notBegun());
    const life = new AbortController();
    this.#life = life;
    this.#over = this.#run(life.signal);
    this.#publish();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { url, controlToken } = this.#environment;
    try {
      const { passed, ...result } = await runScenario(this.#scenario, {
        url,
        controlToken,
        onEvent: (event) => {
          if (!signal.aborted) this.#take(event);
        },
        pace: (step) => this.#mayRun(step, signal),
        hold: () => this.#untilEnded(signal),
      });
      if (!signal.aborted)
        this.#change({ state: passed ? 'passed' : 'failed', failure: passed ? null : formatReport({ passed, ...result }) });
    } catch (error) {
      if (!(error instanceof Interrupted)) this.#change({ state: 'failed', failure: String(error) });
    }
  }

  next(): void {
    this.#change({ isAuto: false });
    this.#allow(this.#view.at + 1);
  }

  auto(on: boolean): void {
    this.#change({ isAuto: on });
    if (on) this.#allow(this.#view.at + 1);
  }

  /** The step with that index comes next: what lies before it is run again when it is past. */
  async jump(to: number): Promise<void> {
    this.#change({ isAuto: false });
    const goal = Math.min(to, this.#view.steps.length);
    if (goal > this.#view.at) {
      this.#allow(goal);
      return;
    }
    await this.end();
    this.begin(goal);
  }

  async end(): Promise<void> {
    this.#change({ isAuto: false, state: 'ended', partition: null });
    this.#life.abort(new Interrupted());
    clearTimeout(this.#timer);
    this.#wake();
    await this.#over;
  }

  #allow(steps: number): void {
    this.#allowed = Math.max(this.#allowed, steps);
    clearTimeout(this.#timer);
    this.#wake();
  }

  async #mayRun(step: Step, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const index = this.#scenario.steps.indexOf(step);
    this.#change({ at: index, state: 'waiting' });
    while (index >= this.#allowed) {
      if (this.#view.isAuto) this.#timer = setTimeout(() => this.#allow(index + 1), this.#readingTime(index));
      await this.#woken();
      signal.throwIfAborted();
    }
    this.#change({ state: 'running' });
  }

  #readingTime(index: number): number {
    const characters = (this.#view.steps[index - 1]?.does.length ?? 0) + (this.#view.steps[index]?.does.length ?? 0);
    return Math.min(readingMs.atMost, Math.max(readingMs.atLeast, characters * readingMs.perCharacter));
  }

  async #untilEnded(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) await this.#woken();
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #take(event: ScenarioEvent): void {
    if (event.type === 'scenario-begins') this.#change({ partition: this.#isApart ? null : event.partition });
    if (event.type === 'narration') this.#change({ narration: event.text });
    if (event.type === 'scenario-ends')
      this.#change({
        state: event.passed ? 'passed' : 'failed',
        at: event.passed ? this.#view.steps.length : this.#view.at,
        isAuto: false,
      });
    const place = { step: this.#view.at, at: event.at };
    const seen = [...this.#customerLine(event), ...runEventsOf(event, this.#calls)].map((one) => ({ ...place, ...one }));
    if (event.type === 'journal' && event.entry.kind === 'call') this.#calls.push(event.entry);
    if (event.type === 'result' || event.type === 'step-begins') this.#calls = [];
    if (seen.length === 0) return;
    this.#happened.push(...seen);
    this.#publish();
  }

  /** The words of the customer that stand only in the node that sends them. */
  #customerLine(event: ScenarioEvent): { readonly type: 'customer'; readonly text: string }[] {
    if (event.type !== 'step-begins') return [];
    const text = findCustomerLine(event.step, this.#texts);
    const isKnown = text === undefined || this.#happened.some((one) => one.type === 'customer' && one.text === text);
    return isKnown ? [] : [{ type: 'customer', text }];
  }

  /** A scenario with settings runs in a simulator of its own. */
  get #isApart(): boolean {
    return Object.keys(this.#scenario.settings).length > 0;
  }

  #change(change: Partial<ChangeableView>): void {
    Object.assign(this.#view, change);
    this.#publish();
  }

  /** Publishes what happens together in one piece. */
  #publish(): void {
    this.#revision++;
    if (this.#isPublishDue) return;
    this.#isPublishDue = true;
    setImmediate(() => {
      this.#isPublishDue = false;
      this.#environment.tell(this.view);
    });
  }
}

function notBegun() {
  return { partition: null, state: 'opening', at: 0, narration: '', failure: null } as const;
}
