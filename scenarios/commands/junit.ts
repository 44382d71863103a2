import { findCommandName } from '../library.ts';
import { formatReport } from '../telling/report.ts';
import type { ScenarioResult } from '../runner.ts';

export interface TimedResult {
  readonly result: ScenarioResult;
  /** Real time. */
  readonly seconds: number;
}

/** Characters that XML 1.0 forbids even when escaped: control characters except tab and line breaks, and lone surrogates. */
const illegal = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text
    .replaceAll(illegal, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll(/[&<>"]/g, (sign) => entities[sign]!);
}

function formatElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXml(String(value)).replaceAll(/[\n\r\t]/g, ' ')}"`,
  );
  return `<${name}${written.join('')}>${children.join('\n')}</${name}>`;
}

/** The results as JUnit XML, which CI systems read. */
export function formatJunit(results: readonly TimedResult[]): string {
  const seconds = results.reduce((sum, one) => sum + one.seconds, 0);
  const failures = results.filter(({ result }) => !result.passed).length;
  const totals = { name: 'scenarios', tests: results.length, failures, errors: 0, time: seconds.toFixed(3) };
  const suite = formatElement('testsuite', totals, ...results.map(formatTestCase));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${formatElement('testsuites', totals, suite)}\n`;
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
