import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import * as z from 'zod';
import type { Chat, ChatChanges, ChatMessage, ChatRecords, ChatLookup } from './chat-store.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';

const readable = z.object({
  channel: z.enum(['sms', 'messenger']),
  status: z.enum(['active', 'queued', 'closed']),
  messages: z.array(z.object({ direction: z.enum(['in', 'out']), text: z.string(), timestamp: z.number() })),
});

function chatOf(row: Selectable<Tables['chat']>, messages: unknown[]): Chat | undefined {
  const read = readable.safeParse({ channel: row.channel, status: row.status, messages }).data;
  return (
    read && {
      ...read,
      chatId: row.chat_id,
      customerId: row.customer_id,
      businessId: row.business_id,
      customerName: row.customer_name,
      conversationId: row.conversation_id,
      activityId: row.activity_id,
      entryPointId: row.entry_point_id,
      clusterId: row.cluster_id,
      createdTime: row.created_time,
      updatedTime: row.updated_time,
    }
  );
}

const columnOf = {
  conversationId: 'conversation_id',
  status: 'status',
  activityId: 'activity_id',
  entryPointId: 'entry_point_id',
  clusterId: 'cluster_id',
  customerName: 'customer_name',
} as const satisfies Record<keyof ChatChanges, keyof Tables['chat']>;

function columnsOf(changes: ChatChanges) {
  return Object.fromEntries(Object.entries(changes).map(([field, value]) => [columnOf[field as keyof ChatChanges], value]));
}

/** The chat records in SQL. */
export function sqlChats({ kysely, isUniqueViolation }: Database): ChatRecords {
  const unlessExists = async <Result>(write: () => Promise<Result>): Promise<Result | { result: 'exists' }> => {
    try {
      return await write();
    } catch (error) {
      if (isUniqueViolation(error)) return { result: 'exists' };
      throw error;
    }
  };

  const messageRow = (chatId: string, message: ChatMessage) => ({ chat_id: chatId, ...message });

  const found = async (row: Selectable<Tables['chat']> | undefined): Promise<ChatLookup> => {
    if (!row) return { result: 'not found' };
    const messages = await kysely
      .selectFrom('chat_message')
      .select(['direction', 'text', 'timestamp'])
      .where('chat_id', '=', row.chat_id)
      .orderBy('timestamp')
      .orderBy('position')
      .execute();
    const chat = chatOf(row, messages);
    return chat ? { result: 'found', chat } : { result: 'unreadable' };
  };

  return {
    createChat: ({ channel, customerId, businessId, customerName, message }, at) =>
      unlessExists(async () => {
        const chatId = randomUUID();
        await kysely.transaction().execute(async (transaction) => {
          await transaction
            .insertInto('chat')
            .values({
              chat_id: chatId,
              channel,
              customer_id: customerId,
              business_id: businessId,
              customer_name: customerName ?? null,
              conversation_id: null,
              activity_id: null,
              entry_point_id: null,
              cluster_id: null,
              status: 'active',
              created_time: at,
              updated_time: at,
            })
            .execute();
          if (message === undefined) return;
          const first = messageRow(chatId, { direction: 'in', text: message, timestamp: at });
          await transaction.insertInto('chat_message').values(first).execute();
        });
        return { result: 'created' as const, chatId };
      }),

    findOpenChat: async ({ channel, customerId, businessId }) => {
      let query = kysely
        .selectFrom('chat')
        .selectAll()
        .where('channel', '=', channel)
        .where('customer_id', '=', customerId)
        .where('status', '<>', 'closed');
      if (businessId !== undefined) query = query.where('business_id', '=', businessId);
      return found(await query.orderBy('updated_time', 'desc').orderBy('created_time', 'desc').limit(1).executeTakeFirst());
    },

    readChat: async (chatId) =>
      found(await kysely.selectFrom('chat').selectAll().where('chat_id', '=', chatId).executeTakeFirst()),

    appendMessage: (chatId, message, at) =>
      kysely.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('chat')
          .set({ updated_time: at })
          .where('chat_id', '=', chatId)
          .where('status', '<>', 'closed')
          .executeTakeFirst();
        if (numUpdatedRows > 0n) {
          await transaction.insertInto('chat_message').values(messageRow(chatId, message)).execute();
          return { result: 'appended' };
        }
        const chat = await transaction.selectFrom('chat').select('chat_id').where('chat_id', '=', chatId).executeTakeFirst();
        return { result: chat ? 'closed' : 'not found' };
      }),

    updateChat: (chatId, changes, at) =>
      unlessExists(async () => {
        const { numUpdatedRows } = await kysely
          .updateTable('chat')
          .set({ ...columnsOf(changes), updated_time: at })
          .where('chat_id', '=', chatId)
          .executeTakeFirst();
        return { result: numUpdatedRows > 0n ? 'updated' : 'not found' };
      }),

    deleteChat: async (chatId) => {
      const { numDeletedRows } = await kysely.deleteFrom('chat').where('chat_id', '=', chatId).executeTakeFirst();
      return { result: numDeletedRows > 0n ? 'deleted' : 'not found' };
    },
  };
}
