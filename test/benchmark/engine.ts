import path from 'node:path';
import { FindingsCollector } from './harness/findings.ts';
import { ProcessUnderTest } from './harness/process-under-test.ts';
import { profileOfCall, shareOfOtherThreads } from './harness/profile.ts';
import type { Question } from './harness/question.ts';
import { measureInTurns, numbersOf } from './harness/rounds.ts';

const program = path.join(import.meta.dirname, 'programs/engine.ts');
const amounts = { quick: { warmUps: 1, rounds: 2, seconds: 0.7 }, whole: { warmUps: 6, rounds: 11, seconds: 0.7 } } as const;
const what = 'conversation from start to complete, in process';

export const question: Question = {
  asks: 'how many conversations a second pass through the engine alone, from start to complete?',
  run: async ({ size, trees, profiles }) => {
    const findings = new FindingsCollector();
    const processes = new Map<string, ProcessUnderTest>();
    const { warmUps, rounds, seconds } = amounts[size];
    const run = async (process: ProcessUnderTest) => {
      const before = await process.ask('usage');
      const ran = (await process.askProgram('run', { seconds })) as { conversations: number; milliseconds: number };
      const after = await process.ask('usage');
      return {
        perSecond: (1000 * ran.conversations) / ran.milliseconds,
        cpu: (after.cpuMicroseconds - before.cpuMicroseconds) / ran.conversations,
      };
    };
    try {
      for (const { name, root } of trees) processes.set(name, await ProcessUnderTest.run(program, root));
      const measured = await measureInTurns(rounds, trees, ({ name }) => run(processes.get(name)!), warmUps);
      const rates = numbersOf(measured, ({ perSecond }) => perSecond);
      const cpu = numbersOf(measured, (one) => one.cpu);
      for (const { name } of trees) {
        findings.addFigure(what, name, 'a second', rates.get(name)!);
        findings.addFigure(what, name, 'µs of CPU', cpu.get(name)!);
      }
      findings.addVerdict('engine alone, conversations from start to complete', 'a second', rates, { atLeast: 50_000 }, what);
      if (profiles) {
        for (const [subject, process] of processes) {
          // The profiler has a thread of its own.
          const before = await process.ask('usage');
          await run(process);
          const otherThreads = shareOfOtherThreads(before, await process.ask('usage'));
          await process.ask('startProfile');
          await run(process);
          const { median: microseconds } = findings.figures.find((one) => one.subject === subject && one.unit === 'µs of CPU')!;
          findings.profiles.push(profileOfCall(await process.ask('stopProfile'), { what, subject, microseconds, otherThreads }));
        }
      }
    } finally {
      for (const process of processes.values()) process.stop();
    }
    return findings;
  },
};
