import { escapeXml, formatElement, formatSuite } from '../../cli/junit.ts';
import { findCommandName } from '../library.ts';
import { formatReport } from '../telling/report.ts';
import type { ScenarioResult } from '../runner.ts';

export interface TimedResult {
  readonly result: ScenarioResult;
  /** Real time. */
  readonly seconds: number;
}

/** The results as JUnit XML, which CI systems read. */
export function formatJunit(results: readonly TimedResult[]): string {
  const seconds = results.reduce((sum, one) => sum + one.seconds, 0);
  const failures = results.filter(({ result }) => !result.passed).length;
  const totals = { name: 'scenarios', tests: results.length, failures, errors: 0, time: seconds.toFixed(3) };
  return formatSuite(totals, results.map(formatTestCase));
}

function formatTestCase({ result, seconds }: TimedResult): string {
  const { scenario, failure } = result;
  const line = failure?.step.line;
  const attributes = {
    name: `${findCommandName(scenario)}: ${scenario.title}`,
    classname: 'scenarios',
    time: seconds.toFixed(3),
    file: scenario.file,
    ...(line !== undefined && { line }),
  };
  if (failure === null) return formatElement('testcase', attributes);
  const message = `expected ${failure.expected}, saw ${failure.seen}`;
  return formatElement(
    'testcase',
    attributes,
    formatElement('failure', { message, type: 'StepFailed' }, escapeXml(formatReport(result))),
  );
}
