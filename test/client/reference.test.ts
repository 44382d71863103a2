import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { documentationOf, groups } from './documentation.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import type { Outcome, RequestName, ResolvedMethod, Rule } from '../../client/index.ts';
import { allMethods, requests } from '../../client/index.ts';
import { completeOptions } from '../../client/options.ts';

/** `client/REFERENCE.md` is the catalogue as a page. `npx vitest run test/client/reference -u` writes it anew. */

function describeRequest(name: RequestName) {
  const { method, path } = requests[name];
  return path === null ? `\`${method}\` of the given URL` : `\`${method} ${path}\``;
}

function describeRule({ status, code, bodyContains, result }: Rule) {
  return [
    status !== undefined && String(status),
    code !== undefined && `code ends in \`${code}\``,
    bodyContains !== undefined && `body contains "${bodyContains}"`,
    result !== undefined && `*${result}*`,
  ]
    .filter((condition) => condition !== false)
    .join(', ');
}

function ruleCell({ rules }: ResolvedMethod, { name, words }: Outcome) {
  const own = rules.filter(({ outcome }) => outcome.name === name);
  return [...own.map(({ rule }) => describeRule(rule)), ...(words ?? []).map((word) => `\`${word}\``)].join('; ');
}

function spellings(name: string, aliases: readonly string[] = []) {
  return [name, ...aliases].map((one) => `\`${one}\``).join(', ');
}

function methodPart(resolved: ResolvedMethod) {
  const { path, method } = resolved;
  return [
    `### ${method.method}: \`${path}\``,
    method.aliases && `Also written ${spellings(method.aliases[0]!, method.aliases.slice(1))}.`,
    method.requests.length > 0 && `Requests: ${method.requests.map(describeRequest).join(', then ')}.`,
    method.inputs.length > 0 &&
      markdownTable(
        ['input', 'key', '', 'meaning', 'known'],
        method.inputs.map(({ name, aliases, key, required, description, provenance }) => [
          spellings(name, aliases),
          `\`${key}\``,
          required ? 'required' : '',
          description,
          provenance,
        ]),
      ),
    method.outputs.length > 0 &&
      markdownTable(
        ['output', 'key', 'type', 'meaning', 'known'],
        method.outputs.map(({ name, key, type, description, provenance }) => [
          `\`${name}\``,
          `\`${key}\``,
          type,
          description,
          provenance,
        ]),
      ),
    markdownTable(
      ['outcome', 'kind', 'when', 'rules', 'known'],
      method.outcomes.map((outcome) => [
        spellings(outcome.name, outcome.aliases),
        outcome.final === false ? `${outcome.kind}, goes on` : outcome.kind,
        outcome.when,
        ruleCell(resolved, outcome),
        outcome.provenance,
      ]),
    ),
  ]
    .filter((part) => typeof part === 'string')
    .join('\n\n');
}

const page = `# Nodes, methods and outcomes

Made from \`client/catalogue.ts\`. *Known* says how sure a name and its meaning are: **documented** by the vendor, **partly** (the name or page is public, the
text is cut), or **inferred**: decided here, because no public source says it. The rules behind an outcome (status, body) are inferred unless the
protocol documents them. Of several rules that match, one on the body comes before one on the status, and an exact status before a class.
A word in italics is what was read from the answer, or the result of the chat store.

${[...Map.groupBy(allMethods(), ({ node }) => node.node)]
  .map(([node, methods]) => [`## ${node}`, ...methods.map(methodPart)].join('\n\n'))
  .join('\n\n')}
`;

const readme = readFileSync(new URL('../../client/README.md', import.meta.url), 'utf8');

it('the README counts nodes, methods and outcomes', () => {
  const nodes = new Set(allMethods().map(({ node }) => node.key)).size;
  const outcomes = allMethods().flatMap(({ method }) => method.outcomes).length;
  expect(readme).toContain(`${nodes} nodes, ${allMethods().length} methods and ${outcomes} outcomes`);
});

it('the README lists every option with its default', () => {
  const listed = [...readme.matchAll(/^\| `(\w+)` \| `(.*?)` \|/gm)].map(([, name = '', value = '']) => [
    name,
    JSON.parse(value) as unknown,
  ]);
  expect(Object.fromEntries(listed)).toEqual(completeOptions({}));
});

it('the reference is the catalogue', async () => {
  await expect(page).toMatchFileSnapshot('../../client/REFERENCE.md');
});

it.each(Object.keys(groups))('the interfaces of %s are the catalogue', async (group) => {
  const file = fileURLToPath(new URL(`../../client/documentation/${group}.ts`, import.meta.url));
  const options = { ...(await resolveConfig(file)), filepath: file };
  await expect(await format(documentationOf(group), options)).toMatchFileSnapshot(file);
});
