import type { NodeEntry, Provenance } from './entry.ts';
import { booleanOutput, numberOutput, failure, output, required, success } from './entry.ts';
import {
  forbidden,
  internalServerError,
  notFound,
  onauthorizationfail,
  onError,
  onInvalidChoice,
  onInvalidData,
  onTimeout,
  unauthorized,
} from './outcomes.ts';

/** The nodes that read an entry point before a conversation starts (nodes spec 4.1, 4.2). */

export const entrypointConfiguration = {
  node: 'Entrypoint Configuration',
  key: 'entrypointConfiguration',
  methods: [
    {
      method: 'Get Entrypoint Configuration',
      key: 'getEntrypointConfiguration',
      requiresCredentials: true,
      requests: ['token', 'configuration'],
      inputs: [required('documented', 'Entry Point ID', 'entryPointId', 'ID of the entry point')],
      outputs: [
        output('documented', 'entryPointId', 'entryPointId', 'id of the entry point'),
        output('documented', 'lastModifiedDate', 'lastModifiedDate', 'last modification date of the entry point, verbatim'),
        output(
          'documented',
          'attachmentPolicies',
          'attachmentPolicies',
          'value of the attachment policy restriction type, e.g. allow_all',
        ),
        output('documented', 'response', 'response', 'complete JSON answer'),
      ],
      outcomes: [
        success('documented', 'onEntryPointConfigSuccess', '200; outputs from entryPointConfiguration[0]', {
          answers: [{ status: 200 }],
        }),
        unauthorized('documented'),
        forbidden('documented', '403: the client application is not configured to use this entry point'),
        notFound('documented', '404: no entry point with this ID'),
        internalServerError('documented'),
        onInvalidData('documented'),
        onError('documented'),
        onInvalidChoice('documented', 'Any other status, e.g. 400 (inactive or non-numeric entry point) or 406'),
        onTimeout('documented'),
        onauthorizationfail('documented'),
      ],
    },
  ],
} as const satisfies NodeEntry;

/** The three methods use public chat services, which need no token. */
const availability = {
  requiresCredentials: true,
  inputs: [required('documented', 'Entry Point ID', 'entryPointId', 'entry point to check')],
} as const;

const refusals = [{ status: 400 }, { status: 406 }, { status: 500 }, { result: 'unreadable' }] as const;

function standardOutcomes(provenance: Provenance) {
  return [
    onInvalidData(provenance),
    onError(provenance),
    onInvalidChoice(provenance, 'Any other status, e.g. 401, 403, 404'),
    onTimeout(provenance),
  ] as const;
}

export const agentAvailability = {
  node: 'Agent Availability',
  key: 'agentAvailability',
  methods: [
    {
      method: 'Get Agent Availability',
      key: 'getAgentAvailability',
      ...availability,
      requests: ['agentAvailability'],
      outputs: [booleanOutput('documented', 'Available', 'available', 'True: an agent is available; False: none')],
      outcomes: [
        success('documented', 'AgentAvailable', '200 with available true', { answers: [{ status: 200, result: 'available' }] }),
        success('documented', 'NoAgentAvailable', '200 with available false', { answers: [{ status: 200, result: 'none' }] }),
        failure('documented', 'GetAgentAvailabilityFailure', '400, 406 or 500 (after retries), or a 200 without the answer', {
          answers: refusals,
        }),
        ...standardOutcomes('documented'),
      ],
    },
    {
      method: 'Get Agent Capacity',
      key: 'getAgentCapacity',
      aliases: ['GetAgentCapacity'],
      ...availability,
      requests: ['capacity'],
      outputs: [
        numberOutput(
          'documented',
          'availableSlots',
          'availableSlots',
          'remaining capacity; positive = free slots, zero = no agent or all at maximum load',
        ),
      ],
      outcomes: [
        success('documented', 'SlotAvailable', '200 with count greater than 0', {
          answers: [{ status: 200, result: 'available' }],
        }),
        // The slash is part of the name.
        success('documented', 'MaximumLoad/NoAgent', '200 with count 0', { answers: [{ status: 200, result: 'none' }] }),
        failure('documented', 'GetAgentCapacityFailure', '400, 406 or 500 (after retries), or a 200 without a readable count', {
          answers: refusals,
        }),
        ...standardOutcomes('documented'),
      ],
    },
    {
      method: 'Get Queue Depth and Wait Time',
      key: 'getQueueDepthAndWaitTime',
      aliases: ['GetQueueDepthandWaitTime'],
      ...availability,
      requests: ['liveSessionStatus'],
      outputs: [
        numberOutput('inferred', 'queueDepth', 'queueDepth', 'chats waiting for assignment'),
        numberOutput('inferred', 'waitTime', 'waitTime', 'wait time in seconds'),
      ],
      outcomes: [
        success('inferred', 'GetQueueDepthandWaitTimeSuccess', '200 with queueDepth and waitTime', {
          answers: [{ status: 200, result: 'available' }],
        }),
        failure('inferred', 'GetQueueDepthandWaitTimeFailure', '400, 406 or 500 (after retries), or a 200 without both values', {
          answers: refusals,
        }),
        ...standardOutcomes('inferred'),
      ],
    },
  ],
} as const satisfies NodeEntry;
