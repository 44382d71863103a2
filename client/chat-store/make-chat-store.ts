import type { Clock } from '../clock.ts';
import { ChatStoreError } from '../errors.ts';
import type { ChatStore } from './chat-store.ts';
import { describeDatabaseError, explainErrors } from './database-errors.ts';
import type { Database } from './database.ts';
import { migrate } from './database.ts';
import { sqlChats } from './sql-chats.ts';
import { sqlInbox } from './sql-inbox.ts';
import { nameHolder, sqlLeases } from './sql-leases.ts';

const failed = 'The chat store cannot be opened';

/** Brings the tables up to date, and gives the store on them. Closes the database when it cannot. */
export async function makeChatStore(
  database: Database,
  { clock, leaseMs }: { clock: Clock; leaseMs: number },
): Promise<ChatStore> {
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
  return {
    ...explainErrors(sqlChats(database)),
    inbox: explainErrors(inbox),
    close: async () => {
      await close();
      // What cannot be given back now passes on when the lease ends.
      await leases.close().catch(() => undefined);
      await database.close();
    },
  };
}
