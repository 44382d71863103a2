import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { openChatStore } from '../../client/index.ts';
import { describePostgres, postgres, postgresUrl } from '../client/databases.ts';

const root = path.join(import.meta.dirname, '../..');
const page = await readFile(path.join(root, 'docs/client-in-production.md'), 'utf8');
function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, block]) => block!);
}
const [setUp, waiting] = blocks('sql') as [string, string];

async function scratch() {
  const folder = await mkdtemp(path.join(tmpdir(), 'ece-production-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function connected(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** The database as the page sets it up, with names of this test's own. */
async function production() {
  const { schema } = postgres.records().settings;
  const own = (sql: string) => sql.replaceAll('ece_client', schema!);
  const administrator = await connected(postgresUrl!);
  await administrator.query(own(setUp));
  onTestFinished(async () => {
    await administrator.query(`drop schema "${schema!}" cascade`);
    await administrator.query(`drop owned by "${schema!}"; drop role "${schema!}"`);
  });
  const url = new URL(postgresUrl!);
  url.username = schema!;
  url.password = 'change-me';
  return { url: url.href, schema: schema!, own };
}

/** The program of the page as it is printed, on a schema of its own. */
async function startProgram(url: string, schema: string) {
  const folder = await scratch();
  const program = blocks('ts')[0]!.replace(
    'openChatStore({ url: CHATS_URL })',
    `openChatStore({ url: CHATS_URL, schema: '${schema}' })`,
  );
  await writeFile(path.join(folder, 'program.mts'), program);
  const preload = path.join(root, 'test/client/as-package.ts');
  const env = { CHATS_URL: url, ECE_HOST: 'http://127.0.0.1:9', ECE_CLIENT_ID: 'demo', ECE_CLIENT_SECRET: 'demo', PORT: '0' };
  const child = spawn(process.execPath, ['--import', preload, 'program.mts'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return { child, exited: once(child, 'exit'), nextLine: async () => (await lines.next()).value as string };
}

describePostgres('the page about production', () => {
  it('has a set-up, a program, a query and a copy that work as they stand', async () => {
    const { url, schema, own } = await production();
    const store = await openChatStore({ url, schema });
    onTestFinished(() => store.close());
    const deliver = (id: string, value: string, content: string) => {
      const json = JSON.stringify({ id, conversation: { id: 'c1' }, type: { value }, content });
      return store.inbox.deliver([{ id, conversationId: 'c1', json }], Date.now());
    };
    await store.inbox.resume('c1');
    await store.inbox.resume('c2');
    const client = await connected(url);
    const nobody = async () => Number((await client.query<{ waiting: string }>(own(waiting))).rows[0]!.waiting);
    expect(await nobody()).toBe(2);

    const { child, exited, nextLine } = await startProgram(url, schema);
    await deliver('1', 'text/plain', 'hello');
    expect(await nextLine()).toBe('to the customer: hello');
    await deliver('2', 'complete', 'bye');
    expect(await nextLine()).toBe('c1 is over');
    expect(await nobody()).toBe(0);
    child.kill('SIGTERM');
    expect(await nextLine()).toBe('stopped');
    expect(await exited).toEqual([0, null]);
    expect(await store.inbox.ongoing()).toEqual(['c2']);

    const folder = await scratch();
    await promisify(execFile)('bash', ['-c', own(blocks('sh')[0]!)], { cwd: folder, env: { ...process.env, CHATS_URL: url } });
    expect(await readFile(path.join(folder, 'before-upgrade.sql'), 'utf8')).toContain(`CREATE TABLE ${schema}.conversation`);
  });
});
