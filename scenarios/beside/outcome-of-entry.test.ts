import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScenarioEvent } from '../index.ts';
import { loadScenario, runScenario } from '../index.ts';
import { libraryFolder } from '../library.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import { operationIds } from '../../simulator/protocol/operations.ts';
import { nodeOfCall } from './node-of-call.ts';
import { OutcomeFinder } from './outcome-of-entry.ts';

const finder = new OutcomeFinder();
afterAll(() => finder.close());

function entry(given: Partial<JournalEntry>): JournalEntry {
  return {
    number: 1,
    at: 0,
    kind: 'call',
    operation: 'sendMessage',
    who: null,
    entryPointId: null,
    conversationIds: [],
    request: { headers: {}, body: '{"type":{"value":"text/plain"}}', method: 'POST', target: '/system/send' },
    answer: { headers: { 'content-type': 'application/json' }, body: '', status: 204 },
    problem: null,
    refusal: null,
    faultId: null,
    ...given,
  };
}

function answer(status: number, body = ''): JournalEntry['answer'] {
  return { headers: { 'content-type': 'application/json' }, body, status };
}

describe('the outcome of a call', () => {
  it.each([
    ['a message that was taken', {}, 'onSendMessageSuccess', false],
    ['a conversation that is over', { answer: answer(400, '{"code":"400-630"}') }, 'Conversation ID Does Not Exist', false],
    ['a token that ended', { answer: answer(401, '{"code":"401-101"}') }, 'Unauthorized', true],
    ['no answer', { answer: null, problem: 'never answered' }, 'onTimeout', true],
    ['a reset', { answer: null, problem: 'the connection was reset' }, 'onError', true],
    ['a stale date', { operation: 'startConversation', answer: answer(409, '{"code":"409-100"}') }, 'Conflict', false],
    ['a start', { operation: 'startConversation', answer: answer(201, '{"id":"1"}') }, 'onStartConversationSuccess', false],
    [
      'nobody there',
      { operation: 'getAgentAvailability', answer: answer(200, '{"available":false}') },
      'NoAgentAvailable',
      false,
    ],
    ['no session', { operation: 'logIn', answer: answer(204) }, 'onCreateSessionFailure', false],
    [
      'a wrong secret',
      { operation: 'obtainToken', answer: answer(401, '{"error":"invalid_client"}') },
      'onauthorizationfail',
      false,
    ],
  ] as const)('%s', async (_what, given, outcome, isRepeated) => {
    expect(await finder.find(entry(given as Partial<JournalEntry>))).toMatchObject({ outcome, isRepeated });
  });

  it('is none for a token that was given, and for a call of no node', async () => {
    expect(await finder.find(entry({ operation: 'obtainToken', answer: answer(200, '{}') }))).toBeNull();
    expect(await finder.find(entry({ operation: 'createCustomer', answer: answer(201) }))).toBeNull();
    expect(await finder.find(entry({ operation: null, answer: answer(404) }))).toBeNull();
  });
});

it('every call that a node of the catalogue makes leads to a node', () => {
  const without = [
    'activateWebhook',
    'checkEligibility',
    'createCustomer',
    'getChatAllowed',
    'getTranscript',
    'logOut',
    'revokeToken',
  ];
  expect(operationIds.filter((operation) => nodeOfCall(entry({ operation })) === undefined).toSorted()).toEqual(without);
});

describe('the outcomes of a whole day', () => {
  const results: string[] = [];
  const calls: JournalEntry[] = [];
  beforeAll(async () => {
    for (const name of [
      'good-day',
      'good-day-on-messenger',
      'no-agent-then-one-logs-in',
      'agent-sends-a-file',
      'outcomes-search-customer',
    ]) {
      const onEvent = (event: ScenarioEvent) => {
        if (event.type === 'result') results.push(event.outcome);
        if (event.type === 'journal') calls.push(event.entry);
      };
      await runScenario(loadScenario(`${libraryFolder}/${name}.yaml`), { onEvent });
    }
  });

  it('are those by which the nodes were left', async () => {
    const found = await Promise.all(calls.map((call) => finder.find(call)));
    const wrong = found.filter((one) => one !== null && !one.isRepeated && !results.includes(one.outcome));
    expect(wrong).toEqual([]);
    const events = found.flatMap((one) => (one?.node === 'Start Conversation' ? [one.outcome] : []));
    expect(events).toEqual(expect.arrayContaining(['Assigned', 'Message', 'Complete', 'UploadAttachment']));
  });
});
