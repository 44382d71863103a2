import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import type { SQLInputValue } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';
import { Kysely, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { ChatStoreError, messageOf } from '../errors.ts';
import type { Database } from './database.ts';
import { isBusy, WaitingSqliteDialect } from './sqlite-waiting.ts';
import type { Tables } from './schema.ts';

/** `SQLITE_CONSTRAINT_UNIQUE` and `SQLITE_CONSTRAINT_PRIMARYKEY`. */
const uniqueViolations = new Set([2067, 1555]);

/** The interface of Kysely's dialect over Node's own SQLite. */
function kyselyDatabase(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
        iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
      };
    },
  };
}

/** Makes the file if it does not exist. Chats are personal data: nobody but the owner of the process may read them. */
function restrictFile(location: string): void {
  // A file that exists is not opened here: POSIX would end every lock that this process has on it.
  if (existsSync(location)) chmodSync(location, 0o600);
  else closeSync(openSync(location, 'a', 0o600));
}

/**
 * Claims the file for this process, until it closes the store or ends in whatever way. The lock is one of SQLite on a file beside it, so that
 * other programs can still read the chats, e.g. to copy them.
 */
function claimFile(location: string): DatabaseSync {
  const lock = `${location}-owner`;
  restrictFile(lock);
  const owner = new DatabaseSync(lock, { timeout: 0 });
  try {
    owner.exec('begin exclusive');
    return owner;
  } catch (error) {
    owner.close();
    if (!isBusy(error)) throw error;
    throw new ChatStoreError(
      `The chat store cannot be opened at ${location}: another process has it open. A SQLite file is for one process at a time; for several, use PostgreSQL: openChatStore({ url: 'postgres://...' }).`,
      { cause: error },
    );
  }
}

function failedToOpen(location: string, error: unknown): ChatStoreError {
  if (error instanceof ChatStoreError) return error;
  return new ChatStoreError(`The chat store cannot be opened at ${location}: ${messageOf(error)}. Is the path right?`, {
    cause: error,
  });
}

function openOwnFile(location: string): { database: DatabaseSync; owner?: DatabaseSync } {
  // SQLite's own wait for a lock stops the process: the dialect waits instead.
  const open = () => new DatabaseSync(location, { timeout: 0 });
  let owner: DatabaseSync | undefined;
  try {
    if (location === ':memory:') return { database: open() };
    owner = claimFile(location);
    restrictFile(location);
    return { owner, database: open() };
  } catch (error) {
    owner?.close();
    throw failedToOpen(location, error);
  }
}

/** Opens a file, or `:memory:`, for one process at a time. Several processes need PostgreSQL. */
export function openSqlite(location: string, clock: Clock): Database {
  const { database, owner } = openOwnFile(location);
  const kysely = new Kysely<Tables>({ dialect: new WaitingSqliteDialect({ database: kyselyDatabase(database) }, clock) });
  return {
    dialect: 'sqlite',
    kysely,
    shared: false,
    now: () => sql`${clock.now()}`,
    prepare: async () => {
      if (location === ':memory:') return;
      await sql`pragma journal_mode = wal`.execute(kysely).catch((error: unknown) => {
        throw failedToOpen(location, error);
      });
    },
    isUniqueViolation: (error) => uniqueViolations.has((error as { errcode?: number }).errcode ?? 0),
    takeTurn: () => Promise.resolve(),
    announce: () => Promise.resolve(),
    hear: () => Promise.resolve(() => Promise.resolve()),
    close: async () => {
      await kysely.destroy();
      if (owner?.isOpen) owner.close();
    },
  };
}
