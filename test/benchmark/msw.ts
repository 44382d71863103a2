import { FindingsCollector } from './harness/findings.ts';
import type { Question } from './harness/question.ts';
import { measureInTurns, numbersOf } from './harness/rounds.ts';
import { MswUnderTest } from './harness/through-msw.ts';

const amounts = { quick: { rounds: 2, seconds: 0.6 }, whole: { rounds: 5, seconds: 1.2 } } as const;
const plainName = 'plain handlers';
const profiled = 'send message through MSW';

export const question: Question = {
  asks: 'what does a call through MSW cost beyond what MSW itself costs?',
  run: async ({ size, trees, profiles }) => {
    const findings = new FindingsCollector();
    const { rounds, seconds } = amounts[size];
    const subjects: MswUnderTest[] = [];
    try {
      subjects.push(await MswUnderTest.start(plainName, trees[0]!, 'plain'));
      for (const tree of trees) subjects.push(await MswUnderTest.start(tree.name, tree, 'ece'));
      const measured = await measureInTurns(rounds, subjects, (subject) => subject.measure('send message', seconds));
      const times = numbersOf(measured, ({ milliseconds }) => milliseconds);
      const cpu = numbersOf(measured, ({ cpuPerCall }) => cpuPerCall);
      for (const { name } of subjects) {
        findings.addFigure('send message through MSW', name, 'ms', times.get(name)!);
        findings.addFigure('send message through MSW', name, 'µs of CPU a call', cpu.get(name)!);
      }
      const ofMsw = times.get(plainName)!;
      const beyond = [...times].map(([name, values]) => [name, values.map((value, round) => value - ofMsw[round]!)] as const);
      findings.addVerdict('our share of a call through MSW, beyond its own', 'ms', new Map(beyond), { atMost: 0.3 }, profiled);
      if (profiles)
        for (const subject of subjects) findings.profiles.push(await subject.profile('send message', profiled, seconds));
    } finally {
      for (const subject of subjects) subject.stop();
    }
    return findings;
  },
};
