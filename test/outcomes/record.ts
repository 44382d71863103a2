import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MethodPath } from '../../client/index.ts';
import type { Cause } from '../../scenarios/stage/evidence.ts';

const cache = fileURLToPath(new URL('../../node_modules/.cache/ece-simulator/', import.meta.url));

/** The record that `npm test` makes of all tests. */
export const recordOfAllTests = `${cache}outcomes-of-all-tests/`;

/** Names the folder of a run's record. Any other run has a record of its own, so that it spoils none that somebody reads. */
export const recordVariable = 'ECE_OUTCOMES_RECORD';

/** What a run of the tests really produced, written as it happens by every worker. */
const folder = process.env[recordVariable] ?? `${cache}outcomes/`;

/** Stands in the folder until the run has ended. */
const mark = 'goes-on';

/** What a method's outcome was produced by: a test with answers written by hand, an interaction of a contract, a scenario. */
export type ProofKind = 'test' | 'interaction' | 'scenario';

export interface Proof {
  kind: ProofKind;
  method: MethodPath;
  outcome: string;
  /** Name of the test, description of the interaction, title of the scenario. */
  by: string;
  /** What brought the outcome about. Of an interaction the verification of the simulator tells it; a test with answers by hand has none. */
  cause?: Cause;
}

/** How the simulator came to the answer of an interaction. */
export interface Verification {
  kind: 'verification';
  by: string;
  cause: Cause;
}

const written = new Set<string>();

function write(entry: Proof | Verification): void {
  const line = JSON.stringify(entry);
  if (written.has(line)) return;
  written.add(line);
  appendFileSync(`${folder}${process.pid}.jsonl`, `${line}\n`);
}

/** To be called once it is sure: at a result that a test expects, at the end of an interaction or scenario that passed. */
export function recordProof({ kind, method, outcome, by, cause }: Proof): void {
  write({ kind, method, outcome, by, ...(cause && { cause }) });
}

/** To be called when the simulator has given the answer of an interaction. */
export function recordVerification(by: string, cause: Cause): void {
  write({ kind: 'verification', by, cause });
}

/**
 * The proofs of a run. An interaction that nothing has verified counts as forced: its answer was only written down.
 * @throws {Error} when the run has not ended
 */
export function recordedProofs(record: string): Proof[] {
  if (existsSync(record + mark))
    throw new Error(
      `The record of outcomes in ${record} is not complete: the run of tests that writes it still goes on, or was broken off. Wait for its end, or run it again.`,
    );
  const entries = globSync(`${record}*.jsonl`).flatMap((file) =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Proof | Verification),
  );
  const causes = new Map(entries.flatMap((entry) => (entry.kind === 'verification' ? [[entry.by, entry.cause] as const] : [])));
  return entries.flatMap((entry) => {
    if (entry.kind === 'verification') return [];
    return entry.kind === 'interaction' ? [{ ...entry, cause: causes.get(entry.by) ?? 'forced' }] : [entry];
  });
}

/** Forgets the run before. Vitest calls it before all test files of a run. */
export function setup(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(folder + mark, '');
}

/** Vitest calls it after all test files of a run. */
export function teardown(): void {
  rmSync(folder + mark, { force: true });
}
