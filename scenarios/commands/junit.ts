import { handleOf } from '../library.ts';
import { report } from '../report.ts';
import type { ScenarioResult } from '../runner.ts';

export interface TimedResult {
  readonly result: ScenarioResult;
  /** Wall clock. */
  readonly seconds: number;
}

/** What XML 1.0 cannot hold, even escaped: control characters but tab and line breaks, and halves of characters. */
const illegal = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text
    .replaceAll(illegal, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll(/[&<>"]/g, (sign) => entities[sign]!);
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escaped(String(value)).replaceAll(/[\n\r\t]/g, ' ')}"`,
  );
  return `<${name}${written.join('')}>${children.join('\n')}</${name}>`;
}

/** The results in the form that CI systems read. */
export function junit(results: readonly TimedResult[]): string {
  const seconds = results.reduce((sum, one) => sum + one.seconds, 0);
  const failures = results.filter(({ result }) => !result.passed).length;
  const totals = { name: 'scenarios', tests: results.length, failures, errors: 0, time: seconds.toFixed(3) };
  const suite = element('testsuite', totals, ...results.map(testCase));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', totals, suite)}\n`;
}

function testCase({ result, seconds }: TimedResult): string {
  const { scenario, failure } = result;
  const line = failure?.step.line;
  const attributes = {
    name: `${handleOf(scenario)}: ${scenario.title}`,
    classname: 'scenarios',
    time: seconds.toFixed(3),
    file: scenario.file,
    ...(line !== undefined && { line }),
  };
  if (failure === null) return element('testcase', attributes);
  const message = `expected ${failure.expected}, saw ${failure.seen}`;
  return element('testcase', attributes, element('failure', { message, type: 'StepFailed' }, escaped(report(result))));
}
