import { worldWithRoomFor } from './harness/centre.ts';
import { startConversations } from './harness/conversations.ts';
import type { Prepared } from './harness/ece-calls.ts';
import { calls, endOf } from './harness/ece-calls.ts';
import { FindingsCollector } from './harness/findings.ts';
import { OneConnection, percentileOf } from './harness/latency.ts';
import type { Question, Size } from './harness/question.ts';
import { medianOf, measureInTurns, numbersOf } from './harness/rounds.ts';
import type { EceUnderTest } from './harness/servers.ts';
import { startHost } from './harness/servers.ts';
import type { Tree } from './harness/trees.ts';

const amounts = {
  quick: { counts: [100, 3000], rounds: 2, calls: 300, patienceMs: 20_000 },
  whole: { counts: [100, 10_000, 100_000], rounds: 5, calls: 1000, patienceMs: 60_000 },
} as const;
const goal = { atMost: 1.2 };

interface Centre {
  readonly name: string;
  readonly count: number;
  readonly server: EceUnderTest;
  readonly prepared: Prepared;
  readonly ids: readonly string[];
  readonly connection: OneConnection;
}

/** Milliseconds of the median call, and CPU of the server for one. */
interface Measured {
  readonly p50: Readonly<Record<'send message' | 'start conversation' | 'end conversation', number>>;
  readonly cpu: number;
}

export const question: Question = {
  asks: 'does a call take longer where 100,000 conversations are alive than where 100 are?',
  run: async ({ size, trees }) => {
    const findings = new FindingsCollector();
    const sendRatios = new Map<string, number[]>();
    const cpuRatios = new Map<string, number[]>();
    for (const tree of trees) await measureTree(tree, size, findings, sendRatios, cpuRatios);
    const [least, most] = [amounts[size].counts[0], amounts[size].counts.at(-1)!].map((count) => count.toLocaleString('en'));
    findings.addVerdict(`p50 of send message at ${most} conversations / at ${least}`, '', sendRatios, goal);
    findings.addVerdict(`CPU of send, start and end at ${most} conversations / at ${least}`, '', cpuRatios, goal);
    return findings;
  },
};

async function measureTree(
  tree: Tree,
  size: Size,
  findings: FindingsCollector,
  sendRatios: Map<string, number[]>,
  cpuRatios: Map<string, number[]>,
): Promise<void> {
  const { counts, rounds, calls: repeats } = amounts[size];
  const centres: Centre[] = [];
  try {
    for (const count of counts) {
      const centre = await makeCentre(tree, count, amounts[size].patienceMs);
      if (centre.ids.length >= count) centres.push(centre);
      else {
        centre.server.stop();
        const within = amounts[size].patienceMs / 1000;
        findings.addMissing(
          `${tree.name}, ${count} conversations`,
          `within ${within} s only ${centre.ids.length} could be started`,
        );
      }
    }
    const measured = await measureInTurns(rounds, centres, (centre) => measureCentre(centre, repeats));
    for (const { name, count } of centres) {
      const values = measured.get(name)!;
      const alive = `with ${count.toLocaleString('en')} alive`;
      for (const call of ['send message', 'start conversation', 'end conversation'] as const)
        findings.addFigure(
          `p50 of ${call} ${alive}`,
          tree.name,
          'ms',
          values.map(({ p50 }) => p50[call]),
        );
      findings.addFigure(
        `CPU of the three calls ${alive}`,
        tree.name,
        'µs',
        values.map(({ cpu }) => cpu),
      );
    }
    const [few, many] = [centres[0], centres.at(-1)];
    if (few === undefined || many === undefined || many.count !== counts.at(-1)) return;
    const sends = numbersOf(measured, ({ p50 }) => p50['send message']);
    const cpus = numbersOf(measured, ({ cpu }) => cpu);
    sendRatios.set(tree.name, roundRatios(sends.get(many.name)!, sends.get(few.name)!));
    cpuRatios.set(tree.name, roundRatios(cpus.get(many.name)!, cpus.get(few.name)!));
  } finally {
    for (const { server, connection } of centres) {
      connection.close();
      server.stop();
    }
  }
}

function roundRatios(values: readonly number[], divisors: readonly number[]): number[] {
  return values.map((value, round) => value / divisors[round]!);
}

/** Half of the conversations are with agents, the others wait in one queue. */
async function makeCentre(tree: Tree, count: number, patienceMs: number): Promise<Centre> {
  const server = await startHost(tree, { world: worldWithRoomFor(count / 2), journalCapacity: 1000 });
  const prepared = await server.prepare();
  const ids = [prepared.conversationId, ...(await startConversations(prepared, count - 1, patienceMs))];
  return { name: `${tree.name} ${count}`, count, server, prepared, ids, connection: new OneConnection() };
}

/** As many conversations are started as are ended, so that as many stay alive. */
async function measureCentre({ server, prepared, ids, connection }: Centre, repeats: number): Promise<Measured> {
  const times = { 'send message': [] as number[], 'start conversation': [] as number[], 'end conversation': [] as number[] };
  const before = await server.cpuMicroseconds();
  for (let repeat = 0; repeat < repeats; repeat++) {
    // Ids spread over all conversations, so that neither the first nor the last is favoured.
    const conversationId = ids[(repeat * 7919 + 13) % ids.length]!;
    times['send message'].push(await connection.timeOf(calls['send message']({ ...prepared, conversationId })));
    let started = '';
    const start = calls['start conversation'](prepared);
    const isAnswer = (body: string) => {
      started = (JSON.parse(body) as { id: string }).id;
      return true;
    };
    times['start conversation'].push(await connection.timeOf({ ...start, isAnswer }));
    times['end conversation'].push(await connection.timeOf(endOf(prepared, started)));
  }
  const after = await server.cpuMicroseconds();
  return {
    p50: {
      'send message': medianOf(times['send message']),
      'start conversation': medianOf(times['start conversation']),
      'end conversation': percentileOf(times['end conversation'], 0.5),
    },
    cpu: (after - before) / repeats,
  };
}
