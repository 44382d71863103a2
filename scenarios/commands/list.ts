import { beside } from '../telling/wrap.ts';
import { chooseScenarios } from './choose.ts';
import { ending, exitCodes } from './ending.ts';

const width = 80;

export function list({ json }: { json?: true }): Promise<void> {
  return ending(() => {
    const all = chooseScenarios([]).map(({ name, title, teaches, file, steps }) => ({
      name,
      title,
      teaches,
      file,
      steps: steps.length,
    }));
    const told = all.map(({ name, title, teaches }) =>
      [name, beside('    ', title, width), beside('    ', teaches, width)].join('\n'),
    );
    process.stdout.write(json === true ? `${JSON.stringify(all)}\n` : `${told.join('\n')}\n`);
    return exitCodes.passed;
  });
}
