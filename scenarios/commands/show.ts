import { writeFile } from 'node:fs/promises';
import type { Scenario } from '../format/scenario.ts';
import { formatSvg } from '../telling/diagram-svg.ts';
import { formatDiagram } from '../telling/diagram.ts';
import { formatProse } from '../telling/prose.ts';
import { formatPage } from '../telling/story-page.ts';
import { findScenario } from './find.ts';
import { CommandInputError, exitCodes, runCommand } from './run-command.ts';
import { print } from '../../cli/output.ts';

export interface ShowFlags {
  readonly prose?: true;
  readonly mermaid?: true;
  /** A file; true for one with the name of the scenario. */
  readonly html?: string | true;
  readonly svg?: string | true;
}

export function show(words: readonly string[], { prose, mermaid, html, svg }: ShowFlags): Promise<void> {
  return runCommand(async () => {
    const scenario = await findScenario(words, process.stdout.isTTY && process.stdin.isTTY);
    if (html !== undefined) await write('--html', html === true ? `${scenario.name}.html` : html, formatPage(scenario));
    if (svg !== undefined) await write('--svg', svg === true ? `${scenario.name}.svg` : svg, `${formatSvg(scenario)}\n`);
    const isForFiles = (html ?? svg) !== undefined && prose === undefined && mermaid === undefined;
    if (!isForFiles) print(`${explain(scenario, prose, mermaid)}\n`);
    return exitCodes.passed;
  });
}

function explain(scenario: Scenario, prose: true | undefined, mermaid: true | undefined): string {
  const both = prose === mermaid;
  const parts = [
    ...(both || prose ? [formatProse(scenario, process.stdout.columns)] : []),
    ...(mermaid && !both ? [formatDiagram(scenario)] : []),
    ...(both ? [`\`\`\`mermaid\n${formatDiagram(scenario)}\n\`\`\``] : []),
  ];
  return parts.join('\n\n');
}

async function write(flag: string, file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new CommandInputError(`${flag}: ${file} cannot be written: ${(error as Error).message}. Name another file.`);
  }
  print(`${file} is written.\n`);
}
