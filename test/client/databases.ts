import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, onTestFinished } from 'vitest';
import type { ChatStore, ChatStoreSettings, Clock } from '../../client/index.ts';
import { openChatStore } from '../../client/index.ts';
import { needing } from '../runner/needing.ts';

export const postgresUrl = process.env.ECE_TEST_POSTGRES_URL;

/** Opens a chat store of its own for the running test, and further ones on the same records, as other processes would. */
export interface Records {
  settings: ChatStoreSettings;
  open: (clock?: Clock) => Promise<ChatStore>;
  /** Runs SQL directly, not through the store. */
  execute: (statement: string) => Promise<void>;
}

export interface DatabaseUnderTest {
  name: string;
  records: () => Records;
}

function opening(settings: ChatStoreSettings) {
  return async (clock?: Clock) => {
    const store = await openChatStore({ ...settings, clock });
    onTestFinished(() => store.close());
    return store;
  };
}

export const sqliteFile: DatabaseUnderTest = {
  name: 'SQLite file',
  records: () => {
    const folder = mkdtempSync(join(tmpdir(), 'ece-client-'));
    const url = join(folder, 'chats.db');
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const execute = async (statement: string) => {
      const { DatabaseSync } = await import('node:sqlite');
      const database = new DatabaseSync(url);
      database.exec(statement);
      database.close();
    };
    return { settings: { url }, open: opening({ url }), execute };
  },
};

export interface PostgresRecords extends Records {
  /** Locks a table for every other connection. */
  lock: (table: string) => Promise<{ release: () => Promise<void> }>;
  /** Runs a statement in a transaction that stays open, and keeps its locks, until it is released. */
  hold: (statement: string) => Promise<{ release: () => Promise<void> }>;
}

/** A schema per test, so that tests run side by side. */
export const postgres = {
  name: 'PostgreSQL',
  records: (): PostgresRecords => {
    const schema = `test_${randomUUID().replaceAll('-', '')}`;
    const connect = async () => {
      const client = new pg.Client({ connectionString: postgresUrl, options: `-c search_path="${schema}"` });
      await client.connect();
      return client;
    };
    const execute = async (statement: string) => {
      const client = await connect();
      await client.query(statement).finally(() => client.end());
    };
    const hold = async (statement: string) => {
      const client = await connect();
      await client.query(`begin; ${statement}`);
      return { release: () => client.end() };
    };
    const lock = (table: string) => hold(`lock table ${table} in access exclusive mode`);
    onTestFinished(() => execute(`drop schema if exists "${schema}" cascade`));
    const settings = { url: postgresUrl, schema };
    return { settings, open: opening(settings), execute, lock, hold };
  },
} satisfies DatabaseUnderTest;

/** The same tests on every database. PostgreSQL is skipped, and says so, when no URL is given. */
export function describeDatabases(what: string, tests: (database: DatabaseUnderTest) => void): void {
  describe(`${what} on ${sqliteFile.name}`, () => tests(sqliteFile));
  describePostgres(what, () => tests(postgres));
}

export function describePostgres(what: string, tests: () => void): void {
  const missing = postgresUrl === undefined ? 'ECE_TEST_POSTGRES_URL is not set' : undefined;
  describe.skipIf(missing)(needing(`${what} on ${postgres.name}`, missing), tests);
}
