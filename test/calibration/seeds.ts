import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Tally } from './tally-seeds.ts';

/** Spreads the seeds over processes, one for each core, and prints what became of each. @returns whether every visible setting was found */
export async function findSeeds(from: number, to: number): Promise<boolean> {
  const processes = Math.min(availableParallelism(), to - from + 1);
  const tallies: Tally[] = [];
  const ends = Array.from({ length: processes }, async (_, at) => {
    const child = fork(path.join(import.meta.dirname, 'tally-seeds.ts'), [String(from + at), String(to), String(processes)]);
    child.on('message', (message) => {
      const tally = message as Tally;
      tallies.push(tally);
      console.log(describe(tally));
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0;
  });
  const allEnded = (await Promise.all(ends)).every(Boolean);
  console.log(sumUp(tallies));
  return allEnded && tallies.every(({ wrong, missed }) => wrong.length + missed.length === 0);
}

function describe({ seed, changed, visible, found, narrowed, ambiguous, wrong, missed, cpuSeconds }: Tally): string {
  const troubles = [...wrong, ...missed].map((trouble) => `\n  ${trouble}`).join('');
  return `seed ${seed}: ${changed} settings changed; of ${visible} visible ones ${found} found, ${narrowed} narrowed to some values, ${ambiguous} ambiguous, ${missed.length} missed, ${wrong.length} wrong; ${cpuSeconds.toFixed(1)} s of processor time${troubles}`;
}

function sumUp(tallies: readonly Tally[]): string {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  const counts = tallies.map(({ visible }) => visible);
  const range = `${Math.min(...counts)} to ${Math.max(...counts)}`;
  const [visible, found, narrowed] = [sum((one) => one.visible), sum((one) => one.found), sum((one) => one.narrowed)];
  const ambiguous = sum((one) => one.ambiguous);
  const [missed, wrong] = [sum((one) => one.missed.length), sum((one) => one.wrong.length)];
  const changed = sum((one) => one.changed);
  const seconds = sum((one) => one.cpuSeconds) / tallies.length;
  return `${tallies.length} simulators with ${changed} changed settings: ${visible} settings visible (${range} of each); ${found} found, ${narrowed} narrowed to some values, ${ambiguous} ambiguous, ${missed} missed, ${wrong} wrong; ${seconds.toFixed(1)} s of processor time each`;
}
