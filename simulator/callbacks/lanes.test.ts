import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeSettings } from '../doors/change-settings.ts';
import { defaultSettings, settings } from '../protocol/settings.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import { backoffMs, laneOf, mostInBatch, nextBatch } from './lanes.ts';

function message(id: number, conversationId: string): CallbackMessage {
  return {
    id: String(id),
    conversationId,
    type: 'plainText',
    timeStamp: 0,
  };
}
function inSettings(batching: string, order: string) {
  return changeSettings(defaultSettings, { 'callback.batching': batching, 'callback.order': order });
}
function reversed(messages: readonly CallbackMessage[]) {
  return [...messages].reverse();
}
const [a1, b1, a2] = [message(1, 'a'), message(2, 'b'), message(3, 'a')];

describe('a lane', () => {
  it.each([
    ['all-queued', 'per-conversation', ['all', 'all', 'all']],
    ['all-queued', 'none', ['all', 'all', 'all']],
    ['per-conversation', 'per-application', ['all', 'all', 'all']],
    ['per-conversation', 'per-conversation', ['a', 'b', 'a']],
    ['one', 'per-conversation', ['a', 'b', 'a']],
    ['one', 'none', ['1', '2', '3']],
  ])('with %s and order %s is shared by what must wait for each other', (batching, order, lanes) => {
    expect([a1, b1, a2].map((one) => laneOf(one, inSettings(batching, order)))).toEqual(lanes);
  });
});

describe('a batch', () => {
  it.each([
    ['all-queued', 'per-conversation', [a1, b1, a2]],
    ['per-conversation', 'per-application', [a1]],
    ['one', 'per-application', [a1]],
    ['all-queued', 'none', [a2, b1, a1]],
  ])('with %s and order %s', (batching, order, expected) => {
    expect(nextBatch([a1, b1, a2], inSettings(batching, order), reversed)).toEqual(expected);
  });

  it('of nothing is nothing', () => {
    expect(nextBatch([], defaultSettings, reversed)).toEqual([]);
  });

  it('has at most a thousand messages', () => {
    const many = Array.from({ length: 1001 }, (_, id) => message(id, 'a'));
    expect(nextBatch(many, defaultSettings, reversed)).toEqual(many.slice(0, 1000));
    expect(nextBatch(many, inSettings('per-conversation', 'per-conversation'), reversed)).toHaveLength(1000);
  });
});

it('lanes that are emptied batch by batch keep the order that the settings promise, and lose nothing', () => {
  const batchings = fc.constantFrom(...settings['callback.batching'].values);
  const orders = fc.constantFrom(...settings['callback.order'].values);
  const conversations = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(batchings, orders, conversations, (batching, order, ids) => {
      const values = inSettings(batching, order);
      let waiting = ids.map((conversationId, at) => message(at, conversationId));
      const left: CallbackMessage[] = [];
      while (waiting.length > 0) {
        for (const lane of Map.groupBy(waiting, (one) => laneOf(one, values)).values())
          left.push(...nextBatch(lane, values, reversed));
        waiting = waiting.filter((one) => !left.includes(one));
      }
      const numbers = (messages: CallbackMessage[]) => messages.map(({ id }) => Number(id));
      expect(numbers(left).toSorted((one, other) => one - other)).toEqual(ids.map((_, at) => at));
      const kept =
        order === 'none'
          ? []
          : order === 'per-application'
            ? [left]
            : [...Map.groupBy(left, (one) => one.conversationId).values()];
      for (const messages of kept) expect(numbers(messages)).toEqual(numbers(messages).toSorted((one, other) => one - other));
    }),
  );
});

describe('the pause before a repeat', () => {
  it('doubles from a second to a minute', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 1000].map((failures) => backoffMs(defaultSettings['callback.backoff'], failures));
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('can be always the same', () => {
    const fixed = { initialMs: 3000, factor: 1, maxMs: 3000, maxTries: null };
    expect([1, 2, 50].map((failures) => backoffMs(fixed, failures))).toEqual([3000, 3000, 3000]);
  });
});

it('lanes by order, where a request carries one message or those of a conversation', () => {
  const message = { id: 'm', conversationId: 'c' } as Parameters<typeof laneOf>[0];
  const laneWith = (order: string, batching: string) =>
    laneOf(message, changeSettings(defaultSettings, { 'callback.order': order, 'callback.batching': batching }));
  expect(
    ['per-application', 'per-conversation', 'none'].map((order) =>
      ['one', 'per-conversation', 'all-queued'].map((batching) => laneWith(order, batching)),
    ),
  ).toEqual([
    ['all', 'all', 'all'],
    ['c', 'c', 'all'],
    ['m', 'c', 'all'],
  ]);
});

it('a request carries one message or a thousand', () => {
  const most = (batching: string) => mostInBatch(changeSettings(defaultSettings, { 'callback.batching': batching }));
  expect(['one', 'per-conversation', 'all-queued'].map(most)).toEqual([1, 1000, 1000]);
});
