import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';
import type { ScenarioSimulator } from '../scenario-simulator.ts';
import { Narrator } from '../narrator.ts';
import { report } from '../report.ts';
import { runScenario } from '../runner.ts';
import type { Scenario } from '../scenario.ts';
import { chooseScenario } from './choose.ts';
import { ending, exitCodes, interruption } from './ending.ts';
import { Pace, Quit } from './pace.ts';
import type { SimulatorFlags } from './simulator.ts';
import { openSimulatorOf } from './simulator.ts';
import { prompt, TerminalKeyboard } from './terminal.ts';

export interface DemoFlags extends SimulatorFlags {
  readonly auto?: true;
  readonly speed?: number;
  readonly seed?: string;
}

const widest = 100;
/** Where lines are broken when the output is no terminal. */
const paperWidth = 80;

export function demo(name: string, flags: DemoFlags): Promise<void> {
  return ending(async () => {
    const scenario = chooseScenario(name);
    const simulator = await openSimulatorOf(flags);
    const { stdin, stdout } = process;
    const isWatched = stdout.isTTY;
    using keyboard = isWatched && stdin.isTTY ? new TerminalKeyboard() : undefined;
    const pace = new Pace({
      keyboard,
      auto: flags.auto === true,
      speed: flags.speed ?? (isWatched ? 1 : Infinity),
      sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
      prompt,
      signal: interruption(),
    });
    try {
      return await perform(scenario, { simulator, pace, ...flags });
    } finally {
      await simulator.close();
    }
  });
}

interface Performance {
  readonly simulator: ScenarioSimulator;
  readonly pace: Pace;
  readonly seed?: string;
  readonly url?: string;
}

/** Tells the run on standard output. The exit code. */
async function perform(scenario: Scenario, { simulator, pace, seed, url }: Performance): Promise<number> {
  const { stdout } = process;
  let told = 0;
  const narrator = new Narrator({
    scenario,
    width: Math.min(stdout.columns || paperWidth, widest),
    paint: (style, text) => styleText(style, text, { stream: stdout }),
    write: (text) => {
      told += text.length;
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
        // The words lead to the next step, without a pause between.
        if (step.kind === 'say') return;
        await pace.wait(told);
        told = 0;
      },
    });
    if (result.passed) return exitCodes.passed;
    stdout.write(`${report(result, url)}\n`);
    return exitCodes.failed;
  } catch (error) {
    if (!(error instanceof Quit)) throw error;
    stdout.write('Ended by you.\n');
    return exitCodes.passed;
  }
}
