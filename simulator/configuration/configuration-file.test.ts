import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfigurationFile } from './configuration-file.ts';

async function fileOf(text: string, encoding: BufferEncoding = 'utf8'): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'configuration-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'ece.yaml');
  await writeFile(file, text, encoding);
  return file;
}

describe('a configuration file', () => {
  it('may begin with a byte order mark, share parts by merge keys, and keeps numbers as they are written', async () => {
    const queue =
      'world:\n  queues:\n    - &one { name: 007, skill: service }\n    - { <<: *one, name: +49 }\n  entryPoints: []\n';
    expect(await readConfigurationFile(await fileOf(`\ufeff${queue}`))).toMatchObject({
      world: {
        queues: [
          { name: '007', skill: 'service' },
          { name: '+49', skill: 'service' },
        ],
      },
    });
  });

  it('holds well-formed text only, whatever it escapes', async () => {
    const queue = 'world: { queues: [{ name: "a\\ud800", skill: service }], entryPoints: [] }';
    expect(await readConfigurationFile(await fileOf(queue))).toMatchObject({ world: { queues: [{ name: 'a\ufffd' }] } });
  });

  it.each<[string, string, BufferEncoding, string]>([
    ['a wrong value', 'host: a\nport: high', 'utf8', 'ece.yaml:2: "port" must be a number, not a text.'],
    [
      'a number written otherwise',
      'host: a\nport: 0x1F90',
      'utf8',
      'ece.yaml:2: "port" must be a number, not a text: write 8080.',
    ],
    [
      'a wrong name',
      'world:\n  queues: []\n  entryPoints:\n    - { id: 5, name: x, queue: B }',
      'utf8',
      'ece.yaml:4: world.entryPoints[0].queue: ',
    ],
    ['no YAML', 'a: [1\nb: 2', 'utf8', 'ece.yaml:2: this is no YAML: '],
    ['UTF-16', 'port: 1', 'utf16le', 'ece.yaml: The file is UTF-16, not UTF-8. Save it as UTF-8.'],
    ['Latin-1', 'seed: \u00fc', 'latin1', 'ece.yaml: The file is not UTF-8: line 1 looks like Latin-1'],
  ])('tells the line of %s', async (_what, text, encoding, message) => {
    await expect(readConfigurationFile(await fileOf(text, encoding))).rejects.toThrow(message);
  });
});
