import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { describePostgres, postgres, sqliteFile } from '../../test/client/databases.ts';
import { ChatStoreError } from '../errors.ts';
import { describeDatabaseError } from './database-errors.ts';
import { openStoreAndDatabase } from './open.ts';

const ann = { channel: 'sms', customerId: '5550100', businessId: '1000' } as const;

async function failure(work: Promise<unknown>): Promise<ChatStoreError> {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(ChatStoreError);
  return error as ChatStoreError;
}

describe('an error of a SQLite file', () => {
  it.each([
    [
      'read-only',
      'pragma query_only = on',
      'The chat store is read-only. Is it a standby, or a file without permission to write?',
    ],
    ['full', 'pragma max_page_count = 1', 'The disk of the chat store is full. Make room.'],
  ])('that is %s says so, and may go away', async (_, pragma, sentence) => {
    const { settings } = sqliteFile.records();
    const { store, database } = await openStoreAndDatabase(settings);
    const { CompiledQuery } = await import('kysely');
    await database.kysely.executeQuery(CompiledQuery.raw(pragma));
    const error = await failure(store.createChat({ ...ann, message: 'x'.repeat(100_000) }, 1));
    expect(error.message).toContain(sentence);
    expect(error.isTemporary).toBe(true);
    await store.close();
  });

  it('that is damaged says so', () => {
    const error = describeDatabaseError(Object.assign(new Error('malformed'), { errcode: 11 }));
    expect(error.message).toBe('The file of the chat store is damaged. Restore it from a copy. (malformed)');
    expect(error.isTemporary).toBe(false);
  });
});

describePostgres('an error of PostgreSQL', () => {
  it('that is read-only says so, and may go away', async () => {
    const records = postgres.records();
    await (await records.open()).close();
    const url = `${records.settings.url}?options=-c%20default_transaction_read_only%3Don`;
    const { openChatStore } = await import('./open.ts');
    // The options of the URL give way to those of the store.
    await (await openChatStore({ ...records.settings, url })).close();
    const { store, database } = await openStoreAndDatabase(records.settings);
    const { CompiledQuery } = await import('kysely');
    const error = await failure(
      database.kysely.connection().execute(async (connection) => {
        await connection.executeQuery(CompiledQuery.raw('set default_transaction_read_only = on'));
        await connection
          .insertInto('follower')
          .values({ holder: 'x', alive_until: 1 })
          .execute()
          .catch((error: unknown) => {
            throw describeDatabaseError(error);
          });
      }),
    );
    expect(error.message).toContain('The chat store is read-only.');
    await store.close();
  });

  it.each([
    [
      'postgres://root@127.0.0.1:5432/no_such_database',
      'The database that the URL of the chat store names does not exist. Create it.',
    ],
  ])('says what to do about %s', async (url, sentence) => {
    const { openChatStore } = await import('./open.ts');
    const given = new URL(postgres.records().settings.url!);
    given.pathname = new URL(url).pathname;
    expect((await failure(openChatStore({ url: given.href }))).message).toContain(sentence);
  });
});

describe('an error of a database', () => {
  it.each([
    ['53300', true],
    ['53100', true],
    ['57P03', true],
    ['25P03', true],
    ['28P01', false],
    ['42501', false],
  ])('with the SQLSTATE %s is temporary: %s', (code, isTemporary) => {
    const error = describeDatabaseError(Object.assign(new Error('as PostgreSQL says'), { code }));
    expect(error.isTemporary).toBe(isTemporary);
    expect(error.message).toMatch(/^The .*\. .*\(as PostgreSQL says\)$/);
  });

  it('holds the error of the driver', () => {
    const error = Object.assign(new Error('as PostgreSQL says'), { code: '53300' });
    expect(describeDatabaseError(error).cause).toBe(error);
  });

  it('that another table causes when the store is opened says so, and holds the error of the driver', async () => {
    const records = sqliteFile.records();
    await records.execute('create table chat (of_another_program text)');
    const error = await failure(records.open());
    expect(error.message).toMatch(/^The chat store cannot be opened: The tables could not be made: .*already exists/);
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('of an unknown kind is passed on in its words', () => {
    expect(describeDatabaseError(new Error('odd')).message).toBe('The chat store failed: odd');
    expect(describeDatabaseError('text').message).toBe('The chat store failed: text');
    expect(describeDatabaseError(new AggregateError([Object.assign(new Error('a'), { code: 'ECONNREFUSED' })])).isTemporary).toBe(
      true,
    );
    expect(new DatabaseSync(':memory:').isOpen).toBe(true);
  });
});
