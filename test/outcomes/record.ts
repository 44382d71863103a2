import { appendFileSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MethodPath } from '../../client/index.ts';

/** What the last run of the tests really produced, written as it happens by every worker. */
const folder = fileURLToPath(new URL('../../node_modules/.cache/ece-simulator/outcomes/', import.meta.url));

/** What a method's outcome was produced by: a test with answers written by hand, an interaction of a contract, a scenario. */
export type ProofKind = 'test' | 'interaction' | 'scenario';

export interface Proof {
  kind: ProofKind;
  method: MethodPath;
  outcome: string;
  /** Name of the test, description of the interaction, title of the scenario. */
  by: string;
}

const written = new Set<string>();

/** To be called once it is sure: at a result that a test expects, at the end of an interaction or scenario that passed. */
export function recordProof({ kind, method, outcome, by }: Proof): void {
  const line = JSON.stringify({ kind, method, outcome, by });
  if (written.has(line)) return;
  written.add(line);
  appendFileSync(`${folder}${process.pid}.jsonl`, `${line}\n`);
}

export function recordedProofs(): Proof[] {
  return globSync(`${folder}*.jsonl`).flatMap((file) =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Proof),
  );
}

/** Forgets the run before. Vitest calls it before all test files of a run. */
export function setup(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
