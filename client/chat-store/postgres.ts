import type { Socket } from 'node:net';
import type { types as pgTypes } from 'pg';
import { Kysely, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { raceAbort, pause, systemClock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Database, Pulse } from './database.ts';
import { OwnSchemaDialect } from './own-schema-dialect.ts';
import { loadPostgresDriver } from './postgres-driver.ts';
import type { Tables } from './schema.ts';

/** Reads 64-bit integers as numbers, not as text: times and positions are far below 2^53. */
function numbersForInt8(types: typeof pgTypes): typeof types.getTypeParser {
  const int8: number = types.builtins.INT8;
  const parserOf = types.getTypeParser as (type: number, format?: string) => unknown;
  return ((type: number, format?: string) => (type === int8 ? Number : parserOf(type, format))) as typeof parserOf;
}

const reconnectAfterMs = 1000;

/** A process that is paused in a transaction loses its locks after this time, or after its lease if that is shorter, so that it stops no other one. */
const longestPauseInTransactionMs = 5000;
const longestWaitForTurnMs = 5000;

export interface PostgresSettings {
  url: string;
  /** The schema of the tables, so that several stores can share a database. */
  schema: string;
  clock: Clock;
  /** Longest time that a connection or a statement may take. */
  timeoutMs: number;
  /** How long a silent process keeps its conversations. */
  leaseMs: number;
}

/** Opens the tables of one schema. */
export async function openPostgres({ url, schema, clock, timeoutMs, leaseMs }: PostgresSettings): Promise<Database> {
  const { Client, Pool, types } = await loadPostgresDriver();
  const connections = new Set<() => void>();
  const longestPauseMs = Math.min(longestPauseInTransactionMs, leaseMs);

  /** A connection that is cut when an answer is late: PostgreSQL may be gone without a word. */
  class LimitedClient extends Client {
    readonly #cut = () => {
      (this as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    };

    override connect = ((...given: Parameters<typeof Client.prototype.connect>) => {
      connections.add(this.#cut);
      this.once('end', () => connections.delete(this.#cut));
      return super.connect(...given);
    }) as typeof Client.prototype.connect;

    override query = ((...given: unknown[]) => {
      const answer = (super.query as (...given: unknown[]) => Promise<unknown>)(...given);
      return answer.catch((error: unknown) => {
        if (messageOf(error) === 'Query read timeout') this.#cut();
        throw error;
      });
    }) as typeof Client.prototype.query;

    cut(): void {
      this.#cut();
    }
  }

  const options = {
    connectionString: url,
    options: `-c search_path="${schema}" -c idle_in_transaction_session_timeout=${longestPauseMs}`,
    types: { getTypeParser: numbersForInt8(types) },
    connectionTimeoutMillis: timeoutMs,
    statement_timeout: timeoutMs,
    // PostgreSQL ends a statement in time, if it is there.
    query_timeout: timeoutMs + 1000,
    keepAlive: true,
    application_name: 'ece-client',
  };
  const pool = new Pool({ ...options, Client: LimitedClient });
  // The pool replaces a connection that breaks while it is idle. If the database is down, the next query fails and says so.
  pool.on('error', () => undefined);
  // A connection that breaks while it is in use fails its query, which says so. Without a listener it would also end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<Tables>({ dialect: new OwnSchemaDialect({ pool }, schema) });
  const channel = `ece_inbox_${schema}`;

  /** Listens and sends the heartbeat on one connection. Settles when the connection ends. */
  const listen = async (heard: (conversationId?: string) => void, pulse: Pulse, stop: AbortSignal, ready: () => void) => {
    const client = new LimitedClient({ ...options, application_name: channel });
    client.on('notification', ({ payload }) => heard(payload));
    // After an error the connection ends too, so only the end is handled.
    client.on('error', () => undefined);
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    const beating = async () => {
      for (;;) {
        const sentAt = pulse.moment();
        const { sql, parameters } = pulse.beat();
        await client.query(sql, [...parameters]);
        pulse.beaten(sentAt);
        await pause(clock, pulse.everyMs, stop);
      }
    };
    try {
      await client.connect();
      await client.query(`listen "${channel}"`);
      ready();
      heard();
      await raceAbort(Promise.race([ended, beating()]), stop);
    } finally {
      client.cut();
    }
  };

  const hear: Database['hear'] = async (heard, pulse) => {
    const stop = new AbortController();
    let listening = Promise.resolve();
    await new Promise<void>((resolve, reject) => {
      const listenOn = async () => {
        while (!stop.signal.aborted) {
          await listen(heard, pulse, stop.signal, resolve).catch(reject);
          await pause(clock, reconnectAfterMs, stop.signal).catch(() => undefined);
        }
      };
      listening = listenOn();
    }).catch((error: unknown) => {
      stop.abort();
      throw error;
    });
    return async () => {
      stop.abort();
      await listening;
    };
  };

  /** Waits for the connections to end, but not for a database that says nothing. */
  const close = async () => {
    const cut = clock.setTimeout(() => connections.forEach((cut) => cut()), timeoutMs);
    await kysely.destroy().finally(() => clock.clearTimeout(cut));
  };

  return {
    dialect: 'postgres',
    kysely,
    schema,
    shared: true,
    // The clocks of machines differ: PostgreSQL has the one that counts. A clock that a caller gives counts for all.
    now: () =>
      clock === systemClock ? sql`(extract(epoch from clock_timestamp()) * 1000)::bigint` : sql`${clock.now()}::bigint`,
    prepare: () =>
      kysely.transaction().execute(async (transaction) => {
        // "if not exists" fails when two processes do it at once, and when the user may use the schema but make none.
        await sql`select pg_advisory_xact_lock(hashtext(${schema}))`.execute(transaction);
        const { rows } = await sql`select 1 from pg_namespace where nspname = ${schema}`.execute(transaction);
        if (rows.length === 0) await sql`create schema ${sql.id(schema)}`.execute(transaction);
      }),
    isUniqueViolation: (error) => (error as { code?: string }).code === '23505',
    takeTurn: async (transaction) => {
      // The turns that a paused process waits for would come one after the other, and each would last as long as its longest pause.
      const limit = sql`set_config('lock_timeout', ${String(longestWaitForTurnMs)}, true)`;
      await sql`select ${limit}, pg_advisory_xact_lock(hashtext(${channel}))`.execute(transaction);
    },
    announce: async (transaction, conversationIds) => {
      await sql`select pg_notify(${channel}, id) from unnest(${conversationIds}::text[]) id`.execute(transaction);
    },
    hear,
    close,
  };
}
