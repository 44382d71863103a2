import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { chooseScenario, chooseScenarios } from './choose.ts';
import { openSimulatorOf } from './simulator.ts';

function namesOf(...what: string[]) {
  return chooseScenarios(what).map(({ name }) => name);
}

async function folderWith(...files: string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'own-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const file of files)
    await writeFile(path.join(folder, file), 'title: A story\nteaches: Something.\nsteps: [{ say: Hello }]\n');
  return folder;
}

describe('scenarios are chosen', () => {
  it('by name and pattern of the library, each once, in the order given', () => {
    const patterned = namesOf('token-exp*');
    expect(patterned).toEqual(['token-expiry']);
    expect(namesOf('good-day', 'token-exp*', 'good-d?y', 'token-expiry')).toEqual(['good-day', 'token-expiry']);
    expect(namesOf().length).toBeGreaterThan(40);
  });

  it('by file, folder and pattern of files', async () => {
    const folder = await folderWith('one.yaml', 'two.yml');
    expect(namesOf(path.join(folder, 'one.yaml'))).toEqual(['one']);
    expect(namesOf(folder)).toEqual(['one', 'two']);
    expect(namesOf(path.join(folder, '*.yml'))).toEqual(['two']);
  });

  it.each([
    [
      'tokn-expiry',
      'tokn-expiry: no scenario of the library is called so, and there is no such file. Did you mean "token-expiry"?',
    ],
    ['zz*', 'zz*: no scenario of the library is called so'],
    ['nowhere.yaml', 'nowhere.yaml: cannot be read: there is no such file.'],
    ['nowhere/*.yaml', 'nowhere/*.yaml: no scenario file is found here.'],
  ])('but not by %s', (what, message) => {
    expect(() => chooseScenarios(['good-day', what])).toThrow(message);
  });

  it('one at a time to be shown', () => {
    expect(chooseScenario('good-day').name).toBe('good-day');
    expect(() => chooseScenario('outcomes-*')).toThrow('outcomes-*: names several scenarios; choose one: outcomes-');
  });
});

describe('the simulator of --url', () => {
  const token = 'a-token-of-16-characters';

  it('must be an address', async () => {
    await expect(openSimulatorOf({ url: 'nowhere' })).rejects.toThrow(
      '--url: "nowhere" is no URL, such as http://127.0.0.1:8080.',
    );
  });

  it('must let us in', async () => {
    await using simulator = await startSimulator({ port: 0, controlToken: token });
    const { url } = simulator;
    await expect(openSimulatorOf({ url })).rejects.toThrow('asks for its control token. Give one: --control-token');
    await expect(openSimulatorOf({ url, controlToken: 'another-token-of-16' })).rejects.toThrow('This is not it.');
    await expect(openSimulatorOf({ url, controlToken: token })).resolves.toMatchObject({ url });
  });

  it('must be there, and be one', async () => {
    const server = createServer((_, response) => response.writeHead(404, { connection: 'close' }).end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(openSimulatorOf({ url })).rejects.toThrow(`--url: ${url} is no simulator: it answered 404.`);
    server.close();
    await once(server, 'close');
    await expect(openSimulatorOf({ url })).rejects.toThrow(/no simulator answers at .* Start one: ece-simulator start$/);
  });
});
