import { worldWithRoomFor } from './harness/centre.ts';
import { startConversations } from './harness/conversations.ts';
import type { Prepared } from './harness/ece-calls.ts';
import { calls, endOf } from './harness/ece-calls.ts';
import { FindingsCollector } from './harness/findings.ts';
import { OneConnection } from './harness/latency.ts';
import { profileOfCall } from './harness/profile.ts';
import type { Question, Size } from './harness/question.ts';
import { medianOf, measureInTurns, numbersOf } from './harness/rounds.ts';
import { startHost } from './harness/servers.ts';
import type { Tree } from './harness/trees.ts';

const amounts = {
  quick: { counts: [100, 3000], rounds: 2, calls: 300, patienceMs: 20_000 },
  whole: { counts: [100, 10_000, 100_000], rounds: 4, calls: 1000, patienceMs: 60_000 },
} as const;
const goal = { atMost: 1.2 };

interface Centre {
  readonly name: string;
  readonly count: number;
  readonly server: Awaited<ReturnType<typeof startHost>>;
  readonly prepared: Prepared;
  readonly ids: readonly string[];
  readonly connection: OneConnection;
}

const cpuMeasure = 'CPU of the three calls';
const measures = ['p50 of send message', 'p50 of start conversation', 'p50 of end conversation', cpuMeasure] as const;
const profiled = 'send, start and end with the most conversations alive';

/** Milliseconds, and microseconds of CPU. */
type Measured = Readonly<Record<(typeof measures)[number], number>>;

export const question: Question = {
  asks: 'does a call take longer where 100,000 conversations are alive than where 100 are?',
  run: async ({ size, trees, profiles }) => {
    const findings = new FindingsCollector();
    const ratios = new Map<string, Map<string, number[]>>(measures.map((measure) => [measure, new Map()]));
    for (const tree of trees) await measureTree(tree, { size, profiles }, findings, ratios);
    const [least, most] = [amounts[size].counts[0], amounts[size].counts.at(-1)!].map((count) => count.toLocaleString('en'));
    for (const [measure, ofTrees] of ratios)
      findings.addVerdict(`${measure} at ${most} conversations / at ${least}`, '', ofTrees, goal, profiled);
    return findings;
  },
};

async function measureTree(
  tree: Tree,
  { size, profiles }: { readonly size: Size; readonly profiles: boolean },
  findings: FindingsCollector,
  ratios: ReadonlyMap<string, Map<string, number[]>>,
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
      for (const measure of measures)
        findings.addFigure(
          `${measure} ${alive}`,
          tree.name,
          measure === cpuMeasure ? 'µs' : 'ms',
          values.map((one) => one[measure]),
        );
    }
    const [few, many] = [centres[0], centres.at(-1)];
    if (few === undefined || many === undefined || many.count !== counts.at(-1)) return;
    for (const measure of measures) {
      const numbers = numbersOf(measured, (one) => one[measure]);
      ratios.get(measure)!.set(tree.name, roundRatios(numbers.get(many.name)!, numbers.get(few.name)!));
    }
    if (profiles) {
      await many.server.process.ask('startProfile');
      const { [cpuMeasure]: microseconds } = await measureCentre(many, repeats);
      const profile = await many.server.process.ask('stopProfile');
      findings.profiles.push(profileOfCall(profile, { what: profiled, subject: tree.name, microseconds }));
    }
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
  const sends: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const before = await server.cpuMicroseconds();
  for (let repeat = 0; repeat < repeats; repeat++) {
    // Ids spread over all conversations, so that neither the first nor the last is favoured.
    const conversationId = ids[(repeat * 7919 + 13) % ids.length]!;
    sends.push(await connection.timeOf(calls['send message']({ ...prepared, conversationId })));
    let started = '';
    const start = calls['start conversation'](prepared);
    const isAnswer = (body: string) => {
      started = (JSON.parse(body) as { id: string }).id;
      return true;
    };
    starts.push(await connection.timeOf({ ...start, isAnswer }));
    ends.push(await connection.timeOf(endOf(prepared, started)));
  }
  const after = await server.cpuMicroseconds();
  return {
    'p50 of send message': medianOf(sends),
    'p50 of start conversation': medianOf(starts),
    'p50 of end conversation': medianOf(ends),
    [cpuMeasure]: (after - before) / repeats,
  };
}
