import type { CompiledQuery, DatabaseConnection, Driver, SqliteDialectConfig } from 'kysely';
import { SqliteDialect } from 'kysely';
import type { Clock } from '../clock.ts';
import { elapsed, pause } from '../clock.ts';
import { messageOf } from '../errors.ts';

/** `SQLITE_BUSY`: another connection has a lock. Its extended forms, such as a snapshot that is too old, do not go away by waiting. */
const busy = 5;
export const betweenTriesMs = 50;
/** As long as a statement may take on PostgreSQL. */
const longestWaitMs = 30_000;

export function isBusy(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === busy;
}

/**
 * SQLite for a process that does other work too. SQLite's own wait for a lock stops the whole process, callbacks of ECE included.
 * Here a statement that finds the file locked is tried again on the clock, for at most 30 seconds.
 */
export class WaitingSqliteDialect extends SqliteDialect {
  readonly #clock: Clock;

  constructor(config: SqliteDialectConfig, clock: Clock) {
    super(config);
    this.#clock = clock;
  }

  override createDriver(): Driver {
    const driver = super.createDriver();
    const clock = this.#clock;
    const acquire = driver.acquireConnection.bind(driver);
    let only: DatabaseConnection | undefined;
    driver.acquireConnection = async (options) => (only ??= waitingConnection(await acquire(options), clock));
    // SQLite ends the transaction itself when the disk is full. The error that says so must stay the first.
    const rollback = driver.rollbackTransaction.bind(driver);
    driver.rollbackTransaction = (connection) =>
      rollback(connection).catch((error: unknown) => {
        if (!/no transaction is active/.test(messageOf(error))) throw error;
      });
    return driver;
  }
}

function waitingConnection(connection: DatabaseConnection, clock: Clock): DatabaseConnection {
  return {
    streamQuery: (query, size, options) => connection.streamQuery(query, size, options),
    executeQuery: async <Row>(query: CompiledQuery, options?: Parameters<DatabaseConnection['executeQuery']>[1]) => {
      const start = elapsed(clock);
      for (;;) {
        try {
          return await connection.executeQuery<Row>(query, options);
        } catch (error) {
          if (!isBusy(error) || elapsed(clock) - start >= longestWaitMs) throw error;
          await pause(clock, betweenTriesMs);
        }
      }
    },
  };
}
