import { diagram } from '../diagram.ts';
import { prose } from '../prose.ts';
import { chooseScenario } from './choose.ts';
import { ending, exitCodes } from './ending.ts';

export function show(name: string, flags: { prose?: true; mermaid?: true }): Promise<void> {
  return ending(() => {
    const scenario = chooseScenario(name);
    const both = flags.prose === flags.mermaid;
    const parts = [
      ...(both || flags.prose ? [prose(scenario, process.stdout.columns)] : []),
      ...(flags.mermaid && !both ? [diagram(scenario)] : []),
      ...(both ? [`\`\`\`mermaid\n${diagram(scenario)}\n\`\`\``] : []),
    ];
    process.stdout.write(`${parts.join('\n\n')}\n`);
    return exitCodes.passed;
  });
}
