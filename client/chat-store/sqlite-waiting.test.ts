import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../../test/client/clock.ts';
import { sqliteFile } from '../../test/client/databases.ts';
import { openStoreAndDatabase } from './open.ts';

const ann = { channel: 'sms', customerId: '5550100', businessId: '1000' } as const;

/** A store whose file another connection has locked. */
async function lockedStore() {
  const records = sqliteFile.records();
  const clock = new ManualClock();
  const store = await records.open(clock);
  const other = new DatabaseSync(records.settings.url!);
  onTestFinished(() => other.close());
  other.exec('begin immediate');
  return { store, clock, other };
}

describe('a SQLite file that another process has locked', () => {
  it('is waited for on the clock, without stopping the process', async () => {
    const { store, clock, other } = await lockedStore();
    const creation = store.createChat(ann, 1);
    await clock.armed(50);
    other.exec('commit');
    clock.advance(50);
    expect(await creation).toMatchObject({ result: 'created' });
  });

  it('is given up after half a minute, with the words of SQLite', async () => {
    const { store, clock } = await lockedStore();
    const creation = expect(store.createChat(ann, 1)).rejects.toThrow('database is locked');
    await clock.armed(50);
    clock.letPass(50);
    clock.advance(30_000);
    await creation;
  });
});

it('a disk that is full is told as such, although SQLite has ended the transaction already', async () => {
  const { store, database } = await openStoreAndDatabase({ url: sqliteFile.records().settings.url });
  onTestFinished(() => store.close());
  await sql`pragma max_page_count = 1`.execute(database.kysely);
  await expect(store.createChat({ ...ann, message: 'x'.repeat(100_000) }, 1)).rejects.toThrow('database or disk is full');
});
