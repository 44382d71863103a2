import { markdownTable } from './markdown-table.ts';
import { documentation } from '../../contracts/provider/states-command.ts';
import { controlRoutes } from '../../simulator/control/routes.ts';
import { plainWords } from '../../simulator/agents/plain-words.ts';
import { stepKinds } from '../../scenarios/steps/step-kinds.ts';
import type { Fact } from '../../calibration/facts/fact.ts';
import { listFacts } from '../../calibration/facts/facts.ts';
import { shareOf } from '../../calibration/facts/share.ts';
import { situations } from '../../calibration/plan/known.ts';
import { plan } from '../../calibration/plan/plan.ts';
import type { Need } from '../settings/client-needs.ts';
import { needs } from '../settings/client-needs.ts';
import { certainties } from '../../simulator/protocol/setting.ts';
import { settings } from '../../simulator/protocol/settings.ts';
import { specialEntryPoints } from '../../simulator/faults/special-entry-points.ts';

export function plainWordsTable(): string {
  return markdownTable(
    ['the customer writes', 'the agent'],
    Object.entries(plainWords).map(([word, deed]) => [`\`${word}\``, deed]),
  );
}

export function specialEntryPointsTable(): string {
  return markdownTable(
    ['entry point', 'call or part of ECE', 'what happens'],
    specialEntryPoints.map(({ id, call, about }) => [String(id), call, about]),
  );
}

export function stepKindsTable(): string {
  return markdownTable(
    ['key', 'what it is for'],
    stepKinds.map(({ key, about }) => [`\`${key}\``, about]),
  );
}

export function controlCallsTable(scope: 'partition' | 'simulator'): string {
  const routes = controlRoutes.filter((route) => route.scope === scope);
  return markdownTable(
    ['call', 'what it does'],
    routes.map(({ method, path, summary }) => [`\`${method.toUpperCase()} ${path}\``, summary]),
  );
}

export function providerStatesTable(): string {
  return markdownTable(
    ['state', 'what holds', 'parameters', 'returns'],
    documentation().states.map(({ name, about, parameters, returns }) => [
      `\`${name}\``,
      about,
      Object.entries(parameters)
        .map(([parameter, what]) => `\`${parameter}\`: ${what}`)
        .join('; '),
      returns.map((value) => `\`${value}\``).join(', '),
    ]),
  );
}

export function stateValuesTable(): string {
  return markdownTable(
    ['value', 'what it is'],
    Object.entries(documentation().values).map(([name, what]) => [`\`${name}\``, what]),
  );
}

export function messagesTable(): string {
  return markdownTable(
    ['message', 'what it says'],
    documentation().messages.map(({ name, about }) => [`\`${name}\``, about]),
  );
}

/** What the client library needs for values of settings: docs/site-file.md. */
export function clientNeedsTable(): string {
  const rows = Object.entries(needs as Readonly<Record<string, readonly Need[]>>).flatMap(([name, own]) =>
    own.flatMap(({ value, options, fields, phonePrefix }) => {
      const whatElse = [
        ...(options ? [`\`${JSON.stringify(options)}\``] : []),
        ...(fields ? [`Host Name \`${fields.hostName ?? ''}\``] : []),
        ...(phonePrefix === undefined ? [] : ['the input Value with the country code']),
      ];
      return whatElse.length === 0 ? [] : [[`\`${name}\``, `\`${JSON.stringify(value)}\``, whatElse.join(', ')]];
    }),
  );
  return markdownTable(['setting', 'value', 'what the client library needs'], rows);
}

/** How many facts have each certainty: the table of docs/fidelity.md. */
export function certaintyTable(): string {
  const facts = listFacts();
  const rows = shareOf(facts).map(({ certainty, setting, percentOfSettings, sentence, outcome, all, percent }) => [
    certainty,
    ...[String(setting), `${percentOfSettings} %`, String(sentence), String(outcome), String(all), `${percent} %`],
  ]);
  const count = (kind: Fact['kind']) => String(facts.filter((fact) => fact.kind === kind).length);
  const sum = ['all', count('setting'), '', count('sentence'), count('outcome'), String(facts.length), ''];
  return markdownTable(['certainty', 'settings', 'share', 'sentences', 'outcomes', 'all facts', 'share'], [...rows, sum]);
}

/** What each probe does: docs/calibrate.md. */
export function probesTable(): string {
  return markdownTable(
    ['probe', 'what it asks', 'needs', 'whom it touches'],
    plan.map(({ name, asks, needs, touches }) => [`\`${name}\``, asks, needs.join(', '), touches ?? 'nobody']),
  );
}

export function situationsTable(): string {
  return markdownTable(
    ['situation', 'the entry point'],
    Object.entries(situations).map(([name, what]) => [`\`${name}\``, what]),
  );
}

/** How many settings of each area have each certainty. */
function certaintyByAreaTable(): string {
  const areas = Map.groupBy(Object.entries(settings), ([name]) => name.slice(0, name.indexOf('.')));
  const rows = [...areas].map(([area, rowsOfArea]) => [
    `\`${area}\``,
    ...certainties.map((certainty) => String(rowsOfArea.filter(([, setting]) => setting.certainty === certainty).length)),
  ]);
  return markdownTable(['settings of', ...certainties], rows);
}

/** The whole page: docs/settings.md. */
export function settingsPage(): string {
  const rows = Object.entries(settings).map(([name, setting]) => [
    `\`${name}\``,
    `\`${JSON.stringify(setting.default)}\``,
    setting.certainty,
    setting.allowed,
    setting.reason,
  ]);
  return `# Settings: what public sources do not say

\`npm run docs\` makes this page from \`simulator/protocol/settings.ts\`. Each row is a fact about ECE that the vendor's documents of v19 do not state. The reason says where the default comes from, the certainty how sure it is:

- documented: the vendor documents it.
- second hand: a third party's summary of the vendor's guide says it.
- observed: it was seen in real traffic or in a public client.
- published for the successor: the vendor publishes it for the successor or the next server version.
- inferred: no public source says it.

[The specification](spec/ece-v19.md), section 17, says how to settle a row against a real ECE. The simulator refuses a value that is not allowed here.

${certaintyByAreaTable()}

${markdownTable(['setting', 'default', 'certainty', 'allowed', 'reason'], rows)}
`;
}
