import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Guard } from './guard.ts';

const run = promisify(execFile);
const program = path.join(import.meta.dirname, 'memory-process.ts');

/** How often each flood is repeated, in the small size. Each of them has ended the process before there was a budget. */
const floods: Readonly<Record<string, number>> = {
  'refused starts of 1 MB': 400,
  'ended chats with a text of 1 MB': 300,
  'snapshots that hold ever more': 60,
  'event streams that nobody reads': 500,
};

/** Fills the memory of a simulator with a budget of 24 MB, in a process whose heap ends at 160 MB. */
export const guard: Guard = async ({ size }) => {
  const failures: string[] = [];
  for (const [flood, times] of Object.entries(floods)) {
    const count = size === 'full' ? 10 * times : times;
    const failure = await failureOf(flood, count);
    if (failure !== undefined) failures.push(`${count} times ${flood}: ${failure}`);
  }
  return { passed: Object.keys(floods).length - failures.length, failures };
};

async function failureOf(flood: string, count: number): Promise<string | undefined> {
  try {
    const { stdout } = await run(process.execPath, ['--max-old-space-size=160', program, flood, String(count)]);
    const { budget, used, residentBytes } = JSON.parse(stdout) as { budget: number; used: number; residentBytes: number };
    console.log(
      `  ${count} times ${flood}: ${megabytes(used)} of ${megabytes(budget)} kept, ${megabytes(residentBytes)} resident`,
    );
    return used <= budget ? undefined : `${used} bytes are kept, more than the budget`;
  } catch (error) {
    const { signal, stderr } = error as { signal?: string; stderr?: string };
    return `the process ended${signal === undefined ? '' : ` by ${signal}`}: ${(stderr ?? String(error)).slice(0, 500)}`;
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
