import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plainWordsTable, settingsPage, specialEntryPointsTable } from './tables.ts';

/** `npm run docs` writes them anew. */

const sections: Record<string, () => string> = {
  'plain words': plainWordsTable,
  'special entry points': specialEntryPointsTable,
};

it('the tables of the README are those of the code', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const renewed = Object.entries(sections).reduce((text, [name, table]) => {
    const section = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`);
    expect(text).toMatch(section);
    return text.replace(section, (_, start: string, end: string) => `${start}\n${table()}\n\n${end}`);
  }, readme);
  await expect(renewed).toMatchFileSnapshot('../../README.md');
});

it('the page of settings is their table', async () => {
  await expect(settingsPage()).toMatchFileSnapshot('../../docs/settings.md');
});
