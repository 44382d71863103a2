import { expect, it, vi } from 'vitest';
import { conversationId as known, message, receiverOn } from '../../test/client/callbacks.ts';
import { ManualClock } from '../../test/client/clock.ts';
import type { DatabaseUnderTest } from '../../test/client/databases.ts';
import { describeDatabases, describePostgres, postgres } from '../../test/client/databases.ts';
import type { InboxMessage } from '../index.ts';

/** A receiver that tells of what nobody waits for. `told` gives the next such message. */
async function opened(database: DatabaseUnderTest) {
  const clock = new ManualClock();
  const { inbox } = await database.records().open(clock);
  let arrived = Promise.withResolvers<string>();
  const onUnclaimed = vi.fn(({ id }: InboxMessage) => arrived.resolve(id));
  const { post } = receiverOn({ inbox }, { onUnclaimed, clock });
  const told = async () => {
    const id = await arrived.promise;
    arrived = Promise.withResolvers();
    return id;
  };
  return { inbox, clock, post, onUnclaimed, told };
}

function orphan() {
  return message('text/plain', { conversation: { id: 'orphan' } });
}

describeDatabases('a message of a conversation whose start failed here', (database) => {
  it('is told when the last start is settled that may have led to it', async () => {
    const { inbox, clock, post, onUnclaimed, told } = await opened(database);
    await inbox.expectStart('timed out', clock.now() + 60_000);
    await inbox.expectStart('another', clock.now() + 90_000);
    const held = orphan();
    await post(held);
    await clock.armed(90_000);
    await inbox.expectStart('a later one', clock.now() + 120_000);
    await inbox.settleStart('timed out', undefined);
    expect(onUnclaimed).not.toHaveBeenCalled();
    await inbox.settleStart('another', known);
    expect(await told()).toBe(held.id);
    expect(await inbox.unclaimed()).toMatchObject([{ id: held.id }]);
  });

  it('is told when that start is given up, as after the death of its process', async () => {
    const { inbox, clock, post, told } = await opened(database);
    await inbox.expectStart('of a process that died', clock.now() + 60_000);
    const held = orphan();
    await post(held);
    await clock.armed(60_000);
    clock.advance(60_000);
    expect(await told()).toBe(held.id);
  });

  it('is told at once when no start is pending, and once', async () => {
    const { inbox, post, onUnclaimed } = await opened(database);
    const [first, second] = [orphan(), orphan()];
    await post(first);
    await post(first, second);
    expect(onUnclaimed.mock.calls.map(([{ id }]) => id)).toEqual([first.id, second.id]);
    expect(await inbox.reportUnclaimed(0)).toEqual({ messages: [], heldUntil: null });
  });

  it('is not told when the conversation becomes known', async () => {
    const { inbox, clock, post, onUnclaimed } = await opened(database);
    await inbox.expectStart('s', clock.now() + 60_000);
    await post(message('text/plain'));
    await clock.armed(60_000);
    await inbox.settleStart('s', known);
    expect(await inbox.reportUnclaimed(clock.now())).toEqual({ messages: [], heldUntil: null });
    expect(onUnclaimed).not.toHaveBeenCalled();
  });

  it('that an earlier process left is told with the first callback', async () => {
    const { inbox, clock, post, told } = await opened(database);
    await inbox.expectStart('s', clock.now() + 1);
    await inbox.deliver([{ id: '1', conversationId: 'orphan', json: '{}' }], clock.now());
    clock.advance(1);
    await inbox.resume(known);
    await post(message('text/plain'));
    expect(await told()).toBe('1');
  });
});

describeDatabases('onUnclaimed', (database) => {
  it('may throw: the messages are stored all the same, and ECE is told so', async () => {
    const { inbox } = await database.records().open();
    const log = vi.fn();
    const onUnclaimed = () => {
      throw new Error('no pager');
    };
    const held = orphan();
    expect(await receiverOn({ inbox }, { onUnclaimed, log }).post(held)).toBe(200);
    expect(log).toHaveBeenCalledWith(`onUnclaimed failed for callback message ${held.id}: no pager`);
  });
});

describePostgres('a message of a conversation whose start failed here', () => {
  it('is told by one of several receivers, whichever process settles the start', async () => {
    const records = postgres.records();
    const stores = [await records.open(), await records.open(), await records.open()] as const;
    const told = Promise.withResolvers<string>();
    const onUnclaimed = vi.fn(({ id }: InboxMessage) => told.resolve(id));
    const [one, other] = [receiverOn(stores[0], { onUnclaimed }), receiverOn(stores[1], { onUnclaimed })];
    await stores[2].inbox.expectStart('s', Date.now() + 600_000);
    const held = orphan();
    await Promise.all([one.post(held), other.post(held)]);
    await stores[2].inbox.settleStart('s', undefined);
    expect(await told.promise).toBe(held.id);
    expect(await stores[0].inbox.reportUnclaimed(Date.now())).toMatchObject({ messages: [] });
    expect(onUnclaimed).toHaveBeenCalledTimes(1);
  });
});

describePostgres('a message of a conversation that has just been started', () => {
  it('is not taken for one that nobody waits for', async () => {
    const records = postgres.records();
    const [flow, receiver] = [await records.open(), await records.open()];
    const deliveries: string[] = [];
    for (let n = 0; n < 400; n++) {
      const conversationId = `c${n}`;
      await flow.inbox.expectStart(`s${n}`, 1000);
      const [delivered] = await Promise.all([
        receiver.inbox.deliver([{ id: '1', conversationId, json: '{}' }], 0),
        flow.inbox.settleStart(`s${n}`, conversationId),
      ]);
      deliveries.push(...delivered);
    }
    expect(deliveries.filter((delivery) => delivery === 'unclaimed')).toEqual([]);
  });
});
