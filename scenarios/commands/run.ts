import { writeFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import { formatReport } from '../telling/report.ts';
import { runScenario } from '../runner.ts';
import type { Scenario } from '../format/scenario.ts';
import { chooseScenarios } from './choose.ts';
import type { TimedResult } from './junit.ts';
import { formatJunit } from './junit.ts';
import { Progress } from './progress.ts';
import { CommandInputError, createInterruptSignal, exitCodes, runCommand } from './run-command.ts';
import type { ScenarioSimulator, SimulatorOptions } from '../stage/scenario-simulator.ts';
import { openSimulator } from '../stage/scenario-simulator.ts';
import { print, tell } from '../../cli/output.ts';
import { formatProblem } from '../errors.ts';

export interface RunFlags extends Pick<SimulatorOptions, 'url' | 'controlToken' | 'site'> {
  readonly seed?: string;
  readonly junit?: string;
}

/** More scenarios at the same time take as long, because they share one processor. */
const concurrency = 8;

export function run(names: readonly string[], flags: RunFlags): Promise<void> {
  return runCommand(async () => {
    const scenarios = chooseScenarios(names);
    for (const warning of scenarios.flatMap(({ warnings }) => warnings)) tell(`Warning: ${formatProblem(warning)}`);
    if (flags.junit !== undefined) await writeResults(flags.junit, []);
    const simulator = await openSimulator(flags);
    const started = performance.now();
    try {
      const results = await runAll(scenarios, simulator, flags);
      if (flags.junit !== undefined) await writeResults(flags.junit, results);
      const ms = performance.now() - started;
      return reportResults(results, ms, flags, await findSiteFailures(results, flags));
    } finally {
      await simulator.close();
    }
  });
}

/** Runs several at the same time, each in a partition of its own. The results have the order of the scenarios. */
async function runAll(scenarios: readonly Scenario[], simulator: ScenarioSimulator, flags: RunFlags): Promise<TimedResult[]> {
  const { stdout } = process;
  const signal = createInterruptSignal();
  const progress = new Progress(scenarios.length, {
    columns: stdout.isTTY ? stdout.columns : undefined,
    write: (text) => print(text),
    paint: (style, text) => styleText(style, text, { stream: stdout }),
  });
  const results: TimedResult[] = [];
  const queue = scenarios.entries();
  const worker = async () => {
    for (const [place, scenario] of queue) {
      signal.throwIfAborted();
      progress.begin(scenario);
      const began = performance.now();
      const result = await runScenario(scenario, { ...flags, simulator, pace: () => signal.throwIfAborted() });
      results[place] = { result, seconds: (performance.now() - began) / 1000 };
      progress.end(results[place]);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: concurrency }, worker));
  progress.close();
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return results;
}

/** The failed scenarios that pass in a simulator with the default settings: they fail because the site behaves otherwise. */
async function findSiteFailures(results: readonly TimedResult[], { site, seed }: RunFlags): Promise<ReadonlySet<Scenario>> {
  const found = new Set<Scenario>();
  if (site === undefined) return found;
  for (const { result } of results)
    if (!result.passed && (await runScenario(result.scenario, { seed })).passed) found.add(result.scenario);
  return found;
}

/** @returns the exit code */
function reportResults(
  results: readonly TimedResult[],
  ms: number,
  { url, site }: RunFlags,
  siteFailures: ReadonlySet<Scenario>,
): number {
  const failed = results.filter(({ result }) => !result.passed);
  const passed = `${results.length - failed.length} of ${results.length} scenarios passed in ${(ms / 1000).toFixed(1)} s.`;
  const reports = failed.map(({ result }) => {
    const why = siteFailures.has(result.scenario) ? '\n  It passes with the default settings: this site behaves otherwise.' : '';
    return `\n${formatReport(result, url, site)}${why}\n`;
  });
  const bySite =
    siteFailures.size === 0
      ? []
      : [
          `${siteFailures.size} failed because ${site} says that ECE behaves otherwise there; they pass with the default settings.`,
        ];
  print(`${[...reports, passed, ...bySite].join('\n')}\n`);
  return failed.length === 0 ? exitCodes.passed : exitCodes.failed;
}

async function writeResults(file: string, results: readonly TimedResult[]): Promise<void> {
  try {
    await writeFile(file, formatJunit(results));
  } catch (error) {
    throw new CommandInputError(`--junit: ${file} cannot be written: ${(error as Error).message}.`);
  }
}
