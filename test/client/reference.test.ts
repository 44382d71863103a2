import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { markdownTable } from '../../contracts/markdown-table.ts';
import type { CallName, MethodEntry, NodeEntry, Outcome, Rule } from '../../client/index.ts';
import { calls, catalogue, rulesOf } from '../../client/index.ts';
import { completeOptions } from '../../client/options.ts';

/** `client/REFERENCE.md` is the catalogue, told as a page. `npx vitest run test/client/reference -u` writes it anew. */

function callOf(name: CallName) {
  const { method, path } = calls[name];
  return path === null ? `\`${method}\` of the given URL` : `\`${method} ${path}\``;
}

function conditions({ status, code, bodyContains, result }: Rule) {
  return [
    status !== undefined && String(status),
    code !== undefined && `code ends in \`${code}\``,
    bodyContains !== undefined && `body contains "${bodyContains}"`,
    result !== undefined && `*${result}*`,
  ]
    .filter((condition) => condition !== false)
    .join(', ');
}

function ruleCell(method: MethodEntry, { name, words }: Outcome) {
  const rules = rulesOf(method).filter(({ outcome }) => outcome.name === name);
  return [...rules.map(({ rule }) => conditions(rule)), ...(words ?? []).map((word) => `\`${word}\``)].join('; ');
}

function spelled(name: string, aliases: readonly string[] = []) {
  return [name, ...aliases].map((one) => `\`${one}\``).join(', ');
}

function methodPart(node: NodeEntry, method: MethodEntry) {
  return [
    `### ${method.method}: \`${node.key}.${method.key}\``,
    method.aliases && `Also written ${spelled(method.aliases[0]!, method.aliases.slice(1))}.`,
    method.calls.length > 0 && `Calls: ${method.calls.map((name) => callOf(name as CallName)).join(', then ')}.`,
    method.inputs.length > 0 &&
      markdownTable(
        ['input', 'key', '', 'meaning', 'known'],
        method.inputs.map(({ name, aliases, key, required, description, provenance }) => [
          spelled(name, aliases),
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
        spelled(outcome.name, outcome.aliases),
        outcome.final === false ? `${outcome.kind}, goes on` : outcome.kind,
        outcome.when,
        ruleCell(method, outcome),
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
protocol documents them. Of several rules that hold, one on the body comes before one on the status, and an exact status before a class.
A word in italics is not a status, but what was read from the answer or what the chat store said.

${(catalogue as readonly NodeEntry[])
  .map((node) => [`## ${node.node}`, ...node.methods.map((method) => methodPart(node, method))].join('\n\n'))
  .join('\n\n')}
`;

it('the README lists every option with its default', () => {
  const readme = readFileSync(new URL('../../client/README.md', import.meta.url), 'utf8');
  const listed = [...readme.matchAll(/^\| `(\w+)` \| `(.*?)` \|/gm)].map(([, name = '', value = '']) => [
    name,
    JSON.parse(value) as unknown,
  ]);
  expect(Object.fromEntries(listed)).toEqual(completeOptions({}));
});

it('the reference is the catalogue', async () => {
  await expect(page).toMatchFileSnapshot('../../client/REFERENCE.md');
});
