import { exitCodes } from '../../cli/exit-codes.ts';
import { print, tell } from '../../cli/output.ts';
import { readSiteFile } from '../../simulator/configuration/site-file.ts';
import type { CertaintyOfFact, Fact } from '../facts/fact.ts';
import { listFacts } from '../facts/facts.ts';
import { shareOf } from '../facts/share.ts';
import { runCommand } from './run-command.ts';

export type FactsFormat = 'text' | 'json' | 'markdown';

export interface FactsFlags {
  readonly certainty?: readonly CertaintyOfFact[];
  readonly kind?: readonly Fact['kind'][];
  readonly search?: string;
  readonly site?: string;
  readonly format: FactsFormat;
}

/** `ece-simulator facts`: exit code 1 when no fact is chosen, 2 for a site file that is wrong. */
export function factsCommand(flags: FactsFlags): Promise<void> {
  return runCommand(async () => {
    const { settings, about } = flags.site === undefined ? {} : await readSiteFile(flags.site);
    const all = listFacts(settings ?? {}, about ?? flags.site);
    const chosen = chooseFacts(all, flags);
    print(formats[flags.format](chosen, all));
    if (chosen.length > 0) return;
    tell('No fact is like that. Without --search, --certainty and --kind all are shown.');
    process.exitCode = exitCodes.failed;
  });
}

/** The facts that have one of the certainties, one of the kinds, and every word of the search anywhere. */
export function chooseFacts(
  facts: readonly Fact[],
  { certainty, kind, search = '' }: Pick<FactsFlags, 'certainty' | 'kind' | 'search'>,
): Fact[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return facts.filter((fact) => {
    if (certainty !== undefined && !certainty.includes(fact.certainty)) return false;
    if (kind !== undefined && !kind.includes(fact.kind)) return false;
    const text = [fact.name, fact.value, fact.source, ...fact.actsIn].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const formats: Readonly<Record<FactsFormat, (chosen: readonly Fact[], all: readonly Fact[]) => string>> = {
  json: (chosen) => `${JSON.stringify({ share: shareOf(chosen), facts: chosen }, null, 1)}\n`,
  text: (chosen, all) => `${chosen.map(formatFact).join('\n')}${formatShare(chosen, all)}`,
  markdown: (chosen) => {
    const rows = chosen.map(({ name, value, certainty, source, actsIn, probes, settledBy }) => [
      ...[name, value, certainty, source, actsIn.join('; '), settledBy, probes.join(', ')],
    ]);
    const head = ['fact', 'value', 'certainty', 'source', 'acts in', 'settled by', 'probes'];
    return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(escapeCell).join(' | ')} |\n`).join('');
  },
};

function escapeCell(text: string): string {
  return text.replaceAll(/(?<!\\)\|/g, '\\|');
}

/** More than these are counted. */
const mostProbes = 4;

function formatFact({ name, value, certainty, source, actsIn, probes, settledBy }: Fact): string {
  const shown = probes.slice(0, mostProbes).join(', ');
  const more = probes.length > mostProbes ? ` and ${probes.length - mostProbes} more` : '';
  return [
    `${name} (${certainty})`,
    `  ${value}`,
    `  source: ${source}`,
    `  acts in: ${actsIn.join('; ')}`,
    `  settled by: ${settledBy}`,
    ...(probes.length === 0 ? [] : [`  probes: ${shown}${more}`]),
    '',
  ].join('\n');
}

function formatShare(chosen: readonly Fact[], all: readonly Fact[]): string {
  const rows = shareOf(chosen).map(({ certainty, all: count, percent }) => `${certainty}: ${count} (${percent} %)`);
  return `\n${chosen.length} of ${all.length} facts. ${rows.join(', ')}\n`;
}
