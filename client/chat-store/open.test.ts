import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeDatabases, sqliteFile } from '../../test/client/databases.ts';
import { deadPort } from '../../test/client/sockets.ts';
import type { ChatStoreSettings } from '../index.ts';
import { InvalidSettingsError, openChatStore } from '../index.ts';

function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'ece-client-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('opening the chat store', () => {
  it.each([
    [{ url: '' }, 'url: is empty'],
    [{ url: 'mysql://127.0.0.1/test' }, 'url: must be a path, :memory: or begin with postgres://'],
    [{ schema: 'x"; drop schema public' }, 'schema: must be 1 to 40 letters, digits and _'],
    [{ uri: ':memory:' }, 'uri: is not known; the nearest is "url"'],
  ])('refuses %o', async (settings, fault) => {
    const opening = openChatStore(settings as ChatStoreSettings);
    await expect(opening).rejects.toThrow(InvalidSettingsError);
    await expect(opening).rejects.toThrow(fault);
  });

  it('says which file it cannot open', async () => {
    const [missing, text] = [join(scratch(), 'no folder', 'chats.db'), join(scratch(), 'chats.db')];
    writeFileSync(text, 'some other file, long enough to be looked at'.repeat(10));
    await expect(openChatStore({ url: missing })).rejects.toThrow(
      `The chat store cannot be opened at ${missing}: ENOENT: no such file or directory`,
    );
    await expect(openChatStore({ url: text })).rejects.toThrow(`cannot be opened at ${text}: file is not a database.`);
  });

  it('says why a database cannot be reached, and no password', async () => {
    const url = `postgres://ann:PLANTED-password@127.0.0.1:${await deadPort()}/test`;
    const error = await openChatStore({ url }).catch((error: unknown) => error);
    expect(String(error)).toMatch(/^ChatStoreError: The chat store cannot be opened: .*ECONNREFUSED/);
    expect(String(error)).not.toContain('PLANTED');
  });

  it('lets nobody but the owner of the process read a file', async () => {
    const folder = scratch();
    const old = join(folder, 'old.db');
    writeFileSync(old, '', { mode: 0o644 });
    for (const url of [old, join(folder, 'new.db')]) {
      const store = await openChatStore({ url });
      await store.createChat({ channel: 'sms', customerId: '5550100', businessId: '1000' }, 1);
      const made = readdirSync(folder).filter((name) => join(folder, name).startsWith(url));
      expect(made.length).toBeGreaterThan(2);
      for (const name of made) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
      await store.close();
    }
  });

  it('refuses a file that another process, or this one, has open, and lets other programs read it', async () => {
    const url = join(scratch(), 'chats.db');
    const store = await openChatStore({ url });
    const refusal = `The chat store cannot be opened at ${url}: another process has it open. A SQLite file is for one process at a time; for several, use PostgreSQL: openChatStore({ url: 'postgres://...' }).`;
    await expect(openChatStore({ url })).rejects.toThrow(refusal);
    const index = new URL('../index.ts', import.meta.url).href;
    const program = `
      const { openChatStore } = await import(${JSON.stringify(index)});
      await openChatStore({ url: ${JSON.stringify(url)} }).catch((error) => console.log(error.message));
      const { DatabaseSync } = await import('node:sqlite');
      console.log(new DatabaseSync(${JSON.stringify(url)}).prepare('select count(*) n from chat').get().n);
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    expect(stdout).toBe(`${refusal}\n0\n`);
    await store.close();
    await (await openChatStore({ url })).close();
  });

  it('takes what a process held that was killed', async () => {
    const records = sqliteFile.records();
    const before = await records.open();
    await before.inbox.resume('c1');
    await before.inbox.take('c1');
    await before.close();
    await records.execute("update conversation set holder = 'a process that was killed'");
    expect(await (await records.open()).inbox.ongoing()).toEqual(['c1']);
  });

  it('says what to install where the driver of PostgreSQL is missing', async () => {
    const index = new URL('../index.ts', import.meta.url).href;
    const program = `
      import { registerHooks } from 'node:module';
      registerHooks({
        resolve(specifier, context, next) {
          if (specifier === 'pg') throw new Error('pg is not there');
          return next(specifier, context);
        },
      });
      const { openChatStore } = await import(${JSON.stringify(index)});
      await openChatStore({ url: 'postgres://127.0.0.1/test' }).catch((error) => console.log(error.message));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    expect(stdout).toBe('A chat store on PostgreSQL needs the package "pg": npm install pg\n');
  });
});

describeDatabases('the tables of another version', (database) => {
  const tables = 'chat_store_migration';

  it('that is newer are refused with its name', async () => {
    const records = database.records();
    await (await records.open()).close();
    await records.execute(`insert into ${tables} (name, timestamp) values ('900-of-the-future', '2099-01-01T00:00:00.000Z')`);
    await expect(records.open()).rejects.toThrow(
      'The chat store cannot be opened: The tables are of a newer version of the library: they have the change "900-of-the-future", which this version does not know. Use the version that made it, or a later one.',
    );
  });

  it('that is older are brought up to date with what is in them', async () => {
    const records = database.records();
    const before = await records.open();
    await before.inbox.resume('c1');
    await before.inbox.deliver([{ id: '1', conversationId: 'c1', json: '{}' }], 1);
    await before.close();
    for (const statement of [
      'drop table follower',
      'alter table conversation drop column holder',
      'alter table conversation drop column fence',
      'alter table conversation drop column ended_at',
      'alter table inbox drop column changed_at',
      'alter table inbox drop column held_by',
      'alter table inbox drop column told',
      `delete from ${tables} where name = '002-leases-and-ages'`,
    ])
      await records.execute(statement);
    const { inbox } = await records.open();
    expect(await inbox.ongoing()).toEqual(['c1']);
    const lease = (await inbox.take('c1'))!;
    const [waiting] = await inbox.waiting('c1');
    await inbox.handled(waiting!, lease);
    expect(await inbox.waiting('c1')).toEqual([]);
  });

  it('are an error with advice when they change under an open store', async () => {
    const records = database.records();
    const { inbox } = await records.open();
    await records.execute('drop table inbox');
    await expect(inbox.unclaimed()).rejects.toThrow(
      'The tables of the chat store are not those of this version of the library. Open the store with one version only.',
    );
  });
});
