import type { CallName } from './harness/ece-calls.ts';
import { callNames, calls } from './harness/ece-calls.ts';
import { FindingsCollector } from './harness/findings.ts';
import { cpuUnit, measureCall, perSecondUnit } from './harness/measured-call.ts';
import { profileOfCall, shareOfOtherThreads } from './harness/profile.ts';
import type { Findings, Goal, ProfileOfCall, Question, RunOptions } from './harness/question.ts';
import { measureInTurns, numbersOf, ratiosTo } from './harness/rounds.ts';
import type { EceUnderTest } from './harness/servers.ts';
import { bareName, startBare, startTree } from './harness/servers.ts';
import { beforeName } from './harness/trees.ts';

const goals: Readonly<Record<CallName, Goal>> = {
  'send message': { atLeast: 0.6 },
  configuration: { atLeast: 0.6 },
  'start conversation': { atLeast: 0.4 },
  availability: { atLeast: 0.6 },
  token: { atLeast: 0.55 },
};
/** A program that is under load is compiled anew for some seconds. */
const amounts = { quick: { warmUps: 1, rounds: 2, seconds: 0.4 }, whole: { warmUps: 10, rounds: 15, seconds: 0.4 } } as const;

export const question: Question = {
  asks: 'what does a call cost beside a bare node:http server? (--cpu-prof: and where does the time go?)',
  run: async ({ size, trees, profiles }: RunOptions): Promise<Findings> => {
    const findings = new FindingsCollector();
    const servers: EceUnderTest[] = [];
    try {
      servers.push(await startBare());
      for (const tree of trees) servers.push(await startTree(tree));
      for (const name of callNames) await compare(name, servers, size, findings);
    } finally {
      for (const server of servers) server.stop();
    }
    if (profiles) findings.profiles.push(...(await profileCalls(trees, findings)));
    return findings;
  },
};

async function compare(
  name: CallName,
  servers: readonly EceUnderTest[],
  size: RunOptions['size'],
  findings: FindingsCollector,
): Promise<void> {
  const { warmUps, rounds, seconds } = amounts[size];
  const measure = async (server: EceUnderTest) => measureCall(server, calls[name](await server.prepare()), { seconds });
  const measured = await measureInTurns(rounds, servers, measure, warmUps);
  const cpu = numbersOf(measured, ({ cpuPerCall }) => cpuPerCall);
  const rates = numbersOf(measured, ({ perSecond }) => perSecond);
  for (const { name: subject } of servers) {
    findings.addFigure(name, subject, cpuUnit, cpu.get(subject) ?? []);
    findings.addFigure(name, subject, perSecondUnit, rates.get(subject) ?? []);
  }
  findings.addVerdict(`${name} / bare`, '', ratiosTo(cpu, bareName), goals[name], name);
}

const profileSeconds = 1.5;
/** Until a program under load is compiled. */
const warmSeconds = 4;

/** Where the time of a call goes: of every call in this tree and in the bare server, and of sending in the tree before. */
async function profileCalls(trees: RunOptions['trees'], { figures }: Findings): Promise<ProfileOfCall[]> {
  const profiles: ProfileOfCall[] = [];
  const starts = [startBare, ...trees.map((tree) => () => startTree(tree, true))];
  for (const start of starts) {
    const server = await start();
    try {
      for (const name of server.name === beforeName ? (['send message'] as const) : callNames) {
        const call = calls[name](await server.prepare());
        await measureCall(server, call, { seconds: warmSeconds });
        // The profiler has a thread of its own.
        const before = await server.process.ask('usage');
        await measureCall(server, call, { seconds: profileSeconds });
        const otherThreads = shareOfOtherThreads(before, await server.process.ask('usage'));
        await server.process.ask('startProfile');
        const { cpuPerCall } = await measureCall(server, call, { seconds: profileSeconds });
        const profile = await server.process.ask('stopProfile');
        // The profiler itself takes time, so the time without it counts.
        const microseconds =
          figures.find(({ what, subject, unit }) => what === name && subject === server.name && unit === cpuUnit)?.median ??
          cpuPerCall ??
          0;
        profiles.push(profileOfCall(profile, { what: name, subject: server.name, microseconds, otherThreads }));
      }
    } finally {
      server.stop();
    }
  }
  return profiles;
}
