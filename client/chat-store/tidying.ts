import type { Database } from './database.ts';

/** How long what is over stays in the store, in milliseconds; null: for ever. */
export interface Keeping {
  keepMs: number | null;
  keepClosedChatsMs: number | null;
}

/** How many rows were deleted. */
export interface Tidied {
  /** Conversations that are over, and starts that never became one. */
  conversations: number;
  /** Messages that are handled, or for which no flow waits. */
  messages: number;
  /** Chats that are closed, with their messages. */
  chats: number;
}

export const defaultKeepMs = 7 * 24 * 3_600_000;

const betweenTidyingsMs = 3_600_000;

/** Deletes what is over. What an earlier version of the library wrote has no date, and gets the present one. */
export async function tidy({ kysely }: Database, { keepMs, keepClosedChatsMs }: Keeping, at: number): Promise<Tidied> {
  const tidied: Tidied = { conversations: 0, messages: 0, chats: 0 };
  if (keepMs !== null) {
    const before = at - keepMs;
    await kysely.updateTable('conversation').set({ ended_at: at }).where('ended', '=', 1).where('ended_at', 'is', null).execute();
    await kysely.updateTable('inbox').set({ changed_at: at }).where('changed_at', 'is', null).execute();
    const messages = await kysely
      .deleteFrom('inbox')
      .where('changed_at', '<', before)
      .where((row) =>
        row.or([
          row('handled', '=', 1),
          row.not(
            row.exists(
              row
                .selectFrom('conversation')
                .select('start_id')
                .whereRef('conversation.conversation_id', '=', 'inbox.conversation_id'),
            ),
          ),
        ]),
      )
      .executeTakeFirst();
    const conversations = await kysely
      .deleteFrom('conversation')
      .where((row) =>
        row.or([
          row.and([row('ended', '=', 1), row('ended_at', '<', before)]),
          row.and([row('conversation_id', 'is', null), row('pending_until', '<', before)]),
        ]),
      )
      .executeTakeFirst();
    await kysely.deleteFrom('follower').where('alive_until', '<', before).execute();
    tidied.messages = Number(messages.numDeletedRows);
    tidied.conversations = Number(conversations.numDeletedRows);
  }
  if (keepClosedChatsMs !== null) {
    const chats = await kysely
      .deleteFrom('chat')
      .where('status', '=', 'closed')
      .where('updated_time', '<', at - keepClosedChatsMs)
      .executeTakeFirst();
    tidied.chats = Number(chats.numDeletedRows);
  }
  return tidied;
}

/**
 * Tidies at most once an hour, beside other work. A failure does no harm: the next time does what this one did not.
 *
 * @returns what to call now and then, and what waits for the tidying that is under way
 */
export function tidyHourly(database: Database, keeping: Keeping): { remind: (at: number) => void; settled: () => Promise<void> } {
  let next = -Infinity;
  let tidying = Promise.resolve();
  return {
    remind: (at) => {
      if (at < next) return;
      next = at + betweenTidyingsMs;
      tidying = tidy(database, keeping, at).then(
        () => undefined,
        () => undefined,
      );
    },
    settled: () => tidying,
  };
}
