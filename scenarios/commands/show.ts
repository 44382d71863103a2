import { formatDiagram } from '../telling/diagram.ts';
import { formatProse } from '../telling/prose.ts';
import { chooseScenario } from './choose.ts';
import { exitCodes, runCommand } from './run-command.ts';

export function show(name: string, flags: { prose?: true; mermaid?: true }): Promise<void> {
  return runCommand(() => {
    const scenario = chooseScenario(name);
    const both = flags.prose === flags.mermaid;
    const parts = [
      ...(both || flags.prose ? [formatProse(scenario, process.stdout.columns)] : []),
      ...(flags.mermaid && !both ? [formatDiagram(scenario)] : []),
      ...(both ? [`\`\`\`mermaid\n${formatDiagram(scenario)}\n\`\`\``] : []),
    ];
    process.stdout.write(`${parts.join('\n\n')}\n`);
    return exitCodes.passed;
  });
}
