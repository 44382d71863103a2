import { randomUUID } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Delivery, Inbox, InboxMessage, WaitingMessage } from './inbox.ts';
import type { Tables } from './schema.ts';

/** A statement of SQLite accepts 32,766 values, one of PostgreSQL 65,535. A message has four. */
const mostPerStatement = 1000;

function* portions<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let first = 0; first < items.length; first += mostPerStatement) yield items.slice(first, first + mostPerStatement);
}

function keyOf({ conversationId, id }: InboxMessage) {
  return JSON.stringify([conversationId, id]);
}

function messageOf(row: Selectable<Tables['inbox']>): WaitingMessage {
  return {
    position: row.position,
    id: row.message_id,
    conversationId: row.conversation_id,
    json: row.json,
  };
}

/** Stores the messages that are new, and gives their keys. */
async function store(transaction: Transaction<Tables>, messages: readonly InboxMessage[]): Promise<Set<string>> {
  const stored = new Set<string>();
  for (const portion of portions(messages)) {
    const rows = await transaction
      .insertInto('inbox')
      .values(
        portion.map(({ id, conversationId, json }) => ({ message_id: id, conversation_id: conversationId, json, handled: 0 })),
      )
      .onConflict((conflict) => conflict.columns(['conversation_id', 'message_id']).doNothing())
      .returning(['message_id', 'conversation_id'])
      .execute();
    for (const row of rows) stored.add(keyOf({ id: row.message_id, conversationId: row.conversation_id, json: '' }));
  }
  return stored;
}

/** Whether each known conversation is over. */
async function endedByConversation(
  transaction: Transaction<Tables>,
  ids: readonly string[],
): Promise<Map<string | null, boolean>> {
  const ended = new Map<string | null, boolean>();
  for (const portion of portions(ids)) {
    const known = await transaction
      .selectFrom('conversation')
      .select(['conversation_id', 'ended'])
      .where('conversation_id', 'in', portion)
      .execute();
    for (const row of known) ended.set(row.conversation_id, row.ended === 1);
  }
  return ended;
}

/** The inbox in SQL, and a function that closes it. */
export function sqlInbox(database: Database): { inbox: Inbox; close: () => Promise<void> } {
  const { kysely } = database;
  const bells = new Map<string, Set<() => void>>();
  let hearing: Promise<() => Promise<void>> | undefined;

  const ring = (conversationId?: string) => {
    const rung = conversationId === undefined ? [...bells.values()] : [bells.get(conversationId) ?? []];
    for (const bell of rung.flatMap((set) => [...set])) bell();
  };

  const inbox: Inbox = {
    expectStart: async (startId, until) => {
      const row = { start_id: startId, conversation_id: null, pending_until: until, ended: 0 };
      await kysely.insertInto('conversation').values(row).execute();
    },

    settleStart: async (startId, conversationId) => {
      if (conversationId === undefined) {
        await kysely.deleteFrom('conversation').where('start_id', '=', startId).execute();
        return;
      }
      await kysely.transaction().execute(async (transaction) => {
        // An ECE that was installed again may repeat an id: the rows of the earlier conversation are deleted.
        const { numDeletedRows } = await transaction
          .deleteFrom('conversation')
          .where('conversation_id', '=', conversationId)
          .executeTakeFirst();
        if (numDeletedRows > 0n) {
          await transaction.deleteFrom('inbox').where('conversation_id', '=', conversationId).where('handled', '=', 1).execute();
        }
        await transaction
          .updateTable('conversation')
          .set({ conversation_id: conversationId, pending_until: null })
          .where('start_id', '=', startId)
          .execute();
      });
    },

    resume: async (conversationId) => {
      await kysely
        .insertInto('conversation')
        .values({ start_id: randomUUID(), conversation_id: conversationId, pending_until: null, ended: 0 })
        .onConflict((conflict) => conflict.column('conversation_id').doNothing())
        .execute();
      const { ended } = await kysely
        .selectFrom('conversation')
        .select('ended')
        .where('conversation_id', '=', conversationId)
        .executeTakeFirstOrThrow();
      return ended === 0;
    },

    deliver: async (messages, at) => {
      if (messages.length === 0) return [];
      const ids = [...new Set(messages.map(({ conversationId }) => conversationId))];
      const deliveries = await kysely.transaction().execute(async (transaction) => {
        await database.takeTurn(transaction);
        const endedOf = await endedByConversation(transaction, ids);
        const pending = await transaction
          .selectFrom('conversation')
          .select('start_id')
          .where('pending_until', '>', at)
          .limit(1)
          .executeTakeFirst();
        const stored = await store(
          transaction,
          messages.filter(({ conversationId }) => !endedOf.get(conversationId)),
        );
        await database.announce(transaction, ids);
        return messages.map((message): Delivery => {
          const ended = endedOf.get(message.conversationId);
          if (ended) return 'ended';
          if (!stored.delete(keyOf(message))) return 'duplicate';
          return ended === false ? 'waiting' : pending ? 'held' : 'unclaimed';
        });
      });
      ids.forEach(ring);
      return deliveries;
    },

    waiting: async (conversationId) => {
      const rows = await kysely
        .selectFrom('inbox')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .where('handled', '=', 0)
        .orderBy('position')
        .execute();
      return rows.map(messageOf);
    },

    handled: async ({ position }) => {
      await kysely.updateTable('inbox').set({ handled: 1 }).where('position', '=', position).execute();
    },

    end: async (conversationId) => {
      await kysely.transaction().execute(async (transaction) => {
        await database.takeTurn(transaction);
        await transaction.updateTable('conversation').set({ ended: 1 }).where('conversation_id', '=', conversationId).execute();
        await transaction.deleteFrom('inbox').where('conversation_id', '=', conversationId).execute();
      });
    },

    listen: async (conversationId, bell) => {
      hearing ??= database.hear(ring).catch((error: unknown) => {
        hearing = undefined;
        throw error;
      });
      await hearing;
      const set = bells.get(conversationId) ?? new Set();
      bells.set(conversationId, set.add(bell));
      return () => {
        set.delete(bell);
        if (set.size === 0) bells.delete(conversationId);
      };
    },

    ongoing: async () => {
      const rows = await kysely
        .selectFrom('conversation')
        .select('conversation_id')
        .where('conversation_id', 'is not', null)
        .where('ended', '=', 0)
        .orderBy('position')
        .execute();
      return rows.flatMap((row) => row.conversation_id ?? []);
    },

    unclaimed: async () => {
      const rows = await kysely
        .selectFrom('inbox')
        .selectAll('inbox')
        .leftJoin('conversation', 'conversation.conversation_id', 'inbox.conversation_id')
        .where('conversation.start_id', 'is', null)
        .orderBy('inbox.position')
        .execute();
      return rows.map(messageOf);
    },
  };

  return { inbox, close: async () => hearing && (await hearing)() };
}
