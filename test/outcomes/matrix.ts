import type { MethodPath } from '../../client/index.ts';
import { allMethods } from '../../client/index.ts';
import type { Cause } from '../../scenarios/stage/evidence.ts';
import { causes } from '../../scenarios/stage/evidence.ts';
import { forcedReasons } from './forced.ts';
import type { Proof, ProofKind } from './record.ts';

/** What proves an outcome, and what brought the outcome about there. */
interface PairProof {
  by: string;
  cause: Cause;
}

/** A method and one of its outcomes, with what proves that it occurs. */
export interface Pair {
  node: string;
  method: string;
  path: MethodPath;
  outcome: string;
  /** Printed on the vendor's page by mistake: nothing may lead there. */
  reserved: boolean;
  tests: string[];
  /** The strongest first. */
  interactions: PairProof[];
  scenarios: PairProof[];
}

function strengthOf({ cause }: PairProof): number {
  return causes.indexOf(cause);
}

/** The strongest first, those of equal strength by name. What proves an outcome twice counts by the stronger proof. */
function sortProofs(proofs: readonly Proof[]): PairProof[] {
  const byName = Map.groupBy(proofs, ({ by }) => by);
  const strongest = [...byName].map(([by, same]) => ({
    by,
    cause: causes.find((one) => same.some(({ cause }) => cause === one))!,
  }));
  return strongest.sort((one, other) => strengthOf(one) - strengthOf(other) || (one.by < other.by ? -1 : 1));
}

/** Every pair of the catalogue, in its order, with its proofs. */
export function outcomeMatrix(proofs: readonly Proof[]): Pair[] {
  const byPair = Map.groupBy(proofs, ({ method, outcome }) => `${method} ${outcome}`);
  return allMethods().flatMap(({ path, node, method }) =>
    method.outcomes.map(({ name, reserved = false }) => {
      const found = byPair.get(`${path} ${name}`) ?? [];
      const of = (kind: ProofKind) => found.filter((proof) => proof.kind === kind);
      const tests = [...new Set(of('test').map(({ by }) => by))].sort();
      const proven = { tests, interactions: sortProofs(of('interaction')), scenarios: sortProofs(of('scenario')) };
      return { node: node.node, method: method.method, path, outcome: name, reserved, ...proven };
    }),
  );
}

/** The cause in its strongest proof; undefined without a proof. */
export function causeOf({ interactions, scenarios }: Pair): Cause | undefined {
  return [...interactions, ...scenarios].sort((one, other) => strengthOf(one) - strengthOf(other))[0]?.cause;
}

function isProduced(pair: Pair) {
  return causeOf(pair) !== undefined || pair.tests.length > 0;
}
function named({ path, outcome }: Pair) {
  return `${path} ${outcome}`;
}

export interface Gap {
  /** What is wrong with the pairs. */
  about: string;
  pairs: string[];
}

/** What is missing, and what must not be there. */
export function gapsOf(matrix: readonly Pair[]): { unproven: Gap; unproduced: Gap; impossible: Gap; unexplained: Gap } {
  const possible = matrix.filter(({ reserved }) => !reserved);
  const isExplained = (pair: Pair) => forcedReasons.some(({ holdsFor }) => holdsFor(pair));
  return {
    unproven: {
      about: 'Proven by no interaction and no scenario',
      pairs: possible.filter((pair) => causeOf(pair) === undefined).map(named),
    },
    unproduced: {
      about: 'Produced by no test of the client library',
      pairs: possible.filter(({ tests }) => tests.length === 0).map(named),
    },
    impossible: { about: 'Reserved, but produced', pairs: matrix.filter((pair) => pair.reserved && isProduced(pair)).map(named) },
    unexplained: {
      about: 'Forced without a reason in test/outcomes/forced.ts, or with a reason and not forced',
      pairs: possible.filter((pair) => (causeOf(pair) === 'forced') !== isExplained(pair)).map(named),
    },
  };
}
