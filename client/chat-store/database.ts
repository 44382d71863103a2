import type { Kysely, Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { ChatStoreError, messageOf } from '../errors.ts';
import type { Dialect, Tables } from './schema.ts';
import { migrations } from './schema.ts';

/** What differs between the databases. */
export interface Database {
  dialect: Dialect;
  kysely: Kysely<Tables>;
  /** PostgreSQL schema; undefined in SQLite. */
  schema?: string | undefined;
  /** Makes what must be there before the tables. */
  prepare: () => Promise<void>;
  isUniqueViolation: (error: unknown) => boolean;
  /** Lets one transaction at a time change the inbox: two receivers of the same messages would else wait for each other. */
  takeTurn: (transaction: Transaction<Tables>) => Promise<void>;
  /** Tells other processes, when the transaction commits, that messages for these conversations arrived. */
  announce: (transaction: Transaction<Tables>, conversationIds: readonly string[]) => Promise<void>;
  /** Calls `heard` for what other processes announce, and without an id when something may have been missed. Gives what stops it. */
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
