import { ChatStoreError, ClientError, messageOf } from '../errors.ts';

interface Cause {
  /** SQLSTATE of PostgreSQL, a code of the operating system, or the result code of SQLite. */
  codes: readonly (string | number)[];
  sentence: string;
  /** Whether the same operation may succeed later without a change of the program. */
  temporary: boolean;
}

const away = 'The database of the chat store is away. Is it running, and does the network lead to it?';
const full = 'The disk of the chat store is full. Make room.';
const readOnly = 'The chat store is read-only. Is it a standby, or a file without permission to write?';
const busy = 'The chat store is locked by another program or transaction.';
const other = 'The tables of the chat store are not those of this version of the library. Open the store with one version only.';

const causes: readonly Cause[] = [
  { codes: ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'], sentence: away, temporary: true },
  { codes: ['ENOTFOUND', 'EAI_AGAIN', '57P01', '57P02', '57P03', '08000', '08003', '08006'], sentence: away, temporary: true },
  { codes: ['57014', '25P03', '55P03', '40001', '40P01', 5, 6], sentence: busy, temporary: true },
  {
    codes: ['53300'],
    sentence: 'The database of the chat store accepts no more connections: see max_connections.',
    temporary: true,
  },
  { codes: ['53100', '53200', 13], sentence: full, temporary: true },
  { codes: ['25006', 8], sentence: readOnly, temporary: true },
  { codes: ['42P01', '42703', 1], sentence: other, temporary: false },
  {
    codes: ['28000', '28P01'],
    sentence: 'The database of the chat store does not accept the user or the password.',
    temporary: false,
  },
  {
    codes: ['3D000'],
    sentence: 'The database that the URL of the chat store names does not exist. Create it.',
    temporary: false,
  },
  {
    codes: ['42501'],
    sentence: 'The user of the chat store may not do this. See docs/client-in-production.md.',
    temporary: false,
  },
  { codes: [11], sentence: 'The file of the chat store is damaged. Restore it from a copy.', temporary: false },
];

/** Messages of the driver that has no codes for them. */
const lostConnection = /^(Query read timeout|timeout e|Connection terminated|Client has encountered)/;

/** The error and its causes. Node gives one error for each address of a host. */
function* listCauses(error: unknown): Generator<{ code?: unknown; errcode?: unknown; message: string }> {
  for (let cause = error; cause instanceof Error; cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause)
    yield cause;
}

function findCause(error: unknown): Cause | undefined {
  for (const { code, errcode, message } of listCauses(error)) {
    // The lowest byte of SQLite's extended codes is the code.
    const known = typeof errcode === 'number' ? errcode & 0xff : code;
    const found = causes.find(({ codes }) => codes.some((one) => one === known));
    if (found) return found;
    if (lostConnection.test(message)) return causes[0];
  }
  return undefined;
}

/** The error of a database in words: what failed, and what to do. */
export function describeDatabaseError(error: unknown): ChatStoreError {
  if (error instanceof ChatStoreError) return error;
  const cause = findCause(error);
  const code = [...listCauses(error)].find((one) => typeof one.code === 'string')?.code as string | undefined;
  const said = messageOf(error) || code || 'unknown';
  const message = cause ? `${cause.sentence} (${said})` : `The chat store failed: ${said}`;
  return new ChatStoreError(message, { cause: error }, cause?.temporary);
}

/** The same methods, whose errors say what failed and what to do. Errors of this library pass as they are. */
export function explainErrors<Methods extends object>(methods: Methods): Methods {
  const explain =
    (method: (...given: unknown[]) => Promise<unknown>) =>
    async (...given: unknown[]) => {
      try {
        return await method(...given);
      } catch (error) {
        throw error instanceof ClientError ? error : describeDatabaseError(error);
      }
    };
  const explained = Object.entries(methods).map(([name, method]) => [name, explain(method as Parameters<typeof explain>[0])]);
  return Object.fromEntries(explained) as Methods;
}
