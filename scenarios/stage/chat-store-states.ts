import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../../client/chat-store/database.ts';
import { loadPostgresDriver } from '../../client/chat-store/postgres-driver.ts';
import { betweenTriesMs } from '../../client/chat-store/sqlite-waiting.ts';
import type { TcpRelay } from './tcp-relay.ts';
import { StepFailedError } from './step-failed-error.ts';
import type { Undo } from './undo.ts';

/** What can happen to a chat store. Each state is brought about in the database itself. */
export const chatStoreStates = ['works', 'locked', 'read-only', 'full', 'gone', 'unreadable'] as const;
export type ChatStoreState = (typeof chatStoreStates)[number];

/** The database of a run, and what stands between it and the client. */
export interface StageDatabase extends Pick<Database, 'kysely' | 'dialect'> {
  /** Path of the file, or URL of the server itself. */
  readonly location: string;
  /** In front of a server. */
  readonly relay: TcpRelay | undefined;
}

type LetPass = (ms: number) => Promise<void>;
type Change = (database: StageDatabase, letPass: LetPass) => Promise<Undo>;
type Changes = Partial<Record<Exclude<ChatStoreState, 'works'>, Change>>;

async function run(kysely: Kysely<never> | StageDatabase['kysely'], ...statements: string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(kysely);
}

/** Runs statements now, and others to take them back. */
function statements(now: readonly string[], later: readonly string[]): Change {
  return async ({ kysely }) => {
    await run(kysely, ...now);
    return () => run(kysely, ...later);
  };
}

/** A record that other software has written: no state of a chat is called so. */
const unreadable = statements(
  [`update chat set status = 'on hold ' || status where status <> 'closed'`],
  [`update chat set status = substr(status, 9) where status like 'on hold %'`],
);

const sqlite: Changes = {
  // Beside a write-ahead log, a lock stops nobody who reads.
  locked: async ({ kysely, location }, letPass) => {
    const { DatabaseSync } = await import('node:sqlite');
    await run(kysely, 'pragma journal_mode = delete');
    const other = new DatabaseSync(location);
    other.exec('begin exclusive');
    return async () => {
      other.exec('rollback');
      other.close();
      // What waits for the lock tries again, and has the only connection until then.
      await letPass(betweenTriesMs);
      await run(kysely, 'pragma journal_mode = wal');
    };
  },
  'read-only': statements(['pragma query_only = on'], ['pragma query_only = off']),
  // SQLite takes the smallest value that is possible, so the file cannot grow.
  full: statements(['pragma max_page_count = 1'], ['pragma max_page_count = 1073741823']),
  gone: statements(
    ['alter table chat rename to chat_elsewhere', 'alter table inbox rename to inbox_elsewhere'],
    ['alter table chat_elsewhere rename to chat', 'alter table inbox_elsewhere rename to inbox'],
  ),
  unreadable,
};

const postgres: Changes = {
  locked: async ({ location, kysely }) => {
    const pg = await loadPostgresDriver();
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(kysely);
    const other = new pg.Client({ connectionString: location, options: `-c search_path="${rows[0]!.schema}"` });
    await other.connect();
    await other.query('begin; lock table chat, inbox in access exclusive mode');
    return () => other.end();
  },
  gone: ({ relay }) => {
    relay!.stop();
    return Promise.resolve(() => relay!.start());
  },
  unreadable,
};

/**
 * Brings a state about.
 * @throws {StepFailedError} when it is impossible in this database
 */
export async function enterChatStoreState(state: ChatStoreState, database: StageDatabase, letPass: LetPass): Promise<Undo> {
  if (state === 'works') return () => undefined;
  const change = (database.dialect === 'sqlite' ? sqlite : postgres)[state];
  if (change !== undefined) return change(database, letPass);
  throw new StepFailedError(`a chat store that is ${state}`, 'PostgreSQL, where only a file of SQLite can be so');
}
