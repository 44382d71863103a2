import type { Generated, Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export interface Tables {
  chat: {
    chat_id: string;
    channel: string;
    customer_id: string;
    business_id: string;
    customer_name: string | null;
    conversation_id: string | null;
    activity_id: string | null;
    entry_point_id: string | null;
    cluster_id: string | null;
    status: string;
    created_time: number;
    updated_time: number;
  };
  chat_message: {
    position: Generated<number>;
    chat_id: string;
    direction: string;
    text: string;
    timestamp: number;
  };
  /** One row for each start. It is pending until its conversation is known, and stays after the end, so that late repeats are recognized. */
  conversation: {
    position: Generated<number>;
    start_id: string;
    conversation_id: string | null;
    pending_until: number | null;
    ended: number;
    /** The process that follows it. It counts only while the process is alive: see `follower`. */
    holder: string | null;
    /** Counts the processes that followed it one after the other, so that an earlier one cannot write. */
    fence: Generated<number>;
    /** Epoch milliseconds; null while it is not over, and for what an earlier version of the library wrote. */
    ended_at: number | null;
  };
  /** One row for each process that follows conversations. */
  follower: {
    holder: string;
    /** Until then nobody else takes its conversations. Its heartbeat moves it on. Epoch milliseconds. */
    alive_until: number;
  };
  inbox: {
    position: Generated<number>;
    message_id: string;
    conversation_id: string;
    json: string;
    handled: number;
    /** When it was stored, then when it was handled, in epoch milliseconds; null for what an earlier version of the library wrote. */
    changed_at: number | null;
    /** Position of the last start that was pending when it arrived, and may have led to its conversation; null: none was. */
    held_by: number | null;
    /** Whether it was reported that no flow waits for it. */
    told: Generated<number>;
  };
}

export type Dialect = 'sqlite' | 'postgres';

/** The migrations, which run when a store is opened. A released migration never changes. */
export function migrations(dialect: Dialect): Record<string, Migration> {
  const position = dialect === 'sqlite' ? 'integer' : 'bigserial';
  return {
    '001-chats-and-inbox': {
      up: async (database: Kysely<unknown>) => {
        const { schema } = database;
        await schema
          .createTable('chat')
          .addColumn('chat_id', 'text', (column) => column.primaryKey())
          .addColumn('channel', 'text', (column) => column.notNull())
          .addColumn('customer_id', 'text', (column) => column.notNull())
          .addColumn('business_id', 'text', (column) => column.notNull())
          .addColumn('customer_name', 'text')
          .addColumn('conversation_id', 'text')
          .addColumn('activity_id', 'text')
          .addColumn('entry_point_id', 'text')
          .addColumn('cluster_id', 'text')
          .addColumn('status', 'text', (column) => column.notNull())
          .addColumn('created_time', 'bigint', (column) => column.notNull())
          .addColumn('updated_time', 'bigint', (column) => column.notNull())
          .execute();
        await schema
          .createIndex('chat_one_open')
          .on('chat')
          .columns(['channel', 'customer_id', 'business_id'])
          .unique()
          .where(sql.ref('status'), '<>', sql.lit('closed'))
          .execute();
        await schema
          .createTable('chat_message')
          .addColumn('position', position, (column) => column.primaryKey())
          .addColumn('chat_id', 'text', (column) => column.notNull().references('chat.chat_id').onDelete('cascade'))
          .addColumn('direction', 'text', (column) => column.notNull())
          .addColumn('text', 'text', (column) => column.notNull())
          .addColumn('timestamp', 'bigint', (column) => column.notNull())
          .execute();
        await schema.createIndex('chat_message_chat').on('chat_message').column('chat_id').execute();
        await schema
          .createTable('conversation')
          .addColumn('position', position, (column) => column.primaryKey())
          .addColumn('start_id', 'text', (column) => column.notNull().unique())
          .addColumn('conversation_id', 'text', (column) => column.unique())
          .addColumn('pending_until', 'bigint')
          .addColumn('ended', 'integer', (column) => column.notNull().defaultTo(0))
          .execute();
        await schema
          .createTable('inbox')
          .addColumn('position', position, (column) => column.primaryKey())
          .addColumn('message_id', 'text', (column) => column.notNull())
          .addColumn('conversation_id', 'text', (column) => column.notNull())
          .addColumn('json', 'text', (column) => column.notNull())
          .addColumn('handled', 'integer', (column) => column.notNull().defaultTo(0))
          .addUniqueConstraint('inbox_message', ['conversation_id', 'message_id'])
          .execute();
      },
    },
    '002-leases-and-ages': {
      up: async (database: Kysely<unknown>) => {
        const { schema } = database;
        await schema
          .createTable('follower')
          .addColumn('holder', 'text', (column) => column.primaryKey())
          .addColumn('alive_until', 'bigint', (column) => column.notNull())
          .execute();
        // SQLite adds one column at a time.
        await schema.alterTable('conversation').addColumn('holder', 'text').execute();
        await schema
          .alterTable('conversation')
          .addColumn('fence', 'bigint', (column) => column.notNull().defaultTo(0))
          .execute();
        await schema.alterTable('conversation').addColumn('ended_at', 'bigint').execute();
        await schema.alterTable('inbox').addColumn('changed_at', 'bigint').execute();
        await schema.alterTable('inbox').addColumn('held_by', 'bigint').execute();
        await schema
          .alterTable('inbox')
          .addColumn('told', 'integer', (column) => column.notNull().defaultTo(0))
          .execute();
      },
    },
  };
}
