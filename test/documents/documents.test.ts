import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createJsonSchema } from '../../scenarios/format/schema.ts';
import { siteFileSchema } from './site-schema.ts';
import {
  certaintyTable,
  clientNeedsTable,
  controlCallsTable,
  messagesTable,
  plainWordsTable,
  providerStatesTable,
  settingsPage,
  specialEntryPointsTable,
  stateValuesTable,
  stepKindsTable,
} from './tables.ts';

/** `npm run docs` writes them anew. */

const pages: Record<string, Record<string, () => string>> = {
  'README.md': {
    certainty: certaintyTable,
    'plain words': plainWordsTable,
    'special entry points': specialEntryPointsTable,
  },
  'docs/control-api.md': {
    'calls of a partition': () => controlCallsTable('partition'),
    'calls of the simulator': () => controlCallsTable('simulator'),
  },
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

it('the page of settings is their table', async () => {
  await expect(settingsPage()).toMatchFileSnapshot('../../docs/settings.md');
});
