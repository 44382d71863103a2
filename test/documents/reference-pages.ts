import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { configurationSchema } from '../../simulator/configuration/configuration.ts';
import { worldSchemas } from '../../simulator/doors/world-schema.ts';
import { faultSchemas } from '../../simulator/faults/fault-schema.ts';
import { errors } from '../../simulator/protocol/errors.ts';
import type { OperationRow } from '../../simulator/protocol/operation-row.ts';
import { operations } from '../../simulator/protocol/operations.ts';
import { markdownTable } from './markdown-table.ts';
import { specialEntryPointsTable } from './tables.ts';

const { faultSchema } = faultSchemas();

const { worldSchema } = worldSchemas();

const root = path.join(import.meta.dirname, '../..');

/** The pages of docs/reference. */
export const referencePages: Readonly<Record<string, () => string>> = {
  'command-line': commandLinePage,
  configuration: configurationPage,
  errors: errorsPage,
  faults: faultsPage,
  operations: operationsPage,
  'special-entry-points': specialEntryPointsPage,
};

function specialEntryPointsPage(): string {
  return `# Special entry points

Each id makes one call fail; every other call with that id works as usual. The first digit names the call. The other three digits name the failure: an HTTP status, the number
of an error code, or 900 to 907 for the connection. [Be the bad day](../be-the-bad-day.md) says when to use them.

${specialEntryPointsTable()}
`;
}

function operationsPage(): string {
  const rows = Object.entries(operations as Readonly<Record<string, OperationRow>>).map(([id, row]) => [
    `\`${id}\``,
    `\`${row.method} ${row.path}\``,
    row.authentication,
    `${row.answer.status}`,
    row.source,
  ]);
  return `# Operations

Every call of ECE that the simulator answers, by the name that faults, the journal and matchers use. The paths stand below the context root, which is \`/system\` unless the setting
\`http.prefix\` says otherwise. [The OpenAPI document](../openapi/ece-v19.yaml) has the bodies, the answers and the callbacks, and [Refusals](../refusals.md) what each call refuses.
A source such as "spec 3" is a section of [ECE, fact by fact](../spec/ece-v19.md).

${markdownTable(['operation', 'call', 'credentials', 'answer', 'source'], rows)}
`;
}

function errorsPage(): string {
  const callsWith = (key: string) =>
    Object.entries(operations as Readonly<Record<string, OperationRow>>)
      .filter(([, { refusals }]) => (refusals as readonly string[]).includes(key))
      .map(([id]) => `\`${id}\``);
  const all = errors as Readonly<Record<string, { code: string; text: string }>>;
  const rows = Object.entries(all).map(([key, { code, text }]) => {
    const calls = callsWith(key);
    const many = calls.length > 6 ? `${calls.length} calls` : calls.join(', ');
    return [`\`${key}\``, code, text.replaceAll('|', '\\|'), many];
  });
  return `# Errors

Every error that ECE sends, by the key that faults use: \`{ "do": "refuse", "error": "internalError" }\`. The first three digits of the code are the HTTP status. Words in braces
are filled in. No public source has the codes from 900 up: they are ours. The setting \`error.codes\` can change each code. Every call can also refuse its path, its method and its media types; then no call is named here.

${markdownTable(['key', 'code', 'text', 'refused by'], rows)}
`;
}

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly description?: string;
}

function schemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

/** What a value may be, in words. */
function valueWords(schema: JsonSchema): string {
  const { type, enum: values, anyOf, oneOf, items, properties, description } = schema;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (values !== undefined)
    return values.length > 12
      ? `one of ${values.length} names`
      : values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  const words = (anyOf ?? oneOf)?.map(valueWords);
  if (words !== undefined) return [...new Set(words)].join(', or ');
  if (type === 'array') return `list of ${valueWords(items ?? {})}`;
  if (properties !== undefined)
    return `\`{ ${membersOf(schema).join(', ')} }\`${description === undefined ? '' : ` (${description})`}`;
  const plain = typeof type === 'string' ? type : 'any value';
  return description === undefined ? plain : `${plain} (${description})`;
}

