import type { SQLInputValue } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';
import { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import { ChatStoreError, messageOf } from '../errors.ts';
import type { Database } from './database.ts';
import { WaitingSqliteDialect } from './sqlite-waiting.ts';
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

function openFile(location: string): DatabaseSync {
  try {
    const database = new DatabaseSync(location, { timeout: 5000 });
    if (location !== ':memory:') database.exec('pragma journal_mode = wal');
    // From now on the wait for a lock is that of the dialect, which does not stop the process.
    database.exec('pragma busy_timeout = 0');
    return database;
  } catch (error) {
    throw new ChatStoreError(`The chat store cannot be opened at ${location}: ${messageOf(error)}. Is the path right?`, {
      cause: error,
    });
  }
}

/** Opens a file, or `:memory:`, for one process at a time. Several processes need PostgreSQL. */
export function openSqlite(location: string, clock: Clock): Database {
  const dialect = new WaitingSqliteDialect({ database: kyselyDatabase(openFile(location)) }, clock);
  const kysely = new Kysely<Tables>({ dialect });
  return {
    dialect: 'sqlite',
    kysely,
    prepare: () => Promise.resolve(),
    isUniqueViolation: (error) => uniqueViolations.has((error as { errcode?: number }).errcode ?? 0),
    takeTurn: () => Promise.resolve(),
    announce: () => Promise.resolve(),
    hear: () => Promise.resolve(() => Promise.resolve()),
    close: () => kysely.destroy(),
  };
}
