import { indentBeside } from '../telling/wrap.ts';
import { chooseScenarios } from './choose.ts';
import { exitCodes, runCommand } from './run-command.ts';
import { print } from '../../cli/output.ts';

const width = 80;

export function list({ json }: { json?: true }): Promise<void> {
  return runCommand(() => {
    const all = chooseScenarios([]).map(({ name, title, teaches, file, steps }) => ({
      name,
      title,
      teaches,
      file,
      steps: steps.length,
    }));
    const paragraphs = all.map(({ name, title, teaches }) =>
      [name, indentBeside('    ', title, width), indentBeside('    ', teaches, width)].join('\n'),
    );
    print(json === true ? `${JSON.stringify(all)}\n` : `${paragraphs.join('\n')}\n`);
    return exitCodes.passed;
  });
}
