import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { stepKinds } from './step-kinds.ts';

const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
const modules = await Promise.all(
  files.map(async (file) => ({ file, exports: Object.values((await import(path.join(import.meta.dirname, file))) as object) })),
);
const defined = modules.flatMap(({ file, exports }) => exports.filter(isStepKind).map(({ key }) => ({ file, key })));

function isStepKind(value: unknown): value is (typeof stepKinds)[number] {
  return typeof value === 'object' && value !== null && 'key' in value && 'schema' in value && 'compile' in value;
}

/** The keys of the steps in the YAML examples of FORMAT.md, those in `while` included. */
function findExampleKeys(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(findExampleKeys);
  if (typeof value !== 'object' || value === null) return [];
  return [...Object.keys(value), ...Object.values(value).flatMap(findExampleKeys)];
}

const page = readFileSync(path.join(import.meta.dirname, '../FORMAT.md'), 'utf8');
const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].flatMap(([, yaml]) => findExampleKeys(parse(yaml!)));

it.each(defined)('the step of steps/$file has a row in steps/step-kinds.ts', ({ file, key }) => {
  const keys = stepKinds.map((kind) => kind.key);
  expect(keys, `Add the step "${key}" of steps/${file} to the list in steps/step-kinds.ts.`).toContain(key);
});

it.each(stepKinds)('the step "$key" has a file of its name', ({ key }) => {
  expect(defined, `Define the step "${key}" in steps/${key}.ts.`).toContainEqual({ file: `${key}.ts`, key });
});

it.each(stepKinds)('the step "$key" has an example in FORMAT.md', ({ key }) => {
  expect(examples, `Add an example of the step "${key}" to scenarios/FORMAT.md.`).toContain(key);
});
