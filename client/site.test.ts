import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { empty, paths, recordedNodes, tokenAnswer, useEce } from '../test/client/ece.ts';
import type { NodesSettings } from './index.ts';
import { createNodes, InvalidSettingsError } from './index.ts';

async function fileOf(text: string, name = 'site.yaml'): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'site-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

const ece = useEce();

async function sentType(settings: NodesSettings): Promise<unknown> {
  ece.on(paths.token, tokenAnswer());
  ece.on(paths.send, empty(204));
  await recordedNodes(settings).nodes.sendMessage.sendPlainTextMessage({ conversationId: 'c', message: 'hello' });
  return (JSON.parse(ece.arrived().at(-1)!.text) as { type: { value: string } }).type.value;
}

describe('a site file', () => {
  const yaml = 'version: 1\nabout: the lab\nsettings: { message.send.types: {} }\nclient:\n  messageTypes: { plainText: text }\n';

  it('gives options, in YAML, in JSON or as an object', async () => {
    const site = { version: 1, client: { messageTypes: { plainText: 'text' } } } as const;
    expect(await sentType({ site: await fileOf(yaml) })).toBe('text');
    expect(await sentType({ site: await fileOf(JSON.stringify(site), 'site.json') })).toBe('text');
    expect(await sentType({ site })).toBe('text');
    expect(await sentType({ site: { version: 1 } })).toBe('text/plain');
  });

  it('gives way to the options of the nodes', async () => {
    expect(await sentType({ site: await fileOf(yaml), options: { messageTypes: { plainText: 'own' } } })).toBe('own');
  });

  it.each([
    ['version: 2', ':1: version: must be 1'],
    ['client: {}', ':1: version: is missing'],
    ['version: 1\nclient:\n  retires: 3', ':3: client.retires: is not known; the nearest is "retries"'],
    ['version: 1\nclient:\n  retries: many', ':3: client.retries: must be a whole number from 0 to 10'],
    ['version: 1\nclient:\n  wireFormat: XML', ':3: client.wireFormat: must be "json" or "xml"'],
    [
      'version: 1\nclient:\n  messageTypes:\n    plaintext: x',
      ':4: client.messageTypes.plaintext: is not known; the nearest is "plainText"',
    ],
    ['version: 1\ncleint: {}', ':2: cleint: is not known; the nearest is "client"'],
    ['version: 1\nclient: 5', ':2: client: must be an object'],
    ['- 1', ':1: must be an object'],
    ['version: 1\na: [1\nb: 2', 'this is no YAML'],
  ])('that is wrong is refused with its line: %j', async (text, fault) => {
    const site = await fileOf(text);
    expect(() => createNodes({ site })).toThrow(InvalidSettingsError);
    expect(() => createNodes({ site })).toThrow(fault);
    expect(() => createNodes({ site })).toThrow(site);
  });

  it('that is not there is refused', () => {
    expect(() => createNodes({ site: '/no/such/site.yaml' })).toThrow('/no/such/site.yaml: the file cannot be read: ENOENT');
  });

  it('that is no UTF-8 is refused', async () => {
    const site = await fileOf('');
    await writeFile(site, Buffer.from([0xff, 0xfe, 0x31]));
    expect(() => createNodes({ site })).toThrow('the file cannot be read');
  });
});
