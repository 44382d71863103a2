import { afterAll, describe, expect, it } from 'vitest';
import { settings } from '../../simulator/index.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import {
  expectedOf,
  formsIn,
  isAffected,
  needsChoice,
  rows,
  settingsOfUsualDay,
  spendDay,
  spendUnprepared,
} from './client-forms.ts';

const receiver = await Receiver.open();
const readIn = {
  json: await settingsOfUsualDay(receiver, 'json'),
  xml: await settingsOfUsualDay(receiver, 'xml'),
};
afterAll(() => receiver[Symbol.asyncDispose]());

describe.each(['json', 'xml'] as const)('a client that speaks %s', (wireFormat) => {
  const forms = formsIn(wireFormat);
  const affected = forms.filter((form) => isAffected(form, readIn[wireFormat]));

  it.each(affected)('understands $title', async (form) => {
    expect(await spendDay(receiver, form, wireFormat)).toEqual(expectedOf(form));
  });

  it('spends a day that does not read each setting, and is the usual one with any value of the others', () => {
    const usual = forms.length - affected.length;
    expect(usual).toBeGreaterThan(0);
    expect(usual).toBeLessThan(affected.length);
  });

  it.each(forms.filter((form) => needsChoice(form, wireFormat)))('needs the choice of the table for $title', async (form) => {
    expect(await spendUnprepared(receiver, form, wireFormat)).not.toEqual(expectedOf(form));
  });
});

it('the table of needs names values that the simulator allows', () => {
  for (const { name, need } of rows)
    expect(settings[name].type.safeParse(need.value).success, `${name} ${JSON.stringify(need.value)}`).toBe(true);
});
