import type { MethodPath } from '../../client/index.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import type { Format } from './answers.ts';
import { headersOf, json, plainXml, refusal } from './answers.ts';
import type { Interaction, Request } from './interaction.ts';
import { state } from './interaction.ts';
import type { NodeInvocation, Situation } from './situations.ts';
import { inSituations, internalErrorIn } from './situations.ts';
import { examples, like, text } from './templates.ts';

/** The three anonymous checks of Agent Availability (spec 11). */

function request(check: string, format: Format): Request {
  return {
    method: 'GET',
    path: `/system/egain/chat/entrypoint/${check}/{entryPointId}`,
    headers: headersOf(format),
  };
}

interface Check {
  asks: string;
  operation: OperationId;
  path: string;
  method: MethodPath;
  failure: string;
}

function invocationOf({ asks, operation, path, method }: Check, format: Format): NodeInvocation {
  return {
    title: format === 'json' ? asks : `${asks}, in XML,`,
    operation,
    request: request(path, format),
    method,
    inputs: { entryPointId: examples.entryPointId },
    options: { wireFormat: format },
  };
}

const ready = state('an entry point with agents ready');

function failures({ operation, failure }: Check): readonly Situation[] {
  return [
    {
      when: 'of an entry point that does not exist',
      states: [state('no such entry point')],
      answer: refusal('400-1139', 'Entry Point details not found.'),
      outcome: failure,
    },
    internalErrorIn(operation, [ready], failure),
  ];
}

function unknownInXml({ failure }: Check): Situation {
  return {
    when: 'of an entry point that does not exist',
    states: [state('no such entry point')],
    answer: refusal('400-1139', 'Entry Point details not found.', 'xml'),
    outcome: failure,
  };
}

const agents: Check = {
  asks: 'whether an agent is available',
  operation: 'getAgentAvailability',
  path: 'agentAvailability',
  method: 'agentAvailability.getAgentAvailability',
  failure: 'GetAgentAvailabilityFailure',
};

const available = { outcome: 'AgentAvailable', outputs: { available: true } };
const notAvailable = { outcome: 'NoAgentAvailable', outputs: { available: false } };
const nobodyThere = state('an entry point that requires an agent and has none');

const capacity: Check = {
  asks: 'how many slots agents have free',
  operation: 'getAgentCapacity',
  path: 'capacity',
  method: 'agentAvailability.getAgentCapacity',
  failure: 'GetAgentCapacityFailure',
};

const positive = text(/[1-9]\d*/, '3');
const fullLoad = { outcome: 'MaximumLoad/NoAgent', outputs: { availableSlots: 0 } };

const countPath = "$['availableSlots']['http://bindings.egain.com/chat:count']['#text']";
function slotsInXml(count: string) {
  return `<availableSlots xmlns:ns2="http://bindings.egain.com/chat"><ns2:count>${count}</ns2:count></availableSlots>`;
}

const queue: Check = {
  asks: 'queue depth and wait time',
  operation: 'getLiveSessionStatus',
  path: 'liveSessionStatus',
  method: 'agentAvailability.getQueueDepthAndWaitTime',
  failure: 'GetQueueDepthandWaitTimeFailure',
};

const queueOutcome = 'GetQueueDepthandWaitTimeSuccess';
function queuePath(member: string) {
  return `$['liveSessionStatus']['http://bindings.egain.com/chat:${member}']['#text']`;
}

export const availability: readonly Interaction[] = [
  ...inSituations(invocationOf(agents, 'json'), [
    { when: 'while agents are ready', states: [ready], answer: json(200, { available: true }), ...available },
    {
      when: 'while none is there and one is required',
      states: [nobodyThere],
      answer: json(200, { available: false }),
      ...notAvailable,
    },
    {
      when: 'while none is there and none is required',
      states: [state('an entry point that requires no agent and has none')],
      answer: json(200, { available: true }),
      ...available,
    },
    ...failures(agents),
  ]),
  ...inSituations(invocationOf(agents, 'xml'), [
    {
      when: 'while agents are ready',
      states: [ready],
      answer: plainXml(200, { plainXml: '<agentAvailability available="true"/>' }),
      ...available,
    },
    {
      when: 'while none is there and one is required',
      states: [nobodyThere],
      answer: plainXml(200, { plainXml: '<agentAvailability available="false"/>' }),
      ...notAvailable,
    },
    unknownInXml(agents),
  ]),
  ...inSituations(invocationOf(capacity, 'json'), [
    {
      when: 'while agents are ready',
      states: [ready],
      answer: json(200, { count: like(3) }),
      outcome: 'SlotAvailable',
      outputs: { availableSlots: 3 },
    },
    {
      when: 'while all are at full load',
      states: [state('an entry point whose agents are at full load')],
      answer: json(200, { count: 0 }),
      ...fullLoad,
    },
    { when: 'while none is there', states: [nobodyThere], answer: json(200, { count: 0 }), ...fullLoad },
    ...failures(capacity),
  ]),
  ...inSituations(invocationOf(capacity, 'xml'), [
    {
      when: 'while agents are ready',
      states: [ready],
      answer: plainXml(200, { plainXml: slotsInXml('3'), rules: { [countPath]: positive } }),
      outcome: 'SlotAvailable',
      outputs: { availableSlots: 3 },
    },
    {
      when: 'while none is there',
      states: [nobodyThere],
      answer: plainXml(200, { plainXml: slotsInXml('0') }),
      ...fullLoad,
    },
    unknownInXml(capacity),
  ]),
  ...inSituations(invocationOf(queue, 'json'), [
    {
      when: 'while chats wait',
      states: [state('an entry point with chats in its queue')],
      answer: json(200, { waitTime: like(10), queueDepth: like(2) }),
      outcome: queueOutcome,
      outputs: { waitTime: 10, queueDepth: 2 },
    },
    {
      when: 'while nobody waits',
      states: [ready],
      answer: json(200, { waitTime: like(0), queueDepth: 0 }),
      outcome: queueOutcome,
      outputs: { waitTime: 0, queueDepth: 0 },
    },
    ...failures(queue),
  ]),
  ...inSituations(invocationOf(queue, 'xml'), [
    {
      when: 'while chats wait',
      states: [state('an entry point with chats in its queue')],
      answer: plainXml(200, {
        plainXml:
          '<liveSessionStatus xmlns:ns2="http://bindings.egain.com/chat"><ns2:waitTime>10.0</ns2:waitTime><ns2:queueDepth>2</ns2:queueDepth></liveSessionStatus>',
        rules: {
          [queuePath('waitTime')]: text(/\d+(\.\d+)?/, '10.0'),
          [queuePath('queueDepth')]: text(/[1-9]\d*/, '2'),
        },
      }),
      outcome: queueOutcome,
      outputs: { waitTime: 10, queueDepth: 2 },
    },
    unknownInXml(queue),
  ]),
];
