import { configurationCall, paths } from '../../../simulator/testing/calls.ts';
import type { ContactCentre } from '../contact-centre.ts';
import type { RefusalCase } from './case.ts';
import { refused } from './case.ts';

function of(entryPoint: string) {
  return async (centre: ContactCentre) => configurationCall(await centre.token(), entryPoint);
}

export const configurationCases: RefusalCase[] = [
  refused('getConfiguration', 'missingQueryParameter', {
    when: 'no entrypoint',
    source: 'spec 5',
    relies: ['configuration.badEntryPointStatus'],
    spoil: (call) => ({ ...call, target: paths.configuration }),
    fill: { name: 'entrypoint' },
  }),
  refused('getConfiguration', 'missingQueryParameter', {
    when: 'entrypoint is empty',
    source: 'spec 5',
    relies: ['configuration.badEntryPointStatus'],
    provoke: of(''),
    fill: { name: 'entrypoint' },
  }),
  ...['abc', '-1', '1e3', '1001.0', '%00'].map((id) =>
    refused('getConfiguration', 'invalidQueryValue', {
      when: `entrypoint=${id} is not a number`,
      source: 'spec 5',
      relies: ['configuration.badEntryPointStatus'],
      provoke: of(id),
      fill: { name: 'entrypoint' },
    }),
  ),
  refused('getConfiguration', 'invalidQueryValue', {
    when: 'entrypoint is given twice',
    source: 'spec 5',
    relies: ['configuration.badEntryPointStatus'],
    provoke: of('1001&entrypoint=1001'),
    fill: { name: 'entrypoint' },
  }),
  refused('getConfiguration', 'unknownId', {
    when: 'no entry point has the id',
    source: 'spec 5',
    provoke: of('999999'),
    fill: { id: '999999' },
  }),
  refused('getConfiguration', 'entryPointNotAllowed', {
    when: 'no messaging adapter gives the application the entry point',
    source: 'spec 5, 14',
    provoke: of('1008'),
    fill: { id: '1008' },
  }),
  refused('getConfiguration', 'applicationNotChat', {
    when: 'the application is not of type Chat',
    source: 'spec 5',
    relies: ['application.wrongTypeStatus'],
    arrange: ({ simulator }) => void simulator.applications.change('demo', { type: 'Callback' }),
  }),
  refused('getConfiguration', 'entryPointInactive', {
    when: 'the entry point is inactive',
    source: 'spec 5',
    relies: ['configuration.inactiveEntryPointStatus'],
    provoke: of('1005'),
    fill: { id: '1005' },
  }),
];
