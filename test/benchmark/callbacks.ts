import { CallbackReceiver } from './harness/callback-receiver.ts';
import { untilAssigned, worldWithRoomFor } from './harness/centre.ts';
import { startConversations } from './harness/conversations.ts';
import { FindingsCollector } from './harness/findings.ts';
import { profileOfCall } from './harness/profile.ts';
import type { Question } from './harness/question.ts';
import { measureInTurns, numbersOf } from './harness/rounds.ts';
import { startHost } from './harness/servers.ts';
import type { Tree } from './harness/trees.ts';

const conversations = 200;
const amounts = { quick: { rounds: 2, count: 4000 }, whole: { rounds: 5, count: 20_000 } } as const;
const what = 'callbacks to a fast receiver';
const profiled = 'a callback';

export const question: Question = {
  asks: 'how many callbacks a second reach a fast receiver, with the default batching?',
  run: async ({ size, trees, profiles }) => {
    const findings = new FindingsCollector();
    const { rounds, count } = amounts[size];
    const sources: Source[] = [];
    try {
      for (const tree of trees) sources.push(await openSource(tree));
      const measured = await measureInTurns(rounds, sources, (source) => deliver(source, count));
      const rates = numbersOf(measured, ({ perSecond }) => perSecond);
      const cpus = numbersOf(measured, ({ cpu }) => cpu);
      for (const { name } of sources) {
        findings.addFigure(what, name, 'a second', rates.get(name)!);
        findings.addFigure(what, name, 'µs of CPU each', cpus.get(name)!);
      }
      findings.addVerdict(what, 'a second', rates, { atLeast: 10_000 }, profiled);
      if (profiles) {
        for (const source of sources) {
          await source.server.process.ask('startProfile');
          const { cpu: microseconds } = await deliver(source, count);
          const profile = await source.server.process.ask('stopProfile');
          findings.profiles.push(profileOfCall(profile, { what: profiled, subject: source.name, microseconds }));
        }
      }
    } finally {
      for (const { server, receiver } of sources) {
        server.stop();
        receiver.close();
      }
    }
    return findings;
  },
};

interface Source {
  readonly name: string;
  readonly server: Awaited<ReturnType<typeof startHost>>;
  readonly receiver: CallbackReceiver;
  readonly ids: readonly string[];
}

async function openSource(tree: Tree): Promise<Source> {
  const receiver = await CallbackReceiver.open();
  const server = await startHost(tree, { callbackUrl: receiver.url, world: worldWithRoomFor(2 * conversations) });
  const ids = await startConversations(await server.prepare(), conversations);
  await untilAssigned(server.url, conversations);
  return { name: tree.name, server, receiver, ids };
}

/** Agents write; all that they write arrives. */
async function deliver({ server, receiver, ids }: Source, count: number): Promise<{ perSecond: number; cpu: number }> {
  const wanted = receiver.count + count;
  const before = await server.cpuMicroseconds();
  const began = performance.now();
  await server.process.askProgram('say', { ids, count });
  await receiver.untilCount(wanted);
  const seconds = (performance.now() - began) / 1000;
  const after = await server.cpuMicroseconds();
  return { perSecond: count / seconds, cpu: (after - before) / count };
}
