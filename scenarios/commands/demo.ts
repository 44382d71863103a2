import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';
import type { ScenarioEvent } from '../events.ts';
import type { Scenario, Step } from '../format/scenario.ts';
import { runScenario } from '../runner.ts';
import type { ScenarioSimulator, SimulatorOptions } from '../stage/scenario-simulator.ts';
import { openSimulator } from '../stage/scenario-simulator.ts';
import { Narrator } from '../telling/narrator.ts';
import { formatReport } from '../telling/report.ts';
import { collectTexts, tellStep } from '../telling/steps.ts';
import { Course } from './course.ts';
import { findScenario } from './find.ts';
import { JumpError, Pace, QuitError } from './pace.ts';
import { createInterruptSignal, exitCodes, runCommand } from './run-command.ts';
import { prompt, TerminalKeyboard } from './terminal.ts';
import { print } from '../../cli/output.ts';

export interface DemoFlags extends Pick<SimulatorOptions, 'url' | 'controlToken' | 'site'> {
  readonly auto?: true;
  readonly speed?: number;
  readonly seed?: string;
  readonly wire?: true;
}

const maximumWidth = 100;
/** Width of the lines when the output is no terminal. */
const defaultWidth = 80;

export function demo(words: readonly string[], flags: DemoFlags): Promise<void> {
  return runCommand(async () => {
    const { stdin, stdout } = process;
    const isWatched = stdout.isTTY && stdin.isTTY;
    const scenario = await findScenario(words, isWatched);
    const simulator = await openSimulator(flags);
    const keyboard = isWatched ? new TerminalKeyboard() : undefined;
    try {
      return await new Demonstration(scenario, { ...flags, simulator, keyboard }).show();
    } finally {
      keyboard?.[Symbol.dispose]();
      await simulator.close();
    }
  });
}

interface DemonstrationOptions extends DemoFlags {
  readonly simulator: ScenarioSimulator;
  readonly keyboard: TerminalKeyboard | undefined;
}

/** A scenario that is told on standard output while it runs. */
class Demonstration {
  readonly #scenario: Scenario;
  readonly #options: DemonstrationOptions;
  readonly #pace: Pace;
  readonly #course: Course;
  #narrator: Narrator;
  #isWireShown: boolean;
  #shownCharacters = 0;

  constructor(scenario: Scenario, options: DemonstrationOptions) {
    const { keyboard, auto, speed, wire } = options;
    this.#scenario = scenario;
    this.#options = options;
    this.#isWireShown = wire === true;
    this.#course = new Course(scenario.steps);
    this.#narrator = this.#newNarrator();
    this.#pace = new Pace({
      keyboard,
      auto: auto === true,
      speed: speed ?? (process.stdout.isTTY ? 1 : Infinity),
      sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
      prompt,
      toggleWire: () => {
        this.#isWireShown = !this.#isWireShown;
        this.#narrator.toggleWire();
      },
      lastStep: scenario.steps.at(-1)!.number,
      signal: createInterruptSignal(),
    });
  }

  /** @returns the exit code */
  async show(): Promise<number> {
    for (;;) {
      try {
        return await this.#run();
      } catch (error) {
        if (error instanceof QuitError) {
          this.#write('You ended the demonstration.\n');
          return exitCodes.passed;
        }
        if (!(error instanceof JumpError)) throw error;
        // A story cannot run backwards, so it runs again, unseen, up to there.
        const number = this.#course.goBack(error.to);
        this.#narrator = this.#newNarrator();
        this.#write(`\n── Before step ${number} ──\n`);
      }
    }
  }

  async #run(): Promise<number> {
    const { simulator, seed, url, site } = this.#options;
    const texts = collectTexts(this.#scenario);
    const result = await runScenario(this.#scenario, {
      simulator,
      seed,
      site,
      onEvent: (event) => this.#tell(event),
      pace: (step) => this.#wait(step, () => tellStep(step, texts).does),
      hold: () => this.#pace.waitAtEnd(),
    });
    if (result.passed) return exitCodes.passed;
    this.#write(`${formatReport(result, url, site)}\n`);
    return exitCodes.failed;
  }

  async #wait(step: Step, next: () => string): Promise<void> {
    if (!this.#course.pausesBefore(step)) return;
    const position = `Step ${step.number} of ${this.#scenario.steps.at(-1)!.number}: `;
    try {
      await this.#pace.wait(this.#shownCharacters, position + next());
    } catch (error) {
      if (!(error instanceof JumpError) || !this.#course.goForward(error.to)) throw error;
    }
    this.#shownCharacters = 0;
  }

  #tell(event: ScenarioEvent): void {
    if (event.type === 'step-begins') this.#course.begin(event.step);
    this.#narrator.tell(event);
  }

  #newNarrator(): Narrator {
    const { stdout } = process;
    return new Narrator({
      scenario: this.#scenario,
      wire: this.#isWireShown,
      width: Math.min(stdout.columns || defaultWidth, maximumWidth),
      paint: (style, text) => styleText(style, text, { stream: stdout }),
      write: (text) => {
        if (!this.#course.isUnseen) this.#write(text);
      },
    });
  }

  #write(text: string): void {
    this.#shownCharacters += text.length;
    print(text);
  }
}
