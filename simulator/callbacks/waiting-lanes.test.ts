import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeSettings } from '../doors/change-settings.ts';
import { defaultSettings, settings } from '../protocol/settings.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import { laneOf, nextBatch } from './lanes.ts';
import { WaitingLanes } from './waiting-lanes.ts';

function message(id: number, conversationId = 'a'): CallbackMessage {
  return { id: String(id), conversationId, type: 'plainText', timeStamp: 0 };
}
function inOrder(messages: readonly CallbackMessage[]) {
  return messages;
}
const free = {
  isHeld: () => false,
  isOvertaken: () => false,
  shuffle: inOrder,
  countFitting: ({ length }: readonly CallbackMessage[]) => length,
};
const [one, two, three] = [message(1), message(2), message(3)];

describe('the messages that wait in a lane', () => {
  it('are taken once', () => {
    const lanes = new WaitingLanes([one, two], defaultSettings);
    expect(lanes.take('all', free)).toEqual([one, two]);
    expect(lanes.take('all', free)).toEqual([]);
    expect(lanes.names()).toEqual([]);
    lanes.add(three);
    expect(lanes.take('all', free)).toEqual([three]);
  });

  it('stay behind one that is held', () => {
    const lanes = new WaitingLanes([one, two, three], defaultSettings);
    expect(lanes.take('all', { ...free, isHeld: (id) => id === '2' })).toEqual([one]);
    expect(lanes.take('all', free)).toEqual([two, three]);
  });

  it('stay when the request has no room for them, first of all', () => {
    const lanes = new WaitingLanes([one, two, three], defaultSettings);
    expect(lanes.take('all', { ...free, countFitting: () => 2 })).toEqual([one, two]);
    lanes.add(message(4));
    expect(lanes.take('all', free)).toEqual([three, message(4)]);
  });

  it('go before one that lets them', () => {
    const lanes = new WaitingLanes([one, two, three], defaultSettings);
    expect(lanes.take('all', { ...free, isOvertaken: (id) => id === '1' })).toEqual([two, three]);
    expect(lanes.take('all', free)).toEqual([one]);
  });

  it('are not sent when they are lost', () => {
    const lanes = new WaitingLanes([one, two], defaultSettings);
    lanes.remove('1');
    expect(lanes.take('all', free)).toEqual([two]);
  });
});

it('what is taken is what the lanes of all waiting messages give', () => {
  const batchings = fc.constantFrom(...settings['callback.batching'].values);
  const orders = fc.constantFrom(...settings['callback.order'].values);
  const steps = fc.array(fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.constant(null)), { maxLength: 30 });
  fc.assert(
    fc.property(batchings, orders, steps, (batching, order, plan) => {
      const values = changeSettings(defaultSettings, { 'callback.batching': batching, 'callback.order': order });
      const lanes = new WaitingLanes([], values);
      let waiting: CallbackMessage[] = [];
      plan.forEach((conversationId, at) => {
        if (conversationId !== null) {
          waiting.push(message(at, conversationId));
          lanes.add(waiting.at(-1)!);
          return;
        }
        for (const [name, all] of Map.groupBy(waiting, (each) => laneOf(each, values))) {
          const batch = nextBatch(all, values, inOrder);
          expect(lanes.take(name, free)).toEqual(batch);
          waiting = waiting.filter((each) => !batch.includes(each));
        }
      });
    }),
  );
});
