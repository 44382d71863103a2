import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { FindingsCollector } from './harness/findings.ts';
import { startUntilAnswer } from './harness/first-answer.ts';
import { startFlags } from './harness/process-under-test.ts';
import { profileProgram } from './harness/profiled-program.ts';
import type { Question } from './harness/question.ts';
import { measureInTurns, numbersOf } from './harness/rounds.ts';
import { commandOf } from './harness/trees.ts';

const programs = path.join(import.meta.dirname, 'programs');
const bare = 'bare program';
const profiled = 'the start of the process';
const amounts = { quick: 7, whole: 21 } as const;

export const question: Question = {
  asks: 'how long from the start of the process, and of startSimulator(), to the first answer?',
  run: async ({ size, trees, profiles }) => {
    const findings = new FindingsCollector();
    const commands = [
      { name: bare, command: [path.join(programs, 'bare-program.mjs')] },
      ...trees.map(({ name, root }) => ({ name, command: [commandOf(root), ...startFlags] })),
    ];
    const started = await measureInTurns(amounts[size], commands, ({ command }) => startUntilAnswer(command));
    const times = numbersOf(started, ({ milliseconds }) => milliseconds);
    for (const [name, values] of times) findings.addFigure('process start to first answer', name, 'ms', values);
    const bareTimes = times.get(bare)!;
    const ratios = new Map([...times].map(([name, values]) => [name, values.map((value, round) => value / bareTimes[round]!)]));
    findings.addVerdict('process start to first answer / bare program', '', ratios, { atMost: 1.4 }, profiled);

    const again = await measureInTurns(amounts[size] >> 1, trees, async ({ root }) => {
      const { stdout } = await promisify(execFile)(process.execPath, [path.join(programs, 'start-again.ts'), root]);
      return JSON.parse(stdout) as { first: number; second: number };
    });
    const first = numbersOf(again, (one) => one.first);
    const second = numbersOf(again, (one) => one.second);
    for (const { name } of trees) {
      findings.addFigure('startSimulator() to first answer, first time', name, 'ms', first.get(name)!);
      findings.addFigure('startSimulator() to first answer, second time', name, 'ms', second.get(name)!);
    }
    findings.addVerdict('startSimulator() to first answer, second time in one process', 'ms', second, { atMost: 5 });
    if (profiles) {
      for (const { name: subject, command } of commands.slice(1)) {
        const profile = await profileProgram(command, { what: profiled, subject, stopsAtLine: true });
        if (profile !== undefined) findings.profiles.push(profile);
      }
    }
    return findings;
  },
};
