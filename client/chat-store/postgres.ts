import type { types as pgTypes } from 'pg';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { raceAbort, pause } from '../clock.ts';
import { ChatStoreError } from '../errors.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';

/** The driver is a peer dependency that only users of PostgreSQL install. */
async function driver() {
  try {
    return (await import('pg')).default;
  } catch (error) {
    throw new ChatStoreError('A chat store on PostgreSQL needs the package "pg": npm install pg', { cause: error });
  }
}

/** Reads 64-bit integers as numbers, not as text: times and positions are far below 2^53. */
function numbersForInt8(types: typeof pgTypes): typeof types.getTypeParser {
  const int8: number = types.builtins.INT8;
  const parserOf = types.getTypeParser as (type: number, format?: string) => unknown;
  return ((type: number, format?: string) => (type === int8 ? Number : parserOf(type, format))) as typeof parserOf;
}

const reconnectAfterMs = 1000;
const longestStatementMs = 30_000;

/** Opens the tables of one schema, so that several stores can share a database. */
export async function openPostgres(url: string, schema: string, clock: Clock): Promise<Database> {
  const { Client, Pool, types } = await driver();
  const options = {
    connectionString: url,
    options: `-c search_path="${schema}"`,
    types: { getTypeParser: numbersForInt8(types) },
  };
  const pool = new Pool({ ...options, statement_timeout: longestStatementMs });
  // The pool replaces a connection that breaks while it is idle. If the database is down, the next query fails and says so.
  pool.on('error', () => undefined);
  // A connection that breaks while it is in use fails its query, which says so. Without a listener it would also end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const channel = `ece_inbox_${schema}`;

  /** Listens on one connection. Settles when the connection ends. */
  const listen = async (heard: (conversationId?: string) => void, stop: AbortSignal, ready: () => void) => {
    const client = new Client(options);
    client.on('notification', ({ payload }) => heard(payload));
    // After an error the connection ends too, so only the end is handled.
    client.on('error', () => undefined);
    const ended = new Promise((resolve) => client.once('end', resolve));
    try {
      await client.connect();
      await client.query(`listen "${channel}"`);
      ready();
      heard();
      await raceAbort(ended, stop);
    } finally {
      await client.end();
    }
  };

  const hear: Database['hear'] = async (heard) => {
    const stop = new AbortController();
    let listening = Promise.resolve();
    await new Promise<void>((resolve, reject) => {
      const listenOn = async () => {
        while (!stop.signal.aborted) {
          await listen(heard, stop.signal, resolve).catch(reject);
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

  return {
    dialect: 'postgres',
    kysely,
    schema,
    prepare: () =>
      kysely.transaction().execute(async (transaction) => {
        // "if not exists" alone fails when two processes do it at once.
        await sql`select pg_advisory_xact_lock(hashtext(${schema}))`.execute(transaction);
        await sql`create schema if not exists ${sql.id(schema)}`.execute(transaction);
      }),
    isUniqueViolation: (error) => (error as { code?: string }).code === '23505',
    takeTurn: async (transaction) => {
      await sql`select pg_advisory_xact_lock(hashtext(${channel}))`.execute(transaction);
    },
    announce: async (transaction, conversationIds) => {
      await sql`select pg_notify(${channel}, id) from unnest(${conversationIds}::text[]) id`.execute(transaction);
    },
    hear,
    close: () => kysely.destroy(),
  };
}
