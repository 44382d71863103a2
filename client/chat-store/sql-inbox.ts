import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder, Selectable, Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Delivery, Inbox, InboxMessage, WaitingMessage } from './inbox.ts';
import type { Tables } from './schema.ts';
import type { Leases } from './sql-leases.ts';

/** A statement of SQLite accepts 32,766 values, one of PostgreSQL 65,535. A message has seven. */
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

/** What the store knows about the conversations of a delivery. */
interface Known {
  /** Whether each known conversation is over. */
  endedOf: Map<string, boolean>;
  /** Position of the last start that is pending; null: none is. */
  lastPending: number | null;
}

/** Reads conversations and pending starts with one statement: a start that is settled meanwhile is seen before or after, but not as neither. */
async function findKnown(transaction: Transaction<Tables>, ids: readonly string[], at: number): Promise<Known> {
  const known: Known = { endedOf: new Map(), lastPending: null };
  for (const portion of portions(ids)) {
    const rows = await transaction
      .selectFrom('conversation')
      .select(['conversation_id', 'ended', 'position'])
      .where((row) => row.or([row('conversation_id', 'in', portion), row('pending_until', '>', at)]))
      .execute();
    for (const { conversation_id: id, ended, position } of rows) {
      if (id !== null) known.endedOf.set(id, ended === 1);
      else known.lastPending = Math.max(known.lastPending ?? 0, position);
    }
  }
  return known;
}

/** What happens to a message that has not come before. */
function classify({ conversationId }: InboxMessage, { endedOf, lastPending }: Known): Delivery {
  const ended = endedOf.get(conversationId);
  if (ended === undefined) return lastPending === null ? 'unclaimed' : 'held';
  return ended ? 'ended' : 'waiting';
}

/** Stores the messages that are new, and gives their keys. */
async function store(
  transaction: Transaction<Tables>,
  messages: readonly InboxMessage[],
  known: Known,
  at: number,
): Promise<Set<string>> {
  const stored = new Set<string>();
  for (const portion of portions(messages)) {
    const rows = await transaction
      .insertInto('inbox')
      .values(
        portion.map((message) => {
          const delivery = classify(message, known);
          return {
            message_id: message.id,
            conversation_id: message.conversationId,
            json: message.json,
            handled: 0,
            changed_at: at,
            held_by: delivery === 'held' ? known.lastPending : null,
            told: delivery === 'unclaimed' ? 1 : 0,
          };
        }),
      )
      .onConflict((conflict) => conflict.columns(['conversation_id', 'message_id']).doNothing())
      .returning(['message_id', 'conversation_id'])
      .execute();
    for (const row of rows) stored.add(keyOf({ id: row.message_id, conversationId: row.conversation_id, json: '' }));
  }
  return stored;
}

/** The bell of starts that were settled: no conversation has this id. */
const settled = '';

function newRow(startId: string, conversationId: string | null, pendingUntil: number | null) {
  return {
    start_id: startId,
    conversation_id: conversationId,
    pending_until: pendingUntil,
    ended: 0,
    holder: null,
    ended_at: null,
  };
}

function conversationOf(row: ExpressionBuilder<Tables, 'inbox'>) {
  return row.selectFrom('conversation').select('start_id').whereRef('conversation.conversation_id', '=', 'inbox.conversation_id');
}