function membersOf({ properties = {}, required = [] }: JsonSchema): string[] {
  return Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`));
}

function faultsPage(): string {
  const { properties } = schemaOf(faultSchema);
  const action = properties!['action']!;
  const matches = Object.entries(properties!['match']!.properties!).map(([name, member]) => [`\`${name}\``, valueWords(member)]);
  const actions = (action.oneOf ?? action.anyOf)!.map((one) => {
    const { do: name, ...members } = one.properties!;
    const words = Object.entries(members).map(([member, schema]) => {
      const mark = one.required!.includes(member) ? '' : '?';
      return `\`${member}${mark}\`: ${valueWords(schema)}`;
    });
    return [`\`${String(name!.const)}\``, one.description ?? '', words.join('; ')];
  });
  return `# Faults

A fault strikes the calls that \`match\` names, or the callbacks when it names a callback. \`fire\` says how often; without it, always. \`action\` says what happens. The same words hold in
code (\`simulator.faults.add\`), in the [control API](../control-api.md#faults) (\`POST /faults\`), in scenarios and in the console. A question mark stands after what may be left out.

## What a fault matches

${markdownTable(['member of `match`', 'value'], matches)}

## How often it fires

\`fire\` is ${valueWords(properties!['fire']!)}. \`when\` is ${valueWords(properties!['when'] ?? {})}.

## What it does

${markdownTable(['`do`', 'what happens', 'members'], actions)}
`;
}

/** Each key with what the comment on the type \`Configuration\` says of it, which an editor shows too. */
function descriptionsOfKeys(): Map<string, string> {
  const source = readFileSync(path.join(root, 'simulator/configuration/configuration.ts'), 'utf8');
  const comment = source.slice(
    source.indexOf('/**\n * What a simulator is made with'),
    source.indexOf('export type Configuration ='),
  );
  const items = comment.replaceAll(/\n \* {2,}/g, ' ').matchAll(/^ \* - (`[^:]*`): (.*)$/gm);
  return new Map(
    [...items].flatMap(([, names, text]) => [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => [name!, text!] as const)),
  );
}

function configurationPage(): string {
  const descriptions = descriptionsOfKeys();
  const keys = Object.keys(schemaOf(configurationSchema()).properties!);
  const rows = keys.map((key) => {
    const text = descriptions.get(key);
    if (text === undefined) throw new Error(`The comment on Configuration does not say what "${key}" is.`);
    return [`\`${key}\``, text.replaceAll('|', '\\|')];
  });
  const sections = Object.entries(schemaOf(worldSchema).properties!).map(([name, schema]) => [`\`${name}\``, valueWords(schema)]);
  return `# The configuration

Every key of the configuration file (\`--config\`), which are the options of \`startSimulator\` too. [Configure](../configure.md) shows a file.

${markdownTable(['key', 'what it is'], rows)}

## The sections of \`world\`

Each section replaces that section of the default world. A question mark stands after what may be left out.

${markdownTable(['section', 'holds'], sections)}
`;
}

function helpOf(command: readonly string[]): string {
  const cli = path.join(root, 'cli/cli.ts');
  const variables = Object.entries(process.env).filter(([name]) => !name.startsWith('ECE_SIMULATOR_'));
  return execFileSync(process.execPath, [cli, ...command, '--help'], {
    encoding: 'utf8',
    env: { ...Object.fromEntries(variables), NO_COLOR: '1' },
  });
}

function commandsIn(help: string): string[] {
  const [, list = ''] = help.split('\nCommands:\n');
  return [...list.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name]) => name!).filter((name) => name !== 'help');
}

function helpSections(command: readonly string[]): string[] {
  const help = helpOf(command);
  const title = ['ece-simulator', ...command].join(' ');
  return [
    `## ${title}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\``,
    ...commandsIn(help).flatMap((name) => helpSections([...command, name])),
  ];
}

function commandLinePage(): string {
  return `# The command line

In a project that has installed the package, write \`npx ece-simulator\`; in a clone, \`node cli/cli.ts\`. A flag overrides its environment variable, which the help names as \`env\`.

${helpSections([]).join('\n\n')}
`;
}

/** The index of pages for assistants, after the form of llmstxt.org: docs/README.md with links from the root. */
export function llmsText(): string {
  const { description } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { description: string };
  const index = readFileSync(path.join(root, 'docs/README.md'), 'utf8').replace(/^# .*\n+/, '');
  const fromRoot = index.replaceAll(/\]\(([^)]+)\)/g, (_, link: string) => `](${path.posix.normalize(`docs/${link}`)})`);
  return `# ece-simulator\n\n> ${description}\n\nThe first page is [README.md](README.md). \`npx ece-simulator\` starts the simulator, \`npx ece-simulator chat\` shows a conversation.\n\n${fromRoot}`;
}
