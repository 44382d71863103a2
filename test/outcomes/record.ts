import { appendFileSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MethodPath } from '../../client/index.ts';
import type { Cause } from '../../scenarios/stage/evidence.ts';

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

/** The proofs of the last run. An interaction that nothing has verified counts as forced: its answer was only written down. */
export function recordedProofs(): Proof[] {
  const entries = globSync(`${folder}*.jsonl`).flatMap((file) =>
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
}
