import { Pact } from '@pact-foundation/pact';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const consumerName = 'imiconnect-nodes';
export const providerName = 'ece-v19';

const pactFileName = `${consumerName}-${providerName}.json`;

/** The folder into which the consumer's tests write the contract. It is emptied before a run, because Pact only adds to a file. */
export const pactFolder = fileURLToPath(new URL('../../node_modules/.cache/ece-simulator/pacts/', import.meta.url));
export const writtenPact = join(pactFolder, pactFileName);

/** The contract that is committed: what the consumer's tests write. */
export const committedPact = fileURLToPath(new URL(`../pacts/${pactFileName}`, import.meta.url));

/** A new object for each interaction, because a builder that throws leaves its interaction to the next one. */
export function newPact(folder: string): Pact {
  return new Pact({ consumer: consumerName, provider: providerName, dir: folder, logLevel: 'error' });
}

/** Vitest calls it before the consumer's tests. */
export function setup(): void {
  rmSync(pactFolder, { recursive: true, force: true });
}