/** The inbox in SQL, and a function that closes it. */
export function sqlInbox(database: Database, leases: Leases): { inbox: Inbox; close: () => Promise<void> } {
  const { kysely } = database;
  const bells = new Map<string, Set<() => void>>();
  let hearing: Promise<() => Promise<void>> | undefined;

  let lastCallback: number | null = null;
  const ring = (conversationId?: string) => {
    if (conversationId !== undefined && conversationId !== settled) lastCallback = leases.moment().now;
    const rung = conversationId === undefined ? [...bells.values()] : [bells.get(conversationId) ?? []];
    for (const bell of rung.flatMap((set) => [...set])) bell();
  };

  const inbox: Inbox = {
    expectStart: async (startId, until) => {
      await kysely
        .insertInto('conversation')
        .values(newRow(startId, null, until))
        .execute();
    },

    settleStart: async (startId, conversationId) => {
      if (conversationId === undefined) {
        await kysely.transaction().execute(async (transaction) => {
          await transaction.deleteFrom('conversation').where('start_id', '=', startId).execute();
          await database.announce(transaction, [settled]);
        });
        ring(settled);
        return undefined;
      }
      const lease = await leases.takeStarted(conversationId, async (transaction) => {
        // An ECE that was installed again may repeat an id: the rows of the earlier conversation are deleted.
        const { numDeletedRows } = await transaction
          .deleteFrom('conversation')
          .where('conversation_id', '=', conversationId)
          .where('start_id', '<>', startId)
          .executeTakeFirst();
        if (numDeletedRows > 0n) {
          await transaction.deleteFrom('inbox').where('conversation_id', '=', conversationId).where('handled', '=', 1).execute();
        }
        await transaction
          .insertInto('conversation')
          .values(newRow(startId, conversationId, null))
          .onConflict((conflict) =>
            conflict.column('start_id').doUpdateSet({ conversation_id: conversationId, pending_until: null }),
          )
          .execute();
        await database.announce(transaction, [settled]);
      });
      ring(settled);
      return lease;
    },

    resume: async (conversationId) => {
      await kysely
        .insertInto('conversation')
        .values(newRow(randomUUID(), conversationId, null))
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
        const known = await findKnown(transaction, ids, at);
        const wanted = messages.filter((message) => classify(message, known) !== 'ended');
        const stored = await store(transaction, wanted, known, at);
        await database.announce(transaction, ids);
        return messages.map((message): Delivery => {
          const delivery = classify(message, known);
          return delivery === 'ended' || stored.delete(keyOf(message)) ? delivery : 'duplicate';
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

    take: leases.take,
    confirm: leases.confirm,
    release: leases.release,

    handled: async ({ position }, lease) => {
      const { numUpdatedRows } = await kysely
        .with('held', (database) => leases.holds(database, lease))
        .updateTable('inbox')
        .set({ handled: 1, changed_at: database.now() })
        .where('position', '=', position)
        .where((row) => row.exists(row.selectFrom('held').select('start_id')))
        .executeTakeFirst();
      if (numUpdatedRows === 0n) await leases.assertHolds(lease);
    },

    end: async (conversationId, lease) => {
      const ended = await kysely.transaction().execute(async (transaction) => {
        await database.takeTurn(transaction);
        let end = transaction
          .updateTable('conversation')
          .set({ ended: 1, holder: null, ended_at: database.now() })
          .where('conversation_id', '=', conversationId);
        if (lease) end = end.where('fence', '=', lease.fence);
        const { numUpdatedRows } = await end.executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await transaction.deleteFrom('inbox').where('conversation_id', '=', conversationId).execute();
        return true;
      });
      if (!lease) return;
      if (ended) leases.forget(lease);
      else await leases.assertHolds(lease);
    },

    lastCallback: () => Promise.resolve(lastCallback),

    listen: async (conversationId = settled, bell) => {
      const pulse = { everyMs: leases.beatEveryMs, beat: leases.beat, moment: leases.moment, beaten: leases.beaten };
      hearing ??= database.hear(ring, pulse).catch((error: unknown) => {
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
        .leftJoin('follower', 'follower.holder', 'conversation.holder')
        .select(['conversation_id', 'conversation.holder', leases.alive])
        .where('conversation_id', 'is not', null)
        .where('ended', '=', 0)
        .orderBy('position')
        .execute();
      return rows.filter((row) => !leases.isFollowed(row)).flatMap((row) => row.conversation_id ?? []);
    },

    unclaimed: async () => {
      const rows = await kysely
        .selectFrom('inbox')
        .selectAll('inbox')
        .where((row) => row.not(row.exists(conversationOf(row))))
        .orderBy('position')
        .execute();
      return rows.map(messageOf);
    },

    reportUnclaimed: async (at) => {
      const pending = (row: ExpressionBuilder<Tables, 'inbox'>) =>
        row
          .selectFrom('conversation as start')
          .select(({ fn }) => fn.max('pending_until').as('until'))
          .whereRef('start.position', '<=', 'inbox.held_by')
          .where('pending_until', '>', at);
      const told = await kysely
        .updateTable('inbox')
        .set({ told: 1 })
        .where('told', '=', 0)
        .where('held_by', 'is not', null)
        .where((row) => row.not(row.exists(conversationOf(row))))
        .where((row) => row(pending(row), 'is', null))
        .returningAll()
        .execute();
      const held = await kysely
        .selectFrom('inbox')
        .select((row) => pending(row).as('until'))
        .where('told', '=', 0)
        .where('held_by', 'is not', null)
        .where((row) => row.not(row.exists(conversationOf(row))))
        .execute();
      const untils = held.map(({ until }) => until ?? at);
      const messages = told.map(messageOf).sort((one, other) => one.position - other.position);
      return { messages, heldUntil: untils.length === 0 ? null : Math.max(...untils) };
    },
  };

  return { inbox, close: async () => hearing && (await hearing)() };
}
