import { operations } from '../../../simulator/protocol/operations.ts';
import type { RefusalCase } from './case.ts';
import { titleOf } from './case.ts';
import { expected } from './expected-calls.ts';
import { section13 } from './section-13.ts';

/** The table for readers: every call, how it can be refused, what it then answers, and which test shows it. */
export function refusalsDocument(cases: readonly RefusalCase[], file: string): string {
  const byCall = Map.groupBy(cases, ({ operation }) => operation);
  return [
    '# Refusals',
    '',
    `Every way in which a call is refused, with the test of \`${file}\` that proves it: through Express, MSW and in-process, and in XML.`,
    '`{x}` in a text is filled in. A *setting* holds an inferred fact: the row shows what its value in the test leads to.',
    '',
    `Generated from the cases of that test; \`npx vitest run ${file} --update\` writes it anew.`,
    '',
    ...[...byCall].flatMap(([operation, rows]) => [
      operation === null ? '## Any other path' : `## ${operation}: ${operations[operation].method} ${operations[operation].path}`,
      '',
      '| refused when | status | code | text | source | settings | test |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      ...rows.map((row) => `| ${columns(row).map(cell).join(' | ')} |`),
      '',
    ]),
  ].join('\n');
}

function columns(row: RefusalCase): string[] {
  const [code, text] = section13[row.refusal];
  return [
    row.when,
    String(row.oauth?.status ?? Number(code.slice(0, 3))),
    codeOnTheWire(row, code),
    row.oauth?.description ?? row.text ?? text,
    row.source,
    row.relies.map((name) => `\`${name}\``).join(', '),
    `${row.operation ?? 'any other path'} > ${titleOf(row)}`,
  ];
}

/** The token call answers with an OAuth error instead, and the answers of login and logout have no code. */
function codeOnTheWire({ operation, oauth }: RefusalCase, code: string): string {
  if (oauth !== undefined) return `\`${oauth.error}\``;
  return hasMessageForm(operation) ? '(none)' : code;
}

/** Spec 12.1: `{"message":"..."}`. The path and method are judged before the call is known to be one of these. */
export function hasMessageForm(operation: RefusalCase['operation']): boolean {
  return operation !== null && expected(operation).errors === 'message';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
