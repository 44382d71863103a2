import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { AliasedRawBuilder, CompiledQuery, Kysely, QueryCreator, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { elapsed } from '../clock.ts';
import { ConversationHeldError } from '../errors.ts';
import type { Database, Moment } from './database.ts';
import type { Lease } from './inbox.ts';
import type { Tables } from './schema.ts';

/** Signs of life in the time of a lease, so that a lost one does no harm. */
const beatsPerLease = 3;

export interface Leases {
  readonly beatEveryMs: number;
  /** The statement of the heartbeat. */
  beat: () => CompiledQuery;
  moment: () => Moment;
  /** Says that a heartbeat that was sent then has arrived. */
  beaten: (sentAt: Moment) => void;
  /** Takes the conversation that a start of this process led to. `write` stores it. */
  takeStarted: (conversationId: string, write: (transaction: Transaction<Tables>) => Promise<void>) => Promise<Lease>;
  take: (conversationId: string) => Promise<Lease | undefined>;
  confirm: (lease: Lease) => Promise<void>;
  release: (lease: Lease) => Promise<void>;
  /** Says that this process follows the conversation no more. Gives whether it did. */
  forget: (lease: Lease) => boolean;
  /** A condition for `where` that the lease still holds. On PostgreSQL it keeps others from taking the conversation until the end of the transaction. */
  holds: (database: QueryCreator<Tables>, lease: Lease) => ReturnType<typeof heldRow>;
  /** @throws {ConversationHeldError} unless the lease holds */
  assertHolds: (lease: Lease) => Promise<void>;
  /** A column that is 1 when the holder of a conversation, joined from the table `follower`, is alive. */
  alive: () => AliasedRawBuilder<number, 'alive'>;
  /** Whether a process that is alive, this one included, follows the conversation. */
  isFollowed: (row: { conversation_id: string | null; holder: string | null; alive: number }) => boolean;
  /** Frees what earlier processes held. Only for a database that one process has at a time. */
  freeAll: () => Promise<void>;
  /** Gives back everything that this process follows. */
  close: () => Promise<void>;
}

function heldRow(kysely: QueryCreator<Tables>, { conversationId, fence }: Lease, dialect: Database['dialect']) {
  const row = kysely
    .selectFrom('conversation')
    .select('start_id')
    .where('conversation_id', '=', conversationId)
    .where('fence', '=', fence);
  return dialect === 'postgres' ? row.forShare() : row;
}

/** A name for this process in the database. */
export function nameHolder(): string {
  return `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
}

/**
 * Leases as rows (decision 25): a conversation names its holder, and the holder's heartbeat says how long it counts as alive.
 */
export function sqlLeases(
  database: Database,
  { holder, leaseMs, clock }: { holder: string; leaseMs: number; clock: Clock },
): Leases {
  const { kysely, shared, dialect } = database;
  const beatEveryMs = Math.ceil(leaseMs / beatsPerLease);
  const mine = new Map<string, number>();
  const unreleased = new Set<Lease>();
  /** What another process may have taken while this one gave no sign of life. */
  const doubtful = new Set<string>();
  let lastBeat: Moment = { now: -Infinity, elapsed: -Infinity };

  const register = (kysely: Kysely<Tables>) => {
    const alive_until = sql<number>`${database.now()} + ${leaseMs}`;
    return kysely
      .insertInto('follower')
      .values({ holder, alive_until })
      .onConflict((conflict) => conflict.column('holder').doUpdateSet({ alive_until }));
  };
  const moment = (): Moment => ({ now: clock.now(), elapsed: elapsed(clock) });
  // A clock that was set shows in one of the two, and a machine that slept in the other.
  const isFresh = () => {
    const { now, elapsed } = moment();
    return !shared || Math.max(Math.abs(now - lastBeat.now), elapsed - lastBeat.elapsed) < 2 * beatEveryMs;
  };

  const signOfLifeArrived = (sentAt: Moment) => {
    if (!isFresh()) for (const conversationId of mine.keys()) doubtful.add(conversationId);
    if (sentAt.elapsed > lastBeat.elapsed) lastBeat = sentAt;
  };

  /** One for all that take at once. Not in their transactions: while one waits for a conversation, the row would stop the heartbeat and the others. */
  let registering: Promise<void> | undefined;
  const registerNow = async () => {
    const sentAt = moment();
    await register(kysely).execute();
    signOfLifeArrived(sentAt);
  };

  /** Runs a transaction that takes a conversation, after a sign of life. */
  const taking = async <Taken extends Lease | undefined>(work: (transaction: Transaction<Tables>) => Promise<Taken>) => {
    if (!isFresh()) await (registering ??= registerNow().finally(() => (registering = undefined)));
    const lease = await kysely.transaction().execute(work);
    if (lease) {
      mine.set(lease.conversationId, lease.fence);
      doubtful.delete(lease.conversationId);
    }
    return lease;
  };

  const alive: Leases['alive'] = () => sql<number>`case when alive_until > ${database.now()} then 1 else 0 end`.as('alive');

  const heldElsewhere = (conversationId: string, by: string | null | undefined, started: string) => {
    const facts = { conversationId, holder: by ?? undefined };
    if (by === holder) return new ConversationHeldError(`${started} this process, ${holder}, follows it already.`, facts);
    if (by === null || by === undefined)
      return new ConversationHeldError(`${started} another process has taken it over, and has ended it or given it back.`, facts);
    const end = `That process keeps it until it ends, gives it back, or is silent for ${leaseMs} ms.`;
    return new ConversationHeldError(`${started} process ${by} follows it. ${end}`, facts);
  };

  const find = (kysely: Kysely<Tables>, conversationId: string) =>
    kysely
      .selectFrom('conversation')
      .leftJoin('follower', 'follower.holder', 'conversation.holder')
      .select(['conversation_id', 'conversation.holder', 'fence', 'ended'])
      .select(alive)
      .where('conversation_id', '=', conversationId)
      .executeTakeFirst();

  const isFollowed: Leases['isFollowed'] = (row) =>
    row.holder === holder ? mine.has(row.conversation_id ?? '') : row.holder !== null && row.alive === 1;

  const forget: Leases['forget'] = ({ conversationId, fence }) => {
    if (mine.get(conversationId) !== fence) return false;
    doubtful.delete(conversationId);
    return mine.delete(conversationId);
  };

  const assertHolds = async (lease: Lease) => {
    const row = await find(kysely, lease.conversationId);
    if (row?.fence === lease.fence) return void doubtful.delete(lease.conversationId);
    forget(lease);
    throw heldElsewhere(lease.conversationId, row?.holder, `Conversation ${lease.conversationId} is no longer this process's:`);
  };

  const free = async ({ conversationId, fence }: Lease) => {
    await kysely
      .updateTable('conversation')
      .set({ holder: null })
      .where('conversation_id', '=', conversationId)
      .where('fence', '=', fence)
      .where('holder', '=', holder)
      .execute();
  };

  return {
    beatEveryMs,
    moment,
    beat: () => register(kysely).compile(),
    beaten: (sentAt) => {
      signOfLifeArrived(sentAt);
      // What could not be given back before would otherwise stay with this process as long as it lives.
      for (const lease of unreleased) {
        free(lease).then(
          () => unreleased.delete(lease),
          () => undefined,
        );
      }
    },
    alive,
    isFollowed,

    takeStarted: (conversationId, write) =>
      taking(async (transaction) => {
        await write(transaction);
        const { fence } = await transaction
          .updateTable('conversation')
          .set({ holder, fence: sql`fence + 1` })
          .where('conversation_id', '=', conversationId)
          .returning('fence')
          .executeTakeFirstOrThrow();
        return { conversationId, holder, fence };
      }),

    take: (conversationId) =>
      taking(async (transaction) => {
        // The row is locked first: what is read afterwards is true until the commit.
        if (dialect === 'postgres') {
          const row = transaction.selectFrom('conversation').select('start_id').where('conversation_id', '=', conversationId);
          await row.forUpdate().execute();
        }
        const row = await find(transaction, conversationId);
        if (!row || row.ended === 1) return undefined;
        if (isFollowed(row)) throw heldElsewhere(conversationId, row.holder, `Conversation ${conversationId} cannot be taken:`);
        const fence = row.fence + 1;
        await transaction
          .updateTable('conversation')
          .set({ holder, fence })
          .where('conversation_id', '=', conversationId)
          .execute();
        return { conversationId, holder, fence };
      }),

    confirm: async (lease) => {
      const isMine = mine.get(lease.conversationId) === lease.fence && !doubtful.has(lease.conversationId);
      if (!isMine || !isFresh()) await assertHolds(lease);
    },

    forget,
    release: async (lease) => {
      if (!forget(lease)) return;
      unreleased.add(lease);
      await free(lease);
      unreleased.delete(lease);
    },

    holds: (kysely, lease) => heldRow(kysely, lease, dialect),
    assertHolds,

    freeAll: async () => {
      await kysely.updateTable('conversation').set({ holder: null }).where('holder', 'is not', null).execute();
    },

    close: async () => {
      mine.clear();
      await kysely.updateTable('conversation').set({ holder: null }).where('holder', '=', holder).execute();
      await kysely.deleteFrom('follower').where('holder', '=', holder).execute();
    },
  };
}
