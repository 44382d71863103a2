import type { CallName } from './harness/ece-calls.ts';
import { calls } from './harness/ece-calls.ts';
import { FindingsCollector } from './harness/findings.ts';
import { load } from './harness/load.ts';
import type { LoadedCall } from './harness/load.ts';
import type { Metered } from './harness/measured-call.ts';
import { cpuUnit, measureCall, perSecondUnit } from './harness/measured-call.ts';
import type { Goal, Question, RunOptions } from './harness/question.ts';
import { measureInTurns, numbersOf } from './harness/rounds.ts';
import { startTree } from './harness/servers.ts';
import { MswUnderTest } from './harness/through-msw.ts';
import { installPeers } from './peers/install.ts';
import type { PeerCall } from './peers/peers.ts';
import { peers } from './peers/peers.ts';
import { startPeers } from './peers/start-peers.ts';

const amounts = { quick: { rounds: 2, seconds: 0.5 }, whole: { rounds: 7, seconds: 0.5 } } as const;
const warmUpSeconds = 2;
const compared: readonly PeerCall[] = ['send message', 'configuration', 'token'];
const goals: Readonly<Record<string, Goal>> = { WireMock: { atLeast: 2 }, Prism: { atLeast: 4 }, Mockoon: { atLeast: 10 } };

/** A server, and how the call is made there; undefined where it does not know the call. */
interface Subject extends Metered {
  readonly name: string;
  readonly callOf: (name: PeerCall) => Promise<LoadedCall> | LoadedCall | undefined;
  stop(): void;
}

export const question: Question = {
  asks: 'what does a call cost beside other mock servers on the same calls?',
  run: async ({ size, trees }) => {
    const findings = new FindingsCollector();
    const subjects: Subject[] = [];
    try {
      for (const tree of trees) {
        const server = await startTree(tree);
        subjects.push({ ...server, callOf: async (name) => calls[name as CallName](await server.prepare()) });
      }
      for (const peer of await startPeers(peers, installPeers, findings))
        subjects.push({ ...peer, callOf: (name) => peer.calls[name] });
      for (const subject of subjects) {
        const call = (await subject.callOf('send message')) ?? (await subject.callOf('token'));
        await load(call!, { seconds: size === 'quick' ? 0.5 : warmUpSeconds });
      }
      for (const name of compared) await compare(name, subjects, { size, trees }, findings);
    } finally {
      for (const subject of subjects) subject.stop();
    }
    await measureMsw({ size, trees }, findings);
    return findings;
  },
};

async function compare(
  name: PeerCall,
  all: readonly Subject[],
  { size, trees }: Pick<RunOptions, 'size' | 'trees'>,
  findings: FindingsCollector,
): Promise<void> {
  const { rounds, seconds } = amounts[size];
  const subjects: Subject[] = [];
  for (const subject of all) if ((await subject.callOf(name)) !== undefined) subjects.push(subject);
  const measured = await measureInTurns(rounds, subjects, async (subject) =>
    measureCall(subject, (await subject.callOf(name))!, { seconds }),
  );
  const cpu = numbersOf(measured, ({ cpuPerCall }) => cpuPerCall);
  const rates = numbersOf(measured, ({ perSecond }) => perSecond);
  for (const { name: subject } of subjects) {
    findings.addFigure(name, subject, cpuUnit, cpu.get(subject)!);
    findings.addFigure(name, subject, perSecondUnit, rates.get(subject)!);
    const ofPeer = cpu.get(subject)!;
    if (trees.some((tree) => tree.name === subject)) continue;
    if (ofPeer.length === 0) findings.addMissing(subject, 'this machine has no /proc, which tells its processor time');
    const ratios = trees.map((tree): [string, number[]] => [
      tree.name,
      ofPeer.map((value, round) => value / cpu.get(tree.name)![round]!),
    ]);
    const goal = name === 'send message' ? goals[subject] : undefined;
    if (ofPeer.length > 0) findings.addVerdict(`${name} / ${subject}`, '', new Map(ratios), goal, name);
  }
}

const mswName = 'MSW (with its client)';

/** In process, so client and server are measured together. */
async function measureMsw({ size, trees }: Pick<RunOptions, 'size' | 'trees'>, findings: FindingsCollector): Promise<void> {
  const { rounds, seconds } = amounts[size];
  const msw = await MswUnderTest.start(mswName, trees[0]!, 'plain');
  try {
    for (const name of compared) {
      const measured = await measureInTurns(rounds, [msw], () => msw.measure(name, seconds));
      findings.addFigure(
        name,
        mswName,
        cpuUnit,
        measured.get(mswName)!.map(({ cpuPerCall }) => cpuPerCall),
      );
      findings.addFigure(
        name,
        mswName,
        perSecondUnit,
        measured.get(mswName)!.map(({ perSecond }) => perSecond),
      );
    }
  } finally {
    msw.stop();
  }
}
