import { execFile } from 'node:child_process';
import type { Profiler } from 'node:inspector';
import path from 'node:path';
import { promisify } from 'node:util';
import { FindingsCollector } from './harness/findings.ts';
import { startUntilAnswer } from './harness/first-answer.ts';
import { startFlags } from './harness/process-under-test.ts';
import { profileOfCall } from './harness/profile.ts';
import { profileProgram } from './harness/profiled-program.ts';
import type { Question } from './harness/question.ts';
import { measureInTurns, numbersOf } from './harness/rounds.ts';
import { bareName } from './harness/servers.ts';
import { commandOf } from './harness/trees.ts';

const programs = path.join(import.meta.dirname, 'programs');
const bare = 'bare program';
const profiled = 'the start of the process';
const secondStart = 'a second start in one process, with its client';
const startOfProcess = 'process start to first answer';
const amounts = { quick: 7, whole: 21 } as const;

function startInProcess(time: 'first' | 'second'): string {
  return `startSimulator() to first answer, ${time} time`;
}

async function startAgain(...input: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(programs, 'start-again.ts'), ...input], {
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout);
}

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
    for (const [name, values] of times) findings.addFigure(startOfProcess, name, 'ms', values);
    const bareTimes = times.get(bare)!;
    const ratios = new Map([...times].map(([name, values]) => [name, values.map((value, round) => value / bareTimes[round]!)]));
    findings.addVerdict(`${startOfProcess} / bare program`, '', ratios, { atMost: 1.4 }, profiled);

    const barely = { name: bareName, root: 'bare' };
    const again = await measureInTurns(amounts[size] >> 1, [barely, ...trees], async ({ root }) => {
      return (await startAgain(root)) as { first: number; second: number };
    });
    for (const time of ['first', 'second'] as const) {
      const what = startInProcess(time);
      const numbers = numbersOf(again, (one) => one[time]);
      for (const [name, values] of numbers) findings.addFigure(what, name, 'ms', values);
      if (time === 'second') findings.addVerdict(`${what} in one process`, 'ms', numbers, { atMost: 5 }, secondStart);
    }
    if (profiles) {
      // The profiler makes a start several times as long, so a part is a share of the time that was measured without it.
      const medianOf = (what: string, subject: string) =>
        findings.figures.find((figure) => figure.what === what && figure.subject === subject)!.median * 1000;
      for (const { name: subject, command } of commands.slice(1)) {
        const microseconds = medianOf(startOfProcess, subject);
        const profile = await profileProgram(command, { what: profiled, subject, stopsAtLine: true, microseconds });
        if (profile !== undefined) findings.profiles.push(profile);
      }
      for (const { name: subject, root } of [barely, ...trees]) {
        const profile = (await startAgain(root, 'profile')) as Profiler.Profile;
        findings.profiles.push(
          profileOfCall(profile, { what: secondStart, subject, microseconds: medianOf(startInProcess('second'), subject) }),
        );
      }
    }
    return findings;
  },
};
