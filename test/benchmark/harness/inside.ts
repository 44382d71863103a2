import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';
import { cpuUsage } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Loaded into a process under test with `--import`: answers what its parent asks over the channel. It ends with its parent.
 */
const intervalMs = 5;
let longestMs = 0;
let mostWorkMs = 0;
let turns = 0;
let last = { time: 0, work: 0 };
let watching: NodeJS.Timeout | undefined;

/** The processor time of this thread, or of the process on a Node that does not tell it. */
function threadMicroseconds(): number {
  const { user, system } = 'threadCpuUsage' in process ? process.threadCpuUsage() : cpuUsage();
  return user + system;
}

function watchTurn(): void {
  const now = { time: performance.now(), work: threadMicroseconds() / 1000 };
  longestMs = Math.max(longestMs, now.time - last.time - intervalMs);
  mostWorkMs = Math.max(mostWorkMs, now.work - last.work);
  last = now;
  turns++;
}

async function nextTurn(): Promise<void> {
  const before = turns;
  while (turns === before) await wait(intervalMs);
}

let session: Session | undefined;

const answers = {
  /** It costs time, so the turns of the event loop are watched only when it is asked. */
  watchTurns: async () => {
    last = { time: performance.now(), work: threadMicroseconds() / 1000 };
    watching ??= setInterval(watchTurn, intervalMs).unref();
    // What is under way now belongs to what was asked before.
    await nextTurn();
    longestMs = mostWorkMs = 0;
  },
  longestTurn: async (): Promise<LongestTurn> => {
    await nextTurn();
    return { longestMs, mostWorkMs };
  },
  usage: (): Usage => {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, external } = process.memoryUsage();
    return {
      cpuMicroseconds: user + system,
      threadMicroseconds: threadMicroseconds(),
      residentBytes: rss,
      heapBytes: heapUsed + external,
    };
  },
  collectGarbage: () => {
    if (globalThis.gc === undefined) throw new Error('The process was not started with --expose-gc.');
    for (let time = 0; time < 3; time++) globalThis.gc();
  },
  startProfile: async () => {
    session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
  },
  stopProfile: async (): Promise<Profiler.Profile> => {
    const { profile } = await session!.post('Profiler.stop');
    session!.disconnect();
    return profile;
  },
};

/** What one turn of the event loop took at most, in milliseconds. */
export interface LongestTurn {
  /** For which the loop stood still. */
  readonly longestMs: number;
  /** Of the processor: other processes of the machine do not lengthen it. */
  readonly mostWorkMs: number;
}

export interface Usage {
  /** Of all threads, user and system. */
  readonly cpuMicroseconds: number;
  /** Of the thread that runs the program: the others collect garbage and compile. */
  readonly threadMicroseconds: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
}

export type InsideAnswers = { [Name in keyof typeof answers]: Awaited<ReturnType<(typeof answers)[Name]>> };

interface Asked {
  readonly askedInside?: keyof typeof answers;
}

process.on('message', ({ askedInside }: Asked) => {
  if (askedInside === undefined) return;
  void Promise.resolve(answers[askedInside]()).then((answer) => process.send?.({ answerTo: askedInside, answer }));
});
process.on('disconnect', () => process.exit(0));
process.channel?.unref();
