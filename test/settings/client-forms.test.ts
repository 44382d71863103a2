import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settings } from '../../simulator/index.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { expectedOf, formsIn, needsChoice, rows, spendDay, spendUnprepared } from './client-forms.ts';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.open();
});
afterAll(() => receiver[Symbol.asyncDispose]());

describe.each(['json', 'xml'] as const)('a client that speaks %s', (wireFormat) => {
  const forms = formsIn(wireFormat);

  it.each(forms)('understands $title', async (form) => {
    expect(await spendDay(receiver, form, wireFormat)).toEqual(expectedOf(form));
  });

  it.each(forms.filter((form) => needsChoice(form, wireFormat)))('needs the choice of the table for $title', async (form) => {
    expect(await spendUnprepared(receiver, form, wireFormat)).not.toEqual(expectedOf(form));
  });
});

it('the table of needs names values that the simulator allows', () => {
  for (const { name, need } of rows)
    expect(settings[name].type.safeParse(need.value).success, `${name} ${JSON.stringify(need.value)}`).toBe(true);
});
