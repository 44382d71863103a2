import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The record of the last run of vitest, whether it ran all tests or some. */
export interface LastRun {
  readonly passed: number;
  /** Files that could not be loaded count as one each. */
  readonly failed: number;
  readonly skipped: number;
  readonly tests: readonly { readonly file: string; readonly name: string; readonly milliseconds: number }[];
  /** With the time that loading took. */
  readonly files: readonly { readonly file: string; readonly milliseconds: number }[];
}

export const lastRunFile = fileURLToPath(new URL('../../node_modules/.cache/ece-simulator/last-run.json', import.meta.url));

/** @returns undefined when no run has ended */
export function readLastRun(): LastRun | undefined {
  try {
    return JSON.parse(readFileSync(lastRunFile, 'utf8')) as LastRun;
  } catch {
    return undefined;
  }
}
