import { writeFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import type { ScenarioSimulator } from '../scenario-simulator.ts';
import { report } from '../report.ts';
import { runScenario } from '../runner.ts';
import type { Scenario } from '../scenario.ts';
import { chooseScenarios } from './choose.ts';
import { BadInput, ending, exitCodes, interruption } from './ending.ts';
import type { TimedResult } from './junit.ts';
import { junit } from './junit.ts';
import { Progress } from './progress.ts';
import type { SimulatorFlags } from './simulator.ts';
import { openSimulatorOf } from './simulator.ts';

export interface RunFlags extends SimulatorFlags {
  readonly seed?: string;
  readonly junit?: string;
}

/** More at the same time do not end sooner: they wait for one processor. */
const atOnce = 8;

export function run(what: readonly string[], flags: RunFlags): Promise<void> {
  return ending(async () => {
    const scenarios = chooseScenarios(what);
    if (flags.junit !== undefined) await writeResults(flags.junit, []);
    const simulator = await openSimulatorOf(flags);
    const started = performance.now();
    try {
      const results = await runAll(scenarios, simulator, flags);
      if (flags.junit !== undefined) await writeResults(flags.junit, results);
      return conclude(results, performance.now() - started, flags.url);
    } finally {
      await simulator.close();
    }
  });
}

/** At the same time, each in a partition of its own. Results are in the order of the scenarios. */
async function runAll(scenarios: readonly Scenario[], simulator: ScenarioSimulator, flags: RunFlags): Promise<TimedResult[]> {
  const { stdout } = process;
  const signal = interruption();
  const progress = new Progress(scenarios.length, {
    columns: stdout.isTTY ? stdout.columns : undefined,
    write: (text) => void stdout.write(text),
    paint: (style, text) => styleText(style, text, { stream: stdout }),
  });
  const results: TimedResult[] = [];
  const waiting = scenarios.entries();
  const worker = async () => {
    for (const [place, scenario] of waiting) {
      signal.throwIfAborted();
      progress.begins(scenario);
      const began = performance.now();
      const result = await runScenario(scenario, { ...flags, simulator, pace: () => signal.throwIfAborted() });
      results[place] = { result, seconds: (performance.now() - began) / 1000 };
      progress.ends(results[place]);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  progress.close();
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return results;
}

function conclude(results: readonly TimedResult[], ms: number, url: string | undefined): number {
  const failed = results.filter(({ result }) => !result.passed);
  const passed = `${results.length - failed.length} of ${results.length} scenarios passed in ${(ms / 1000).toFixed(1)} s.`;
  const reports = failed.map(({ result }) => `\n${report(result, url)}\n`);
  process.stdout.write(`${[...reports, passed].join('\n')}\n`);
  return failed.length === 0 ? exitCodes.passed : exitCodes.failed;
}

async function writeResults(file: string, results: readonly TimedResult[]): Promise<void> {
  try {
    await writeFile(file, junit(results));
  } catch (error) {
    throw new BadInput(`--junit: ${file} cannot be written: ${(error as Error).message}.`);
  }
}
