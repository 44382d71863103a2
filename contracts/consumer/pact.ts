import { Pact } from '@pact-foundation/pact';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Who calls ECE: the client library, and a client that does without it (decision 29). */
export type Consumer = 'imiconnect-nodes' | 'customer-portal';
const provider = 'ece-v19';

/** The folder into which the consumer's tests write the contract. It is emptied before a run, because Pact only adds to a file. */
export const pactFolder = fileURLToPath(new URL('../../node_modules/.cache/ece-simulator/pacts/', import.meta.url));

/** The contracts that are committed: what the consumers' tests write. */
export const committedPacts = fileURLToPath(new URL('../pacts/', import.meta.url));

/** The name of the consumer's pact in either folder. */
export function pactFile(consumer: Consumer): string {
  return `${consumer}-${provider}.json`;
}

/** A new object for each interaction, because a builder that throws leaves its interaction to the next one. */
export function newPact(consumer: Consumer, folder: string): Pact {
  return new Pact({ consumer, provider, dir: folder, logLevel: 'error' });
}

/** Vitest calls it before the consumer's tests. */
export function setup(): void {
  rmSync(pactFolder, { recursive: true, force: true });
}
