import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/client/clock.ts';
import { describeDatabases, describePostgres, postgres } from '../../test/client/databases.ts';
import type { Inbox, InboxMessage } from './inbox.ts';

function message(id: string, conversationId = 'c1'): InboxMessage {
  return { id, conversationId, json: JSON.stringify({ id }) };
}
function ids(messages: readonly InboxMessage[]) {
  return messages.map(({ id }) => id);
}

/** A start that led to the conversation. */
async function start(inbox: Inbox, conversationId = 'c1', startId = `start of ${conversationId}`) {
  await inbox.expectStart(startId, 1000);
  return (await inbox.settleStart(startId, conversationId))!;
}

describeDatabases('inbox', (database) => {
  const open = async () => (await database.records().open()).inbox;

  it('keeps messages in their order until they are handled', async () => {
    const inbox = await open();
    const lease = await start(inbox);
    expect(await inbox.deliver([message('12'), message('9')], 0)).toEqual(['waiting', 'waiting']);
    expect(await inbox.deliver([message('10')], 0)).toEqual(['waiting']);
    const waiting = await inbox.waiting('c1');
    expect(ids(waiting)).toEqual(['12', '9', '10']);
    expect(waiting[0]).toMatchObject(message('12'));
    await inbox.handled(waiting[0]!, lease);
    expect(ids(await inbox.waiting('c1'))).toEqual(['9', '10']);
  });

  it('drops what came before, in the same or an earlier delivery, handled or not', async () => {
    const inbox = await open();
    const lease = await start(inbox);
    expect(await inbox.deliver([message('1'), message('1'), message('2')], 0)).toEqual(['waiting', 'duplicate', 'waiting']);
    await inbox.handled((await inbox.waiting('c1'))[0]!, lease);
    expect(await inbox.deliver([message('1'), message('2'), message('3')], 0)).toEqual(['duplicate', 'duplicate', 'waiting']);
    expect(ids(await inbox.waiting('c1'))).toEqual(['2', '3']);
  });

  it('tells messages of different conversations with the same id apart', async () => {
    const inbox = await open();
    await start(inbox, 'c1');
    await start(inbox, 'c2');
    expect(await inbox.deliver([message('1', 'c1'), message('1', 'c2')], 0)).toEqual(['waiting', 'waiting']);
    expect(ids(await inbox.waiting('c2'))).toEqual(['1']);
  });

  it('holds what overtakes the answer to a start', async () => {
    const inbox = await open();
    await inbox.expectStart('s', 1000);
    expect(await inbox.deliver([message('1')], 999)).toEqual(['held']);
    await inbox.settleStart('s', 'c1');
    expect(ids(await inbox.waiting('c1'))).toEqual(['1']);
    expect(await inbox.unclaimed()).toEqual([]);
  });

  it('keeps and lists what nobody waits for', async () => {
    const inbox = await open();
    expect(await inbox.deliver([message('1', 'stranger')], 0)).toEqual(['unclaimed']);
    await inbox.expectStart('failed', 1000);
    await inbox.settleStart('failed', undefined);
    expect(await inbox.deliver([message('2', 'stranger')], 0)).toEqual(['unclaimed']);
    await inbox.expectStart('process that died', 1000);
    expect(await inbox.deliver([message('3', 'stranger')], 1000)).toEqual(['unclaimed']);
    expect(ids(await inbox.unclaimed())).toEqual(['1', '2', '3']);
    expect(await inbox.resume('stranger')).toBe(true);
    expect(ids(await inbox.waiting('stranger'))).toEqual(['1', '2', '3']);
    expect(await inbox.unclaimed()).toEqual([]);
  });

  it('takes nothing after the end', async () => {
    const inbox = await open();
    await start(inbox);
    await inbox.deliver([message('1'), message('2')], 0);
    await inbox.end('c1');
    expect(await inbox.waiting('c1')).toEqual([]);
    expect(await inbox.deliver([message('2'), message('3')], 0)).toEqual(['ended', 'ended']);
    expect(await inbox.resume('c1')).toBe(false);
  });

  it('lists the conversations that are not over and that nobody follows, oldest first', async () => {
    const inbox = await open();
    const leases = [await start(inbox, 'c3'), await start(inbox, 'c1'), await start(inbox, 'c2')];
    await inbox.expectStart('pending', 1000);
    await inbox.end('c1');
    expect(await inbox.ongoing()).toEqual([]);
    for (const lease of leases) await inbox.release(lease);
    expect(await inbox.ongoing()).toEqual(['c3', 'c2']);
    await inbox.take('c3');
    expect(await inbox.ongoing()).toEqual(['c2']);
  });

  it('takes a conversation anew whose id an ECE gave again', async () => {
    const inbox = await open();
    await start(inbox, 'c1', 'first');
    await inbox.end('c1');
    await inbox.release(await start(inbox, 'c1', 'second'));
    expect(await inbox.deliver([message('1')], 0)).toEqual(['waiting']);
    expect(await inbox.ongoing()).toEqual(['c1']);
  });

  it('takes a delivery for more conversations than a statement has room for', async () => {
    const inbox = await open();
    const many = Array.from({ length: 33_000 }, (_, n) => message('1', `c${n}`));
    expect(new Set(await inbox.deliver(many, 0))).toEqual(new Set(['unclaimed']));
  });

  it('keeps 2500 messages of one delivery in order', async () => {
    const inbox = await open();
    await start(inbox);
    const many = Array.from({ length: 2500 }, (_, n) => message(String(n)));
    expect(new Set(await inbox.deliver(many, 0))).toEqual(new Set(['waiting']));
    expect(ids(await inbox.waiting('c1'))).toEqual(ids(many));
    expect(await inbox.deliver([], 0)).toEqual([]);
  });

  it('rings for the conversation whose messages came, until nobody listens', async () => {
    const inbox = await open();
    const rings: string[] = [];
    const stop = await inbox.listen('c1', () => rings.push('c1'));
    const stopOther = await inbox.listen('c2', () => rings.push('c2'));
    rings.length = 0;
    await inbox.deliver([message('1', 'c2')], 0);
    expect(new Set(rings)).toEqual(new Set(['c2']));
    stopOther();
    rings.length = 0;
    await inbox.deliver([message('2', 'c2')], 0);
    expect(rings).toEqual([]);
    stop();
  });

  it('is what it was when it is opened again', async () => {
    const records = database.records();
    const before = await records.open();
    const lease = await start(before.inbox);
    await before.inbox.deliver([message('1'), message('2')], 0);
    await before.inbox.handled((await before.inbox.waiting('c1'))[0]!, lease);
    await before.close();
    const { inbox } = await records.open();
    expect(await inbox.ongoing()).toEqual(['c1']);
    expect(ids(await inbox.waiting('c1'))).toEqual(['2']);
  });
});

