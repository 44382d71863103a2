import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FindingsCollector } from './harness/findings.ts';
import { profileProgram } from './harness/profiled-program.ts';
import type { Question } from './harness/question.ts';
import { BenchmarkError } from './harness/question.ts';
import { measureInTurns } from './harness/rounds.ts';
import type { Tree } from './harness/trees.ts';
import { commandOf } from './harness/trees.ts';

const profiled = 'a run of all scenarios';
const rounds = { quick: 1, whole: 2 } as const;

export const question: Question = {
  asks: 'how long does the whole library of scenarios take, from start to end of the command?',
  run: async ({ size, trees, profiles }) => {
    const findings = new FindingsCollector();
    const measured = await measureInTurns(rounds[size], trees, runAll);
    for (const [name, values] of measured) findings.addFigure('all scenarios of the library', name, 's', values);
    findings.addVerdict('all scenarios of the library', 's', measured, { atMost: 5 }, profiled);
    if (profiles) {
      for (const { name: subject, root } of trees) {
        const profile = await profileProgram([commandOf(root), 'scenario', 'run'], {
          what: profiled,
          subject,
          stopsAtLine: false,
        });
        if (profile !== undefined) findings.profiles.push(profile);
      }
    }
    return findings;
  },
};

/** Seconds. */
async function runAll({ root, name }: Tree): Promise<number> {
  const began = performance.now();
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [commandOf(root), 'scenario', 'run'], { maxBuffer: 1e8 });
    const [, passed, all] = /(\d+) of (\d+) scenarios passed/.exec(stdout) ?? [];
    if (passed === undefined || passed !== all) throw new Error(stdout.slice(-300));
  } catch (error) {
    throw new BenchmarkError(`Not all scenarios of ${name} passed, so nothing was measured. ${(error as Error).message}`);
  }
  return (performance.now() - began) / 1000;
}
