import type { MethodPath } from '../../client/index.ts';
import { allMethods } from '../../client/index.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import type { Proof, ProofKind } from './record.ts';

/** A method and one of its outcomes, with what proves that it occurs. */
export interface Pair {
  node: string;
  method: string;
  path: MethodPath;
  outcome: string;
  /** Printed on the vendor's page by mistake: nothing may lead there. */
  reserved: boolean;
  tests: string[];
  interactions: string[];
  scenarios: string[];
}

/** Every pair of the catalogue, in its order, with its proofs in alphabetical order. */
export function outcomeMatrix(proofs: readonly Proof[]): Pair[] {
  const byPair = Map.groupBy(proofs, ({ method, outcome }) => `${method} ${outcome}`);
  return allMethods().flatMap(({ path, node, method }) =>
    method.outcomes.map(({ name, reserved = false }) => {
      const found = byPair.get(`${path} ${name}`) ?? [];
      const of = (kind: ProofKind) => [...new Set(found.filter((proof) => proof.kind === kind).map(({ by }) => by))].sort();
      const proven = { tests: of('test'), interactions: of('interaction'), scenarios: of('scenario') };
      return { node: node.node, method: method.method, path, outcome: name, reserved, ...proven };
    }),
  );
}

function isProven({ interactions, scenarios }: Pair) {
  return interactions.length + scenarios.length > 0;
}
function isProduced(pair: Pair) {
  return isProven(pair) || pair.tests.length > 0;
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
export function gapsOf(matrix: readonly Pair[]): { unproven: Gap; unproduced: Gap; impossible: Gap } {
  const possible = matrix.filter(({ reserved }) => !reserved);
  return {
    unproven: {
      about: 'Proven by no interaction and no scenario',
      pairs: possible.filter((pair) => !isProven(pair)).map(named),
    },
    unproduced: {
      about: 'Produced by no test of the client library',
      pairs: possible.filter(({ tests }) => tests.length === 0).map(named),
    },
    impossible: { about: 'Reserved, but produced', pairs: matrix.filter((pair) => pair.reserved && isProduced(pair)).map(named) },
  };
}

export function summaryOf(matrix: readonly Pair[]): string {
  const possible = matrix.filter(({ reserved }) => !reserved);
  const count = (holds: (pair: Pair) => boolean) => possible.filter(holds).length;
  return [
    `${count(isProven)} of ${possible.length} outcomes are proven:`,
    `${count(({ interactions }) => interactions.length > 0)} by an interaction of the contracts,`,
    `${count(({ scenarios }) => scenarios.length > 0)} by a scenario.`,
    `${matrix.length - possible.length} are reserved: the vendor's page prints them by mistake.`,
  ].join(' ');
}

function cells(pair: Pair) {
  return [pair.interactions[0] ?? '', pair.reserved ? 'reserved' : isProven(pair) ? (pair.scenarios[0] ?? '') : 'NOT PROVEN'];
}

export function asText(matrix: readonly Pair[]): string {
  return [...matrix.map((pair) => [pair.path, pair.outcome, ...cells(pair)].join('\t')), '', summaryOf(matrix)].join('\n');
}

export function asMarkdown(matrix: readonly Pair[]): string {
  const sections = [...Map.groupBy(matrix, ({ node, method }) => (node === method ? node : `${node}: ${method}`))].map(
    ([title, pairs]) => {
      const rows = pairs.map((pair) => [`\`${pair.outcome}\``, ...cells(pair)]);
      return `## ${title}\n\n${markdownTable(['outcome', 'interaction', 'scenario'], rows)}`;
    },
  );
  return `# Which interaction and which scenario prove an outcome

Made by \`npm run docs\` from what a run of contracts and scenarios really produced. *Interaction*: the client library gave the outcome to an answer of the contract,
and the simulator gives that answer. *Scenario*: client and simulator produced it together. Where several do, the first is named; \`npm run outcomes -- --json\` names all.
What ECE cannot cause by itself, a scenario alone can show.

${summaryOf(matrix)}

${sections.join('\n\n')}
`;
}
