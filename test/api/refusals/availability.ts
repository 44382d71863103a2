import type { AvailabilityCheck } from '../../../simulator/testing/calls.ts';
import { availabilityCall } from '../../../simulator/testing/calls.ts';
import type { RefusalCase } from './case.ts';
import { refused } from './case.ts';

const checks = {
  getAgentAvailability: 'agentAvailability',
  getAgentCapacity: 'capacity',
  getLiveSessionStatus: 'liveSessionStatus',
  checkEligibility: 'checkEligibility',
  getChatAllowed: 'chatAllowed',
} as const satisfies Record<string, AvailabilityCheck>;

const casesOfChecks = (Object.keys(checks) as (keyof typeof checks)[]).flatMap((operation) => [
  ...['999999', 'abc', '01001'].map((id) =>
    refused(operation, 'availabilityEntryPoint', {
      when: `no entry point has the id ${id}`,
      source: 'spec 11.6',
      relies: ['availability.errorStatus'],
      provoke: () => Promise.resolve(availabilityCall(checks[operation], id)),
      fill: { id },
    }),
  ),
  refused(operation, 'entryPointInactive', {
    when: 'the entry point is inactive, and the setting refuses that',
    source: 'spec 11.6',
    relies: ['availability.inactive'],
    world: { settings: { 'availability.inactive': 400 } },
    provoke: () => Promise.resolve(availabilityCall(checks[operation], 1005)),
    fill: { id: '1005' },
  }),
]);

/** Spec 11.6. */
export const availabilityCases: RefusalCase[] = [
  ...casesOfChecks,
  refused('getTranscript', 'transcriptOfClosedSession', {
    when: 'always: no chat of the anonymous chat API is simulated',
    source: 'spec 11.6',
  }),
];
