import { appendFileSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the tests of the last run really produced: one line per (method, outcome) and test, written as it happens by every worker. */
const folder = fileURLToPath(new URL('../node_modules/.cache/ece-simulator/outcomes/', import.meta.url));

export interface ProducedOutcome {
  method: string;
  outcome: string;
  /** What produced it: the name of a test, a contract's interaction, a scenario. */
  proof: string;
}

const written = new Set<string>();

export const recordOutcome = ({ method, outcome, proof }: ProducedOutcome): void => {
  const line = JSON.stringify({ method, outcome, proof });
  if (written.has(line)) return;
  written.add(line);
  appendFileSync(`${folder}${process.pid}.jsonl`, `${line}\n`);
};

export const producedOutcomes = (): ProducedOutcome[] =>
  globSync(`${folder}*.jsonl`).flatMap((file) =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ProducedOutcome),
  );

/** Forgets the run before. */
export const startRecord = (): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
};
