import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';
import { Narrator } from '../telling/narrator.ts';
import { formatReport } from '../telling/report.ts';
import { runScenario } from '../runner.ts';
import type { Scenario } from '../format/scenario.ts';
import { chooseScenario } from './choose.ts';
import { Pace, QuitError } from './pace.ts';
import { createInterruptSignal, exitCodes, runCommand } from './run-command.ts';
import type { ScenarioSimulator, SimulatorOptions } from '../stage/scenario-simulator.ts';
import { openSimulator } from '../stage/scenario-simulator.ts';
import { prompt, TerminalKeyboard } from './terminal.ts';

export interface DemoFlags extends Pick<SimulatorOptions, 'url' | 'controlToken'> {
  readonly auto?: true;
  readonly speed?: number;
  readonly seed?: string;
}

const maximumWidth = 100;
/** Width of the lines when the output is no terminal. */
const defaultWidth = 80;

export function demo(name: string, flags: DemoFlags): Promise<void> {
  return runCommand(async () => {
    const scenario = chooseScenario(name);
    const simulator = await openSimulator(flags);
    const { stdin, stdout } = process;
    const isTerminal = stdout.isTTY;
    const keyboard = isTerminal && stdin.isTTY ? new TerminalKeyboard() : undefined;
    const pace = new Pace({
      keyboard,
      auto: flags.auto === true,
      speed: flags.speed ?? (isTerminal ? 1 : Infinity),
      sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
      prompt,
      signal: createInterruptSignal(),
    });
    try {
      return await runDemo(scenario, { ...flags, simulator, pace });
    } finally {
      keyboard?.[Symbol.dispose]();
      await simulator.close();
    }
  });
}

interface DemoOptions {
  readonly simulator: ScenarioSimulator;
  readonly pace: Pace;
  readonly seed?: string | undefined;
  readonly url?: string | undefined;
}

/**
 * Runs the scenario and tells it on standard output.
 * @returns the exit code
 */
async function runDemo(scenario: Scenario, { simulator, pace, seed, url }: DemoOptions): Promise<number> {
  const { stdout } = process;
  let shownCharacters = 0;
  const narrator = new Narrator({
    scenario,
    width: Math.min(stdout.columns || defaultWidth, maximumWidth),
    paint: (style, text) => styleText(style, text, { stream: stdout }),
    write: (text) => {
      shownCharacters += text.length;
      stdout.write(text);
    },
  });
  try {
    const result = await runScenario(scenario, {
      simulator,
      seed,
      onEvent: (event) => narrator.tell(event),
      pace: async (step) => {
        narrator.announce(step);
        // A narration introduces the next step, so there is no pause after it.
        if (step.kind === 'say') return;
        await pace.wait(shownCharacters);
        shownCharacters = 0;
      },
    });
    if (result.passed) return exitCodes.passed;
    stdout.write(`${formatReport(result, url)}\n`);
    return exitCodes.failed;
  } catch (error) {
    if (!(error instanceof QuitError)) throw error;
    stdout.write('You ended the demonstration.\n');
    return exitCodes.passed;
  }
}
