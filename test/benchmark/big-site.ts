import { CallbackReceiver } from './harness/callback-receiver.ts';
import { untilAssigned, worldWithRoomFor } from './harness/centre.ts';
import { startConversations } from './harness/conversations.ts';
import type { Prepared } from './harness/ece-calls.ts';
import { calls } from './harness/ece-calls.ts';
import { FindingsCollector } from './harness/findings.ts';
import { OneConnection, percentileOf } from './harness/latency.ts';
import type { LoadedCall } from './harness/load.ts';
import { profileOfCall } from './harness/profile.ts';
import type { Question } from './harness/question.ts';
import { startHost } from './harness/servers.ts';
import type { Tree } from './harness/trees.ts';

const agents = 1500;
const conversations = 6000;
const callsPerSecond = 50;
const profiled = 'a second of the big site';
const amounts = {
  quick: { conversations: 600, windows: 2, seconds: 2, settleMs: 2000 },
  whole: { conversations, windows: 4, seconds: 4, settleMs: 6000 },
} as const;

export const question: Question = {
  asks: `what share of a core does a site of ${agents} agents and ${conversations} conversations take, with ${callsPerSecond} calls a second?`,
  run: async ({ size, trees, profiles }) => {
    const findings = new FindingsCollector();
    const shares = new Map<string, number[]>();
    for (const tree of trees) {
      const measured = await measureSite(tree, amounts[size], profiles, findings);
      shares.set(tree.name, measured.shares);
      findings.addFigure('share of a core', tree.name, '%', measured.shares);
      findings.addFigure('p50 of a call', tree.name, 'ms', [percentileOf(measured.times, 0.5)]);
      findings.addFigure('p99 of a call', tree.name, 'ms', [percentileOf(measured.times, 0.99)]);
      findings.addFigure('texts of agents meanwhile', tree.name, 'a second', [measured.textsPerSecond]);
    }
    const what = `${agents.toLocaleString('en')} agents, ${conversations.toLocaleString('en')} conversations, live traffic: share of a core`;
    findings.addVerdict(what, '%', shares, { atMost: 10 }, profiled);
    return findings;
  },
};

type Amount = (typeof amounts)[keyof typeof amounts];

async function measureSite(tree: Tree, amount: Amount, profiles: boolean, findings: FindingsCollector) {
  const receiver = await CallbackReceiver.open();
  const load = Math.ceil(conversations / agents) + 1;
  const world = worldWithRoomFor(agents * load, 'answers', load);
  const server = await startHost(tree, { agents: 'answers', callbackUrl: receiver.url, world });
  const connection = new OneConnection();
  try {
    const prepared = await server.prepare();
    const ids = await startConversations(prepared, amount.conversations);
    await untilAssigned(server.url, amount.conversations);
    // Agents greet each customer; that is over before the traffic is measured.
    await new Promise((resolve) => setTimeout(resolve, amount.settleMs));
    const shares: number[] = [];
    const times: number[] = [];
    const textsBefore = receiver.count;
    const measuredSince = performance.now();
    for (let window = 0; window < amount.windows; window++) {
      const before = await server.cpuMicroseconds();
      const began = performance.now();
      times.push(...(await sendTraffic(connection, { prepared, ids }, amount.seconds)));
      const spent = (await server.cpuMicroseconds()) - before;
      shares.push((100 * spent) / 1000 / (performance.now() - began));
    }
    const textsPerSecond = (receiver.count - textsBefore) / ((performance.now() - measuredSince) / 1000);
    if (profiles) {
      await server.process.ask('startProfile');
      await sendTraffic(connection, { prepared, ids }, amount.seconds);
      const microseconds = 1e4 * (shares.toSorted((one, other) => one - other)[shares.length >> 1] ?? 0);
      const profile = await server.process.ask('stopProfile');
      findings.profiles.push(profileOfCall(profile, { what: profiled, subject: tree.name, microseconds }));
    }
    return { shares, times, textsPerSecond };
  } finally {
    connection.close();
    server.stop();
    receiver.close();
  }
}

/** Calls at a steady pace; of ten, six send a message. Gives the milliseconds of each. */
async function sendTraffic(
  connection: OneConnection,
  { prepared, ids }: { readonly prepared: Prepared; readonly ids: readonly string[] },
  seconds: number,
): Promise<number[]> {
  const began = performance.now();
  const times: number[] = [];
  for (let at = 0; at < seconds * callsPerSecond; at++) {
    const wait = began + (1000 * at) / callsPerSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    times.push(await connection.timeOf(callOfTraffic(at, { ...prepared, conversationId: ids[(at * 7919 + 13) % ids.length]! })));
  }
  return times;
}

function callOfTraffic(at: number, prepared: Prepared): LoadedCall {
  const turn = at % 10;
  if (turn < 6) return calls['send message'](prepared);
  if (turn < 8) return calls.availability(prepared);
  return turn === 8 ? calls.configuration(prepared) : calls['start conversation'](prepared);
}
