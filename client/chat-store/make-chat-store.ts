import type { Clock } from '../clock.ts';
import { ChatStoreError } from '../errors.ts';
import type { ChatStoreInDatabase } from './chat-store.ts';
import { describeDatabaseError, explainErrors } from './database-errors.ts';
import type { Database } from './database.ts';
import { migrate } from './database.ts';
import { sqlChats } from './sql-chats.ts';
import { sqlInbox } from './sql-inbox.ts';
import { nameHolder, sqlLeases } from './sql-leases.ts';
import type { Keeping } from './tidying.ts';
import { tidy as tidyDatabase, tidyHourly } from './tidying.ts';

export interface MadeSettings extends Keeping {
  clock: Clock;
  leaseMs: number;
}

const failed = 'The chat store cannot be opened';

/** Brings the tables up to date, and gives the store on them. Closes the database when it cannot. */
export async function makeChatStore(database: Database, settings: MadeSettings): Promise<ChatStoreInDatabase> {
  const { clock, leaseMs } = settings;
  const leases = sqlLeases(database, { holder: nameHolder(), leaseMs, clock });
  try {
    await migrate(database);
    if (!database.shared) await leases.freeAll();
  } catch (error) {
    await database.close();
    const known = describeDatabaseError(error);
    if (known.message.startsWith(failed)) throw known;
    throw new ChatStoreError(`${failed}: ${known.message}`, { cause: error });
  }
  const { inbox, close } = sqlInbox(database, leases);
  const { tidy } = explainErrors({ tidy: (at = clock.now()) => tidyDatabase(database, settings, at) });
  const { remind, settled } = tidyHourly(database, settings);
  return {
    ...explainErrors(sqlChats(database)),
    inbox: explainErrors({
      ...inbox,
      deliver: (messages, at) => {
        remind(at);
        return inbox.deliver(messages, at);
      },
    }),
    tidy,
    close: async () => {
      await close();
      await settled();
      // What cannot be given back now passes on when the lease ends.
      await leases.close().catch(() => undefined);
      await database.close();
    },
  };
}
