import type { CompiledQuery, Kysely, RawBuilder, Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { ChatStoreError, messageOf } from '../errors.ts';
import { describeDatabaseError } from './database-errors.ts';
import type { Dialect, Tables } from './schema.ts';
import { migrations } from './schema.ts';

/** A time by the library's clock, and by the one that nobody sets. */
export interface Moment {
  /** Epoch milliseconds. */
  now: number;
  /** Milliseconds. */
  elapsed: number;
}

/** The heartbeat of this process. */
export interface Pulse {
  everyMs: number;
  beat: () => CompiledQuery;
  moment: () => Moment;
  /** The heartbeat that was sent then has arrived. */
  beaten: (sentAt: Moment) => void;
}

/** What differs between SQLite and PostgreSQL. */
export interface Database {
  dialect: Dialect;
  kysely: Kysely<Tables>;
  /** PostgreSQL schema; undefined in SQLite. */
  schema?: string | undefined;
  /** Whether several processes may have it open at the same time. */
  shared: boolean;
  /** The time by which leases end, in epoch milliseconds: one clock for all processes. */
  now: () => RawBuilder<number>;
  /** Creates what the tables need. */
  prepare: () => Promise<void>;
  isUniqueViolation: (error: unknown) => boolean;
  /** Lets one transaction at a time change the inbox, so that two receivers of the same messages do not block each other. */
  takeTurn: (transaction: Transaction<Tables>) => Promise<void>;
  /** Notifies other processes, when the transaction commits, of messages for these conversations. */
  announce: (transaction: Transaction<Tables>, conversationIds: readonly string[]) => Promise<void>;
  /**
   * Runs `heard` for each notification of another process, and without an id when one may be lost, and sends the heartbeat. Gives a function
   * that stops both.
   */
  hear: (heard: (conversationId?: string) => void, pulse: Pulse) => Promise<() => Promise<void>>;
  close: () => Promise<void>;
}

const unknownMigration = /previously executed migration (\S+) is missing|expected previously executed migration (\S+) to be at/;

/** @param error what the migrator gives */
function describeMigrationError(error: unknown): ChatStoreError {
  const [, missing, moved] = unknownMigration.exec(messageOf(error)) ?? [];
  const unknown = missing ?? moved;
  if (unknown === undefined)
    return new ChatStoreError(`The tables could not be made: ${messageOf(describeDatabaseError(error))}`, { cause: error });
  return new ChatStoreError(
    `The tables are of a newer version of the library: they have the change "${unknown}", which this version does not know. Use the version that made it, or a later one.`,
    { cause: error },
  );
}

/** Brings the tables up to date. Safe when several processes do it at once: the migrator takes a lock. */
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
  if (error !== undefined) throw describeMigrationError(error);
}
