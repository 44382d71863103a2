import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSecrets } from './secret-files.ts';

async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'secret-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'secret');
  await writeFile(file, text);
  return file;
}

describe('a secret', () => {
  it('comes from a flag or from a file, without its last line break', async () => {
    const clientSecretFile = await fileWith('a secret\r\n');
    expect(await readSecrets({ controlToken: 'token', clientSecretFile })).toEqual({
      controlToken: 'token',
      clientSecret: 'a secret',
    });
    expect(await readSecrets({})).toEqual({});
  });

  it('is refused when it is given twice, or its file cannot be read', async () => {
    const controlTokenFile = await fileWith('token');
    await expect(readSecrets({ controlToken: 'token', controlTokenFile })).rejects.toThrow('cannot be used together');
    await expect(readSecrets({ controlTokenFile: `${controlTokenFile}-not` })).rejects.toThrow('--control-token-file');
  });
});
