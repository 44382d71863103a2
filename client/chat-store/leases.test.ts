import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../../test/client/clock.ts';
import { describeDatabases, describePostgres, postgres } from '../../test/client/databases.ts';
import type { Inbox, Lease } from '../index.ts';
import { ConversationHeldError } from '../index.ts';
import { openStoreAndDatabase } from './open.ts';

function message(id: string) {
  return { id, conversationId: 'c1', json: JSON.stringify({ id }) };
}

async function started(inbox: Inbox, conversationId = 'c1'): Promise<Lease> {
  await inbox.expectStart(`start of ${conversationId}`, 1000);
  return (await inbox.settleStart(`start of ${conversationId}`, conversationId))!;
}

/** The error with which the promise is rejected. */
async function refusal(refused: Promise<unknown>) {
  const error = await refused.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(ConversationHeldError);
  return error as ConversationHeldError;
}

describeDatabases('lease of a conversation', (database) => {
  it('is refused while this process follows the conversation, and given when it was given back', async () => {
    const { inbox } = await database.records().open();
    const lease = await started(inbox);
    const { message: words, holder } = await refusal(inbox.take('c1'));
    expect(words).toBe(`Conversation c1 cannot be taken: this process, ${lease.holder}, follows it already.`);
    expect(holder).toBe(lease.holder);
    await inbox.release(lease);
    expect(await inbox.take('c1')).toEqual({ ...lease, fence: 2 });
  });

  it('is not given for a conversation that is over or unknown', async () => {
    const { inbox } = await database.records().open();
    const lease = await started(inbox);
    await inbox.end('c1', lease);
    expect(await inbox.take('c1')).toBeUndefined();
    expect(await inbox.take('stranger')).toBeUndefined();
    await inbox.release(lease);
  });

  it('passes on when the store is closed', async () => {
    const records = database.records();
    const before = await records.open();
    await started(before.inbox);
    await before.close();
    const { inbox } = await records.open();
    expect(await inbox.ongoing()).toEqual(['c1']);
    expect(await inbox.take('c1')).toMatchObject({ fence: 2 });
  });

  it('of a start can be settled twice, as after an answer that was lost', async () => {
    const { inbox } = await database.records().open();
    const lease = await started(inbox);
    await inbox.deliver([message('1')], 0);
    await inbox.settleStart('start of c1', 'c1');
    expect(await inbox.waiting('c1')).toMatchObject([{ id: '1' }]);
    expect((await refusal(inbox.confirm({ ...lease, fence: 9 }))).conversationId).toBe('c1');
  });
});

