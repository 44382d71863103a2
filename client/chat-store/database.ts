import type { Kysely, Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { ChatStoreError, messageOf } from '../errors.ts';
import type { Dialect, Tables } from './schema.ts';
import { migrations } from './schema.ts';

/** What differs between SQLite and PostgreSQL. */
export interface Database {
  dialect: Dialect;
  kysely: Kysely<Tables>;
  /** PostgreSQL schema; undefined in SQLite. */
  schema?: string | undefined;
  /** Creates what the tables need. */
  prepare: () => Promise<void>;
  isUniqueViolation: (error: unknown) => boolean;
  /** Lets one transaction at a time change the inbox, so that two receivers of the same messages do not block each other. */
  takeTurn: (transaction: Transaction<Tables>) => Promise<void>;
  /** Notifies other processes, when the transaction commits, of messages for these conversations. */
  announce: (transaction: Transaction<Tables>, conversationIds: readonly string[]) => Promise<void>;
  /** Runs `heard` for each notification of another process, and without an id when one may be lost. Gives a function that stops it. */
  hear: (heard: (conversationId?: string) => void) => Promise<() => Promise<void>>;
  close: () => Promise<void>;
}

/** Brings the tables up to date. Safe when several processes do it at once. */
export async function migrate({ kysely, dialect, schema, prepare }: Database): Promise<void> {
  await prepare();
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: () => Promise.resolve(migrations(dialect)) },
    migrationTableName: 'chat_store_migration',
    migrationLockTableName: 'chat_store_migration_lock',
    ...(schema !== undefined && { migrationTableSchema: schema }),
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new ChatStoreError(`The tables could not be made: ${messageOf(error)}`, { cause: error });
}
