import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Findings, Size } from '../harness/question.ts';
import type { Tree } from '../harness/trees.ts';

/** What one question found, or why it found nothing. */
export interface Answered {
  readonly name: string;
  readonly seconds: number;
  readonly findings: Findings;
  readonly failure?: string;
}

/** What `docs/performance.json` holds. */
export interface Results {
  readonly takenOn: string;
  readonly size: Size;
  readonly machine: {
    readonly processors: string;
    readonly memory: string;
    readonly system: string;
    readonly node: string;
    /** Programs that waited for a processor when the run began, on average of a minute. */
    readonly loadBefore: number;
  };
  /** The share of the processor time that the run asked for and the host gave to other machines; null where the system does not tell. */
  readonly stolen: number | null;
  readonly trees: readonly { readonly name: string; readonly commit: string; readonly subject: string }[];
  readonly answers: readonly Answered[];
}

const root = path.join(import.meta.dirname, '../../..');
export const resultsFile = path.join(root, 'docs/performance.json');

/** The results that are committed; undefined where there are none. */
export function readResults(): Results | undefined {
  return existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as Results) : undefined;
}

export function describeRun(trees: readonly Tree[], size: Size): Omit<Results, 'answers' | 'stolen'> {
  const processors = os.cpus();
  return {
    takenOn: new Date().toISOString(),
    size,
    machine: {
      processors: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`,
      memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
      system: `${os.type()} ${os.release()}`,
      node: process.version,
      loadBefore: Number(os.loadavg()[0]!.toFixed(2)),
    },
    trees: trees.map(({ name, commit }) => ({ name, commit, subject: subjectOf(commit) })),
  };
}

function subjectOf(commit: string): string {
  try {
    const flags = ['-C', root, 'show', '--no-patch', '--format=%s', commit.replace('-dirty', '')];
    return execFileSync('git', flags, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** Numbers with as many digits as a reader needs. */
export function writeResults(results: Results): string {
  const shorten = (_key: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
  return `${JSON.stringify(results, shorten, 1)}\n`;
}
