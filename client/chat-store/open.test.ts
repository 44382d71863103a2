import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
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
    [{ uri: ':memory:' }, 'Unrecognized key: "uri"'],
  ])('refuses %o', async (settings, fault) => {
    const opening = openChatStore(settings as ChatStoreSettings);
    await expect(opening).rejects.toThrow(InvalidSettingsError);
    await expect(opening).rejects.toThrow(fault);
  });

  it('says which file it cannot open', async () => {
    const [missing, text] = [join(scratch(), 'no folder', 'chats.db'), join(scratch(), 'chats.db')];
    writeFileSync(text, 'some other file, long enough to be looked at'.repeat(10));
    await expect(openChatStore({ url: missing })).rejects.toThrow(
      `The chat store cannot be opened at ${missing}: unable to open database file.`,
    );
    await expect(openChatStore({ url: text })).rejects.toThrow(`cannot be opened at ${text}: file is not a database.`);
  });

  it('says why a database cannot be reached, and no password', async () => {
    const url = `postgres://ann:PLANTED-password@127.0.0.1:${await deadPort()}/test`;
    const error = await openChatStore({ url }).catch((error: unknown) => error);
    expect(String(error)).toMatch(/^ChatStoreError: The chat store cannot be opened: .*ECONNREFUSED/);
    expect(String(error)).not.toContain('PLANTED');
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
