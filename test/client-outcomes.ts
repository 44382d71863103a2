import { allMethods } from '../client/index.ts';
import { producedOutcomes, type ProducedOutcome } from './client-outcome-record.ts';

/**
 * Compares the catalogue with what the tests of the last run produced: `npm run outcomes`. Prints each pair with its proof (with `--missing`
 * only those without) and exits with 1 while one has none. Reserved pairs are listed and exempt.
 */

const proofs = Map.groupBy(producedOutcomes(), ({ method, outcome }) => `${method} ${outcome}`);
const proofOf = (method: string, outcome: string): ProducedOutcome | undefined => proofs.get(`${method} ${outcome}`)?.[0];

const pairs = allMethods().flatMap(({ path, method }) =>
  method.outcomes.map(({ name, reserved }) => ({ path, name, reserved, proof: proofOf(path, name)?.proof })),
);

for (const { path, name, reserved, proof } of process.argv.includes('--missing') ? [] : pairs) {
  console.log([path, name, reserved ? 'reserved' : (proof ?? 'NOT PROVEN')].join('\t'));
}

const toProve = pairs.filter(({ reserved }) => !reserved);
const missing = toProve.filter(({ proof }) => proof === undefined);
const impossible = pairs.filter(({ reserved, proof }) => reserved && proof !== undefined);
console.log(`${toProve.length - missing.length} of ${toProve.length} outcomes are produced by a test.`);
if (missing.length > 0)
  console.error(`Not proven, in the last run of the tests:\n${missing.map(({ path, name }) => `  ${path} ${name}`).join('\n')}`);
if (impossible.length > 0)
  console.error(`Reserved, but produced: ${impossible.map(({ path, name }) => `${path} ${name}`).join(', ')}`);
process.exitCode = missing.length + impossible.length > 0 ? 1 : 0;
