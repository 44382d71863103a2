import { once } from 'node:events';
import net from 'node:net';
import { calls } from './harness/ece-calls.ts';
import { FindingsCollector } from './harness/findings.ts';
import { load } from './harness/load.ts';
import { cpuUnit, measureCall, perSecondUnit } from './harness/measured-call.ts';
import type { Question } from './harness/question.ts';
import { BenchmarkError } from './harness/question.ts';
import { measureInTurns, numbersOf } from './harness/rounds.ts';
import { startTree } from './harness/servers.ts';
import { thisTree } from './harness/trees.ts';

const amounts = { quick: { rounds: 2, seconds: 0.5 }, whole: { rounds: 4, seconds: 1 } } as const;
const callsUntilFull = 10_000;
const readers = [{ name: 'no reader' }, { name: 'a reader that stops reading' }, { name: 'a reader that reads' }] as const;
type Reader = (typeof readers)[number]['name'];

export const question: Question = {
  asks: 'does a slow client of the event stream slow calls?',
  run: async ({ size, trees }) => {
    const findings = new FindingsCollector();
    const { rounds, seconds } = amounts[size];
    const slowed = new Map<string, number[]>();
    for (const tree of trees) {
      const server = await startTree(tree);
      try {
        const measured = await measureInTurns(rounds, readers, async ({ name }) => {
          const prepared = await server.prepare();
          const socket = await openReader(server.url, name);
          const call = calls['send message'](prepared);
          // Until the buffers between a server and a reader that does not read are full, it reads, as it were.
          if (socket?.isPaused()) await load(call, { calls: callsUntilFull });
          const measured = await measureCall(server, call, { seconds });
          socket?.destroy();
          return measured;
        });
        const cpu = numbersOf(measured, ({ cpuPerCall }) => cpuPerCall);
        const rates = numbersOf(measured, ({ perSecond }) => perSecond);
        for (const { name } of readers) {
          findings.addFigure(`send message, ${name}`, tree.name, cpuUnit, cpu.get(name)!);
          findings.addFigure(`send message, ${name}`, tree.name, perSecondUnit, rates.get(name)!);
        }
        const without = cpu.get('no reader')!;
        slowed.set(
          tree.name,
          cpu.get('a reader that stops reading')!.map((value, round) => value / without[round]!),
        );
      } finally {
        server.stop();
      }
    }
    findings.addVerdict('send message with a reader that stops reading / without', '', slowed);
    return findings;
  },
};

/** A reader of the event stream; the slow one reads nothing after the beginning. */
async function openReader(url: string, reader: Reader): Promise<net.Socket | undefined> {
  if (reader === 'no reader') return undefined;
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(`GET /_sim/v1/events HTTP/1.1\r\nhost: ${hostname}:${port}\r\n\r\n`);
  const [first] = (await once(socket, 'data')) as [Buffer];
  if (!first.toString().startsWith('HTTP/1.1 200'))
    throw new BenchmarkError(`The event stream of ${thisTree} was answered ${first.toString().slice(0, 100)}`);
  if (reader === 'a reader that stops reading') socket.pause();
  else socket.resume();
  return socket;
}
