import type { Cause } from '../../scenarios/stage/evidence.ts';
import { causes } from '../../scenarios/stage/evidence.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import { forcedReasons } from './forced.ts';
import type { Pair } from './matrix.ts';
import { causeOf } from './matrix.ts';

const meanings: Record<Cause, string> = {
  rule: "the rules of ECE's world, of the library, or of a server that answers as it should",
  wire: 'a real connection that hangs, closes or is refused, a name that does not resolve, a certificate that nobody trusts',
  store: 'a real database',
  forced: 'a fault, a setting away from its default, or a word in place of a database, which only says the answer',
};

function count(matrix: readonly Pair[], holds: (pair: Pair) => boolean): number {
  return matrix.filter((pair) => !pair.reserved && holds(pair)).length;
}

export function summaryOf(matrix: readonly Pair[]): string {
  const possible = count(matrix, () => true);
  const byCause = causes.map((cause) => `${count(matrix, (pair) => causeOf(pair) === cause)} ${cause}`).join(', ');
  return [
    `${count(matrix, (pair) => causeOf(pair) !== undefined)} of ${possible} outcomes are proven:`,
    `${count(matrix, ({ interactions }) => interactions.length > 0)} by an interaction of the contracts,`,
    `${count(matrix, ({ scenarios }) => scenarios.length > 0)} by a scenario.`,
    `What brought them about, in the strongest proof of each: ${byCause}.`,
    `${matrix.length - possible} are reserved: the vendor's page prints them by mistake.`,
  ].join(' ');
}

/** The strongest proof of a kind, with its cause where another proof of the outcome is stronger. */
function strongest([first]: Pair['scenarios'], cause: Cause | undefined): string {
  if (first === undefined) return '';
  return first.cause === cause ? first.by : `${first.by} (${first.cause})`;
}

function cells(pair: Pair): string[] {
  const cause = causeOf(pair);
  const missing = pair.reserved ? 'reserved' : 'NOT PROVEN';
  return [cause ?? missing, strongest(pair.interactions, cause), strongest(pair.scenarios, cause)];
}

export function asText(matrix: readonly Pair[]): string {
  return [...matrix.map((pair) => [pair.path, pair.outcome, ...cells(pair)].join('\t')), '', summaryOf(matrix)].join('\n');
}

function formatForced(matrix: readonly Pair[]): string {
  const forced = matrix.filter((pair) => causeOf(pair) === 'forced');
  const rows = forcedReasons.map(({ holdsFor, page, sentence, because }) => {
    const pairs = Map.groupBy(forced.filter(holdsFor), ({ outcome }) => outcome);
    const names = [...pairs].map(([outcome, of]) => `\`${outcome}\` of ${of.map(({ method }) => method).join(', ')}`);
    return [
      names.join('; '),
      `"${sentence.replaceAll('|', '').replaceAll(/ +/g, ' ').trim()}" ([${page}](spec/${page}))`,
      because,
    ];
  });
  return markdownTable(['outcome', 'what the specification says', 'why nothing in the world leads there'], rows);
}

export function asMarkdown(matrix: readonly Pair[]): string {
  const sections = [...Map.groupBy(matrix, ({ node, method }) => (node === method ? node : `${node}: ${method}`))].map(
    ([title, pairs]) => {
      const rows = pairs.map((pair) => [`\`${pair.outcome}\``, ...cells(pair)]);
      return `## ${title}\n\n${markdownTable(['outcome', 'cause', 'interaction', 'scenario'], rows)}`;
    },
  );
  const rows = causes.map((cause) => [`\`${cause}\``, meanings[cause], String(count(matrix, (pair) => causeOf(pair) === cause))]);
  return `# What proves an outcome, and what brought it about

${summaryOf(matrix)}

${markdownTable(['cause', 'what brought the outcome about', 'outcomes'], rows)}

Made by \`npm run docs\` from what a run of contracts and scenarios really produced. The cause is read from that run: from the journal of ECE, the client's connections and its database. Nobody declares it.

- *Scenario*: client and simulator produced the outcome together, over real connections. This proves that both sides agree on the way to the outcome.
- *Interaction*: the client library gave the outcome to an answer of the contract, and the simulator gives that answer in the situation that the interaction names. This proves that both sides agree on one request and its answer.

Neither proves that a real ECE agrees: both sides follow one description of it. Where several prove an outcome, the strongest is named: \`rule\` before \`wire\` before \`store\` before \`forced\`. A proof that is weaker than the other of its row has its cause in brackets.
\`npm run outcomes -- --json\` names all.

## Forced, and why

${formatForced(matrix)}

${sections.join('\n\n')}
`;
}
