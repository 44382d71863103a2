import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { controlBase } from '../../simulator/control/base.ts';
import { openApiDocument } from '../../simulator/control/open-api.ts';
import { controlRoutes } from '../../simulator/control/routes.ts';
import { eceOpenApi } from '../../simulator/open-api/document.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import { createJsonSchema } from '../../scenarios/format/schema.ts';
import { configurationFileSchema } from './configuration-schema.ts';
import { llmsText, referencePages } from './reference-pages.ts';
import { siteFileSchema } from './site-schema.ts';
import { boundsTable } from './bounds.ts';
import {
  certaintyTable,
  clientNeedsTable,
  controlCallsTable,
  messagesTable,
  plainWordsTable,
  probesTable,
  providerStatesTable,
  settingsPage,
  situationsTable,
  stateValuesTable,
  stepKindsTable,
} from './tables.ts';

const root = path.join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** `npm run docs` writes them anew. */

const pages: Record<string, Record<string, () => string>> = {
  'docs/fidelity.md': { certainty: certaintyTable },
  'docs/calibrate.md': { situations: situationsTable, probes: probesTable },
  'docs/in-place-of-ece.md': { 'plain words': plainWordsTable },
  'docs/control-api.md': {
    'calls of a partition': () => controlCallsTable('partition'),
    'calls of the simulator': () => controlCallsTable('simulator'),
  },
  'docs/bounds.md': { bounds: boundsTable },
  'contracts/README.md': { 'provider states': providerStatesTable, 'state values': stateValuesTable, messages: messagesTable },
  'docs/site-file.md': { 'client needs': clientNeedsTable },
  'scenarios/FORMAT.md': { 'step kinds': stepKindsTable },
};

it.each(Object.entries(pages))('the tables of %s are those of the code', async (page, sections) => {
  const written = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  const renewed = Object.entries(sections).reduce((text, [name, table]) => {
    const section = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`);
    expect(text).toMatch(section);
    return text.replace(section, (_, start: string, end: string) => `${start}\n${table()}\n\n${end}`);
  }, written);
  await expect(renewed).toMatchFileSnapshot(`../../${page}`);
});

it('the published schema of scenarios is that of the code', async () => {
  const schema = `${JSON.stringify(createJsonSchema(), null, 2)}\n`;
  await expect(schema).toMatchFileSnapshot('../../scenarios/scenario.schema.json');
});

it('the published schema of site files is that of both rooms', async () => {
  await expect(`${JSON.stringify(siteFileSchema(), null, 2)}\n`).toMatchFileSnapshot('../../docs/site.schema.json');
});

it('the published schema of configuration files is that of the code', async () => {
  const schema = `${JSON.stringify(configurationFileSchema(), null, 2)}\n`;
  await expect(schema).toMatchFileSnapshot('../../docs/configuration.schema.json');
});

describe('the OpenAPI document', () => {
  const documents = {
    'ece-v19': eceOpenApi(defaultSettings, 'http://127.0.0.1:8080'),
    'control-api': openApiDocument(controlRoutes, controlBase),
  };

  it.each(Object.entries(documents))('%s stands in docs/openapi, in JSON and YAML', async (name, document) => {
    await expect(`${JSON.stringify(document, null, 1)}\n`).toMatchFileSnapshot(`../../docs/openapi/${name}.json`);
    const yaml = stringify(JSON.parse(JSON.stringify(document)), { aliasDuplicateObjects: false });
    await expect(yaml).toMatchFileSnapshot(`../../docs/openapi/${name}.yaml`);
  });

  it.each(Object.keys(documents))('%s passes the linter of redocly', async (name) => {
    const cli = path.join(root, 'node_modules/@redocly/cli/bin/cli.js');
    const file = path.join(root, 'docs/openapi', `${name}.json`);
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    const linted = run(process.execPath, [cli, 'lint', file], { env });
    await linted.catch((error: unknown) => expect.fail((error as { stdout: string }).stdout));
  });
});

it('the page of settings is their table', async () => {
  await expect(settingsPage()).toMatchFileSnapshot('../../docs/settings.md');
});

it.each(Object.entries(referencePages))('the reference of %s is that of the code', async (name, page) => {
  await expect(page()).toMatchFileSnapshot(`../../docs/reference/${name}.md`);
});

it('llms.txt lists the pages of docs/README.md', async () => {
  await expect(llmsText()).toMatchFileSnapshot('../../llms.txt');
});

it('docs/README.md lists every page', () => {
  const index = readFileSync(path.join(root, 'docs/README.md'), 'utf8');
  const listed = [...index.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => path.posix.join('docs', link!));
  const pages = globSync(
    ['SECURITY.md', '{client,console,contracts,scenarios}/*.md', 'docs/*.md', 'docs/{reference,spec}/*.md'],
    { cwd: root },
  );
  expect(pages.filter((page) => page !== 'docs/README.md' && !listed.includes(page))).toEqual([]);
});
