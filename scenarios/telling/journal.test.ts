import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import { operationIds } from '../../simulator/protocol/operations.ts';
import { describeExchange } from './journal.ts';

function message(body = '') {
  return { headers: {}, body };
}

function entry(given: Partial<JournalEntry>): JournalEntry {
  return {
    number: 1,
    at: 0,
    kind: 'call',
    operation: 'sendMessage',
    who: null,
    entryPointId: null,
    conversationIds: [],
    request: { ...message(), method: 'POST', target: '/system/send' },
    answer: { ...message(), status: 204 },
    problem: null,
    refusal: null,
    faultId: null,
    ...given,
  };
}

function request(body: string) {
  return { ...message(body), method: 'POST', target: '/system/send' };
}

describe('a journal entry is described', () => {
  it.each([
    ['JSON', '{"content":"Hello"}'],
    ['XML', '<?xml version="1.0"?><ns2:message xmlns:ns2="x"><content>Hello</content></ns2:message>'],
  ])('with what the customer writes, in %s', (_format, body) => {
    const [asked, answered] = describeExchange(entry({ request: request(body) }));
    expect(asked).toMatchObject({ from: 'Flow', to: 'ECE', wire: 'POST /system/send' });
    expect(asked?.meaning).toBe('sends a message into the conversation: "Hello"');
    expect(answered).toEqual({ from: 'ECE', to: 'Flow', wire: '204 No Content', meaning: '', isRefusal: false });
  });

  it('with the private reason of a refusal', () => {
    const refused = entry({
      answer: { ...message('{"code":"401-101","developerMessage":"New login is required."}'), status: 401 },
      refusal: { key: 'unauthorized', reason: { rule: 'the token is expired', wouldWork: 'a new login' } },
    });
    expect(describeExchange(refused)[1]).toEqual({
      from: 'ECE',
      to: 'Flow',
      wire: '401 Unauthorized',
      meaning: '401-101 New login is required.',
      why: 'the token is expired. What would work: a new login.',
      isRefusal: true,
    });
  });

  it('without an answer', () => {
    const [, answered] = describeExchange(entry({ answer: null, problem: 'the fault fault-1 closes the connection' }));
    expect(answered).toMatchObject({ wire: 'no answer', meaning: 'the fault fault-1 closes the connection', isRefusal: true });
  });

  it('as a callback, from ECE to the flow, without the port', () => {
    const body =
      '{"message":[{"id":"1","conversation":{"id":"c"},"type":{"value":"text/plain"},"content":"Hi"},{"id":"2","conversation":{"id":"c"},"type":{"value":"complete"}}]}';
    const [asked, answered] = describeExchange(
      entry({ kind: 'callback', operation: null, request: { ...request(body), target: 'http://127.0.0.1:4000/callback' } }),
    );
    expect(asked).toMatchObject({
      from: 'ECE',
      to: 'Flow',
      wire: 'POST /callback',
      meaning: 'callback text/plain: "Hi", complete',
    });
    expect(answered).toMatchObject({ from: 'Flow', to: 'ECE' });
  });

  it.each([
    ['file', 'file server', "fetches the customer's file"],
    ['callback-token', 'token URL', 'asks for a token for the callback'],
  ] as const)('as a request of ECE: %s', (kind, to, meaning) => {
    expect(describeExchange(entry({ kind, operation: null }))[0]).toMatchObject({ from: 'ECE', to, meaning });
  });
});

it('every call has a purpose in the words of a trainer', () => {
  const missing = operationIds.filter((operation) => {
    const [asked] = describeExchange(entry({ operation }));
    return asked === undefined || asked.meaning === '' || asked.meaning.startsWith('undefined');
  });
  expect(missing.map((operation) => `Add the purpose of ${operation} to scenarios/telling/journal.ts.`)).toEqual([]);
});
