import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { ChatStoreError, messageOf } from '../errors.ts';
import { checkSettings } from '../settings.ts';
import type { ChatStore } from './chat-store.ts';
import type { Database } from './database.ts';

export interface ChatStoreSettings {
  /**
   * The database: `:memory:` (the default), the path of a SQLite file for one process, or a `postgres://` URL for several, which
   * needs the package `pg`.
   */
  url?: string | undefined;
  /** PostgreSQL schema of the tables, created when it does not exist. At most 40 letters, digits and `_`. Default `ece_client`. */
  schema?: string | undefined;
  /** Times the pause before a broken connection is opened again. Default: the system's clock. */
  clock?: Clock | undefined;
}

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
  clock: z.custom<Clock>().default(systemClock),
});

/** Loads the modules of a database only when a store is opened, because they slow down the start. */
async function openDatabaseAt({ url, schema, clock }: z.output<typeof settingsSchema>) {
  if (/^postgres(ql)?:/.test(url)) return (await import('./postgres.ts')).openPostgres(url, schema, clock);
  return (await import('./sqlite.ts')).openSqlite(url, clock);
}

/**
 * Opens the chat store and brings its tables up to date.
 *
 * @throws {InvalidSettingsError} when a setting cannot be used; {ChatStoreError} when the database cannot be opened.
 */
export async function openChatStore(settings: ChatStoreSettings = {}): Promise<ChatStore> {
  return (await openStoreAndDatabase(settings)).store;
}

/** The chat store, and the database below it for those who bring about what can happen to a database. */
export async function openStoreAndDatabase(settings: ChatStoreSettings): Promise<{ store: ChatStore; database: Database }> {
  const database = await openDatabaseAt(checkSettings('The chat store', settingsSchema, settings));
  const [{ migrate }, { sqlChats }, { sqlInbox }] = await Promise.all([
    import('./database.ts'),
    import('./sql-chats.ts'),
    import('./sql-inbox.ts'),
  ]);
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw new ChatStoreError(`The chat store cannot be opened: ${messageOf(error)}`, { cause: error });
  }
  const { inbox, close } = sqlInbox(database);
  const store = {
    ...sqlChats(database),
    inbox,
    close: async () => {
      await close();
      await database.close();
    },
  };
  return { store, database };
}
