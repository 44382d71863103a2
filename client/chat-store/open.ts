import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { checkSettings } from '../settings.ts';
import type { ChatStoreInDatabase } from './chat-store.ts';
import type { Database } from './database.ts';
import { defaultLeaseMs } from './inbox.ts';
import { defaultKeepMs } from './tidying.ts';

export interface ChatStoreSettings {
  /**
   * The database: `:memory:` (the default), the path of a SQLite file for one process, or a `postgres://` URL for several, which
   * needs the package `pg`.
   */
  url?: string | undefined;
  /** PostgreSQL schema of the tables, created when it does not exist. At most 40 letters, digits and `_`. Default `ece_client`. */
  schema?: string | undefined;
  /**
   * How long a process that gives no sign of life keeps the conversations that it follows, in milliseconds: 1000 to 3600000. Afterwards
   * another process may follow them. Only for PostgreSQL. Default 30000.
   */
  leaseMs?: number | undefined;
  /** Longest time that connecting or one statement may take, in milliseconds: 100 to 600000. Only for PostgreSQL. Default 10000. */
  timeoutMs?: number | undefined;
  /**
   * How long conversations that are over and messages that are handled or unclaimed stay, in milliseconds: 60000 to 10 years; null: for ever. A
   * callback that ECE repeats later than that is taken for a new one. Default 604800000, 7 days.
   */
  keepMs?: number | null | undefined;
  /** How long closed chats stay after their last change, in milliseconds: 60000 to 10 years. Default null: for ever. */
  keepClosedChatsMs?: number | null | undefined;
  /** Times leases and the pause before a broken connection is opened again. Default: the system's clock; on PostgreSQL its clock for leases. */
  clock?: Clock | undefined;
}

const keeping = z
  .int()
  .min(60_000)
  .max(10 * 366 * 24 * 3_600_000)
  .nullable();

const settingsSchema = z.strictObject({
  url: z
    .string()
    .min(1, 'is empty')
    .regex(/^(postgres(ql)?:|(?!\w+:\/\/))/, 'must be a path, :memory: or begin with postgres://')
    .default(':memory:'),
  schema: z
    .string()
    .regex(/^\w{1,40}$/, 'must be 1 to 40 letters, digits and _')
    .default('ece_client'),
  leaseMs: z.int().min(1000).max(3_600_000).default(defaultLeaseMs),
  timeoutMs: z.int().min(100).max(600_000).default(10_000),
  keepMs: keeping.default(defaultKeepMs),
  keepClosedChatsMs: keeping.default(null),
  clock: z.custom<Clock>().default(systemClock),
});

/** Loads the modules of a database only when a store is opened, because they slow down the start. */
async function openDatabaseAt(settings: z.output<typeof settingsSchema>) {
  if (/^postgres(ql)?:/.test(settings.url)) return (await import('./postgres.ts')).openPostgres(settings);
  return (await import('./sqlite.ts')).openSqlite(settings.url, settings.clock);
}

/**
 * Opens the chat store and brings its tables up to date.
 *
 * @throws {InvalidSettingsError} when a setting cannot be used; {ChatStoreError} when the database cannot be opened.
 */
export async function openChatStore(settings: ChatStoreSettings = {}): Promise<ChatStoreInDatabase> {
  return (await openStoreAndDatabase(settings)).store;
}

/** The chat store, and the database below it for those who bring about what can happen to a database. */
export async function openStoreAndDatabase(
  settings: ChatStoreSettings,
): Promise<{ store: ChatStoreInDatabase; database: Database }> {
  const complete = checkSettings('The chat store', settingsSchema, settings);
  const database = await openDatabaseAt(complete);
  const { makeChatStore } = await import('./make-chat-store.ts');
  return { store: await makeChatStore(database, complete), database };
}
