import { expect, it } from 'vitest';
import { clientOptionsFor } from '../../calibration/site/client-options.ts';
import { rows } from './client-forms.ts';

it.each(rows.map(({ name, need }) => [name, need] as const))(
  'the options of a site file for %s are those of the table of needs',
  (name, { value, options = {} }) => {
    expect(clientOptionsFor({ [name]: value })).toEqual(options);
  },
);

it('the options for several settings are together', () => {
  const told = { 'http.idForm': 'number', 'callback.type.pagePush': 'page', 'callback.type.assigned': 'came' } as const;
  expect(clientOptionsFor(told)).toEqual({ idForm: 'number', eventWords: { page: 'PagePush', came: 'Assigned' } });
});