describePostgres('lease of a conversation', () => {
  /** Two processes, each with a clock of its own: one whose clock stands still is dead or paused. */
  async function twoProcesses() {
    const records = postgres.records();
    const clocks = [new ManualClock(), new ManualClock()] as const;
    const [one, other] = [await records.open(clocks[0]), await records.open(clocks[1])];
    return { one: one.inbox, other: other.inbox, clock: clocks[0], otherClock: clocks[1], records };
  }

  it('is refused with the holder while another process is alive', async () => {
    const { one, other } = await twoProcesses();
    const lease = await started(one);
    expect(await other.ongoing()).toEqual([]);
    const { message: words, holder } = await refusal(other.take('c1'));
    expect(holder).toBe(lease.holder);
    expect(words).toBe(
      `Conversation c1 cannot be taken: process ${lease.holder} follows it. That process keeps it until it ends, gives it back, or is silent for 30000 ms.`,
    );
  });

  it('passes on when its holder gave no sign of life for 30 seconds, and not before', async () => {
    const { one, other, otherClock } = await twoProcesses();
    await started(one);
    otherClock.advance(29_999);
    expect(await other.ongoing()).toEqual([]);
    otherClock.advance(1);
    expect(await other.ongoing()).toEqual(['c1']);
    expect(await other.take('c1')).toMatchObject({ fence: 2 });
  });

  it('stays with a process whose heartbeat arrives', async () => {
    const { one, other, clock, otherClock } = await twoProcesses();
    await started(one);
    await one.listen('c1', () => undefined);
    for (let beats = 0; beats < 6; beats++) {
      await clock.armed(10_000);
      clock.advance(10_000);
      otherClock.advance(10_000);
    }
    await clock.armed(10_000);
    expect(await other.ongoing()).toEqual([]);
  });

  it('keeps a process that was paused from writing', async () => {
    const { one, other, clock, otherClock } = await twoProcesses();
    const lease = await started(one);
    await one.deliver([message('1')], 0);
    const [waiting] = await one.waiting('c1');
    otherClock.advance(30_000);
    const later = (await other.take('c1'))!;
    clock.advance(30_000);

    for (const write of [() => one.handled(waiting!, lease), () => one.end('c1', lease), () => one.confirm(lease)]) {
      const { holder, message: words } = await refusal(write());
      expect(holder).toBe(later.holder);
      expect(words).toContain(`Conversation c1 is no longer this process's: process ${later.holder} follows it.`);
    }
    expect(await other.waiting('c1')).toHaveLength(1);
    await other.end('c1', later);
    expect((await refusal(one.handled(waiting!, lease))).holder).toBeUndefined();
  });

  it('is in doubt after a pause, also when the next heartbeat has arrived', async () => {
    const { one, other, clock, otherClock } = await twoProcesses();
    const lease = await started(one);
    otherClock.advance(30_000);
    await other.take('c1');
    clock.advance(30_000);
    await started(one, 'c2');
    await refusal(one.confirm(lease));
  });

  it('is given to one of many processes that want it at once', async () => {
    const records = postgres.records();
    const stores = await Promise.all(Array.from({ length: 4 }, () => records.open()));
    const [first] = stores;
    for (let n = 0; n < 10; n++) {
      await first!.inbox.resume(`c${n}`);
      const taken = await Promise.allSettled(stores.map(({ inbox }) => inbox.take(`c${n}`)));
      expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });

  it('is taken while the take of another conversation of this process waits', async () => {
    const records = postgres.records();
    const { inbox } = await records.open();
    for (const id of ['c1', 'c2']) await inbox.resume(id);
    const held = await records.hold(`select 1 from conversation where conversation_id = 'c1' for update`);
    const waiting = inbox.take('c1');
    expect(await inbox.take('c2')).toMatchObject({ fence: 1 });
    await held.release();
    expect(await waiting).toMatchObject({ fence: 1 });
  });

  it.each([
    [1000, '1s'],
    [30_000, '5s'],
  ])('of %i ms bounds how long a paused process keeps locks: %s', async (leaseMs, longestPause) => {
    const { store, database } = await openStoreAndDatabase({ ...postgres.records().settings, leaseMs });
    onTestFinished(() => store.close());
    const limits = await database.kysely.transaction().execute(async (transaction) => {
      await database.takeTurn(transaction);
      const { rows } = await sql<{ pause: string; turn: string }>`
        select current_setting('idle_in_transaction_session_timeout') as pause, current_setting('lock_timeout') as turn
      `.execute(transaction);
      return rows[0];
    });
    expect(limits).toEqual({ pause: longestPause, turn: '5s' });
  });

  it('goes by the clock of PostgreSQL where no clock is given', async () => {
    const records = postgres.records();
    const [one, other] = [await records.open(), await records.open()];
    await started(one.inbox);
    await records.execute('update follower set alive_until = (extract(epoch from clock_timestamp()) * 1000)::bigint + 1000');
    expect(await other.inbox.ongoing()).toEqual([]);
    await records.execute('update follower set alive_until = (extract(epoch from clock_timestamp()) * 1000)::bigint - 1');
    expect(await other.inbox.ongoing()).toEqual(['c1']);
  });
});

describe('the times of leases', () => {
  it.each([
    [{ leaseMs: 999 }, 'leaseMs'],
    [{ leaseMs: 3_600_001 }, 'leaseMs'],
    [{ timeoutMs: 99 }, 'timeoutMs'],
  ])('cannot be %o', async (settings, fault) => {
    const { openChatStore } = await import('./open.ts');
    await expect(openChatStore(settings)).rejects.toThrow(fault);
  });
});
