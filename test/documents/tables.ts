import { markdownTable } from '../../contracts/markdown-table.ts';
import { documentation } from '../../contracts/provider/states-command.ts';
import { controlRoutes } from '../../simulator/control/router.ts';
import { plainWords } from '../../simulator/agents/plain-words.ts';
import { stepKinds } from '../../scenarios/schema.ts';
import { settings } from '../../simulator/protocol/settings.ts';
import { specialEntryPoints } from '../../simulator/special-entry-points.ts';

export function plainWordsTable(): string {
  return markdownTable(
    ['the customer writes', 'the agent'],
    Object.entries(plainWords).map(([word, deed]) => [`\`${word}\``, deed]),
  );
}

export function specialEntryPointsTable(): string {
  return markdownTable(
    ['entry point', 'who', 'does what'],
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

/** The whole page: docs/settings.md. */
export function settingsPage(): string {
  const rows = Object.entries(settings).map(([name, setting]) => [
    `\`${name}\``,
    `\`${JSON.stringify(setting.default)}\``,
    setting.allowed,
    setting.reason,
  ]);
  return `# Settings: what public sources do not say

Made from \`simulator/protocol/settings.ts\` by \`npm run docs\`. Each row is a fact about ECE that no public source states; the default is a guess with a reason.
How to settle a row against a real ECE is written in [the specification](spec/ece-v19.md), section 17. A value that is not allowed here is not implemented, and refused.

${markdownTable(['setting', 'default', 'allowed', 'reason'], rows)}
`;
}
