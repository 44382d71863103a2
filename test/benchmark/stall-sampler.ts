import { cpuUsage } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Loaded into the process under test with `--import`: measures how long its event loop stands still. The parent asks over the
 * channel: `reset` begins anew, `read` is answered with the longest delay in milliseconds, and with the most processor time between two
 * turns, which a busy machine does not lengthen.
 */
const intervalMs = 5;
let longestMs = 0;
let mostWorkMs = 0;
let turns = 0;
let last = { time: performance.now(), work: workMs() };

/** The processor time of this thread, or of the process on a Node that does not tell it. */
function workMs(): number {
  const { user, system } = 'threadCpuUsage' in process ? process.threadCpuUsage() : cpuUsage();
  return (user + system) / 1000;
}

setInterval(() => {
  const now = { time: performance.now(), work: workMs() };
  longestMs = Math.max(longestMs, now.time - last.time - intervalMs);
  mostWorkMs = Math.max(mostWorkMs, now.work - last.work);
  last = now;
  turns++;
}, intervalMs).unref();

/** What is under way now belongs to what was asked before. */
async function nextTurn(): Promise<void> {
  const before = turns;
  while (turns === before) await wait(intervalMs);
}

async function answer(question: unknown): Promise<void> {
  await nextTurn();
  if (question === 'reset') longestMs = mostWorkMs = 0;
  process.send?.({ longestMs, mostWorkMs });
}

process.on('message', (question) => void answer(question));
process.channel?.unref();