describePostgres('inbox of several processes', () => {
  it('keeps each message once when two receivers are given the same ones at once, in either order', async () => {
    const records = postgres.records();
    const [one, other] = [await records.open(), await records.open()];
    await start(one.inbox);
    for (let round = 0; round < 5; round++) {
      const messages = Array.from({ length: 200 }, (_, n) => message(`${round}.${n}`));
      const deliveries = await Promise.all([one.inbox.deliver(messages, 0), other.inbox.deliver(messages.toReversed(), 0)]);
      expect(deliveries.flat().filter((delivery) => delivery === 'waiting')).toHaveLength(200);
      expect(deliveries.flat().filter((delivery) => delivery === 'duplicate')).toHaveLength(200);
    }
    expect(new Set(ids(await one.inbox.waiting('c1'))).size).toBe(1000);
  });

  it('rings for what another process took, also after the connection broke', async () => {
    const records = postgres.records();
    const clock = new ManualClock();
    clock.letPass(1000);
    const [here, there] = [await records.open(clock), await records.open()];
    let rung = Promise.withResolvers<undefined>();
    await here.inbox.listen('c1', () => rung.resolve(undefined));

    rung = Promise.withResolvers();
    await there.inbox.deliver([message('1')], 0);
    await rung.promise;

    rung = Promise.withResolvers();
    const connectedAnew = rung.promise;
    await records.execute(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ece_inbox_' || current_schema()",
    );
    await connectedAnew;

    rung = Promise.withResolvers();
    await there.inbox.deliver([message('2')], 0);
    await rung.promise;
  });
});

describe('inbox', () => {
  it('says why PostgreSQL cannot be opened', async () => {
    const { openChatStore } = await import('./open.ts');
    await expect(openChatStore({ url: 'postgres://nobody:PLANTED-password@127.0.0.1:1/none' })).rejects.toThrow('ECONNREFUSED');
  });
});
