import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { documentedControl } from './documented.ts';
import { createSimulator, readSnapshotFile, SnapshotFileError, writeSnapshotFile } from '../../simulator/index.ts';
import { runCli, startCli } from '../end-to-end/cli-process.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { startOnSocket } from './running.ts';

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'ece-simulator-test-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

interface Snapshot {
  version: number;
  scope: string;
  partitions: { name: string; number: number; state: Record<string, unknown>; ids: Record<string, number> }[];
}

describe('a snapshot', () => {
  it('brings back everything: chats, tokens, agents, faults, settings and time', async () => {
    const { simulator, control } = await startOnSocket();
    const ece = await EceClient.authorized(simulator.url);
    const chat = await ece.startConversation();
    await control.post('/faults', { body: { match: { operation: 'logOut' }, fire: { times: 2 }, action: { do: 'hang' } } });
    await control.patch('/settings', { body: { 'message.send.notOngoingStatus': 400 } });
    await control.post('/snapshots', { body: { name: 'chatting' } });
    const before = await Promise.all(
      ['/clock', '/faults', '/agents', `/conversations/${chat}`].map((one) => control.request('GET', one)),
    );

    await ece.end(chat);
    await control.advance(3 * 86_400_000);
    await control.patch('/agents/{agent}', { params: { agent: 'Ada' }, body: { loggedIn: false } });
    await control.delete('/faults');
    await control.patch('/settings', { body: { 'message.send.notOngoingStatus': 404 } });
    expect((await ece.say(chat, 'too late')).status).toBe(401);

    await control.post('/snapshots/{snapshot}/restore', { params: { snapshot: 'chatting' } });
    const after = await Promise.all(
      ['/clock', '/faults', '/agents', `/conversations/${chat}`].map((one) => control.request('GET', one)),
    );
    expect(after).toEqual(before);
    expect(simulator.settings['message.send.notOngoingStatus']).toBe(400);
    expect((await ece.say(chat, 'as if nothing had happened')).status).toBe(204);
  });

  it('goes into the partitions that are there, so that whoever listens or waits there goes on', async () => {
    const { simulator } = await startOnSocket();
    const partition = simulator.partition('default');
    simulator.snapshots.take('before');
    const waiting = partition.waitFor((happening) => happening.source === 'world' && happening.event.type === 'agent-changed');
    simulator.snapshots.restore('before');
    expect(simulator.partition('default')).toBe(partition);
    partition.agents.logOut('Ada');
    expect((await waiting).source).toBe('world');
  });

  it('of one partition leaves the others alone', async () => {
    const { simulator, control } = await startOnSocket();
    await control.post('/partitions', { body: { name: 'one' } });
    const one = simulator.partition('one');
    await control.post('/snapshots', { body: { name: 'of-one', partition: 'one' } });
    one.agents.logOut('Ada');
    simulator.agents.logOut('Ben');
    await control.post('/snapshots/{snapshot}/restore', { params: { snapshot: 'of-one' } });
    expect([one.agents.get('Ada').loggedIn, simulator.agents.get('Ben').loggedIn]).toEqual([true, false]);
  });

  it('of all removes partitions that were made since, and makes those that are missing', async () => {
    const { simulator, control } = await startOnSocket();
    await control.post('/partitions', { body: { name: 'early' } });
    await control.post('/snapshots', { body: { name: 'both' } });
    await control.delete('/partitions/{partition}', { params: { partition: 'early' } });
    await control.post('/partitions', { body: { name: 'late' } });
    await control.post('/snapshots/{snapshot}/restore', { params: { snapshot: 'both' } });
    expect(simulator.partitions.map(({ name }) => name)).toEqual(['default', 'early']);
  });

  it('is listed, replaced under its name, and forgotten', async () => {
    const { control } = await startOnSocket();
    for (const name of ['one', 'two', 'one']) await control.post('/snapshots', { body: { name } });
    expect(await control.get('/snapshots')).toEqual(['one', 'two']);
    await control.delete('/snapshots/{snapshot}', { params: { snapshot: 'one' } });
    expect(await control.get('/snapshots')).toEqual(['two']);
    expect(await control.refused('POST', '/snapshots/one/restore')).toMatchObject({
      status: 404,
      path: 'snapshot',
      allowed: ['two'],
    });
  });

  it('is one of at most a hundred', async () => {
    const { simulator, control } = await startOnSocket({ world: { specialEntryPoints: false } });
    for (let count = 0; count < 100; count++) simulator.snapshots.take(`s${count}`);
    expect(await control.refused('POST', '/snapshots', { name: 'one-more' })).toMatchObject({ status: 409 });
    expect((await control.call('POST', '/snapshots', { name: 's0' })).status).toBe(204);
  });
});

describe('a snapshot as a file', () => {
  it("is only its owner's to read, and a new process starts from it", async () => {
    const file = path.join(await folder(), 'state.json');
    const simulator = createSimulator({ clock: 'manual', agents: 'silent', seed: 'file' });
    simulator.agents.logOut('Ada');
    await simulator.clock.advance(60_000);
    await writeSnapshotFile(simulator, file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readSnapshotFile(file)).toBe(simulator.snapshots.export());

    await using cli = await startCli('--snapshot', file, '--log-level', 'silent');
    const control = documentedControl(cli.url);
    expect(await control.get('/clock')).toMatchObject({ mode: 'manual', now: simulator.clock.now() });
    expect(await control.get('/agents/{agent}', { params: { agent: 'Ada' } })).toMatchObject({ loggedIn: false });
  });

  it('replaces a file that others could read with one that they cannot', async () => {
    const file = path.join(await folder(), 'state.json');
    await writeFile(file, 'old', { mode: 0o644 });
    await writeSnapshotFile(createSimulator(), file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('that cannot be written leaves nothing behind', async () => {
    const within = await folder();
    const file = path.join(within, 'a folder');
    await mkdir(file);
    await expect(writeSnapshotFile(createSimulator(), file)).rejects.toThrow(SnapshotFileError);
    await expect(writeSnapshotFile(createSimulator(), path.join(within, 'nowhere', 'state.json'))).rejects.toThrow(
      /cannot be written/,
    );
    expect(await readdir(within)).toEqual(['a folder']);
  });

  it('from the control API is what another simulator starts from', async () => {
    const { simulator, control } = await startOnSocket();
    const ece = await EceClient.authorized(simulator.url);
    const chat = await ece.startConversation();
    await control.post('/snapshots', { body: { name: 'before' } });
    const snapshot = await (await fetch(`${control.base}/snapshots/before`)).text();
    await simulator.close(0);

    const again = EceClient.overSocket((await startOnSocket({ snapshot })).simulator.url);
    again.token = ece.token;
    expect((await again.say(chat, 'still there?')).status).toBe(204);
  });

  it('of another version is refused on the command line, in a sentence', async () => {
    const file = path.join(await folder(), 'state.json');
    await writeFile(file, '{"format":"ece-simulator-snapshot","version":99}');
    const { code, stderr, stdout } = await runCli(['start', '--port', '0', '--snapshot', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`ece-simulator: ${file}: This simulator reads version 2 of snapshots.\n`);
  });

  it.each([
    ['a poem', 'This is no snapshot'],
    ['{"log":{"version":"1.2"}}', 'This file is no snapshot.'],
  ])('is refused when it is %s', (snapshot, message) => {
    expect(() => createSimulator({ snapshot })).toThrow(message);
    expect(() => createSimulator({ snapshot })).not.toThrow('version 2');
  });
});

describe('a snapshot that cannot stand is refused, and nothing is half applied:', () => {
  it.each<[string, (snapshot: Snapshot) => void, string]>([
    ['another version', (snapshot) => (snapshot.version = 1), 'version'],
    ['another scope', (snapshot) => (snapshot.scope = 'some'), 'scope'],
    ['no partition', (snapshot) => (snapshot.partitions = []), 'partitions'],
    ['no default partition', (snapshot) => (snapshot.partitions[0]!.name = 'other'), 'partitions'],
    ['a name twice', (snapshot) => snapshot.partitions.push(snapshot.partitions[0]!), 'partitions[2].name'],
    ['a number twice', (snapshot) => (snapshot.partitions[1]!.number = 0), 'partitions[1].number'],
    ['no agents', (snapshot) => delete snapshot.partitions[1]!.state['agents'], 'partitions[1].state.agents'],
    [
      'entry points that lead to queues that are gone',
      (snapshot) => (snapshot.partitions[1]!.state['queues'] = { $map: [] }),
      'partitions[1].state',
    ],
    ['an id that would come again', (snapshot) => (snapshot.partitions[1]!.ids['agent'] = 1005), 'partitions[1].ids.agent'],
    ['a member of which nobody knows', (snapshot) => (snapshot.partitions[1]!.state['moon'] = 1), 'partitions[1].state.moon'],
    ['ids that are none', (snapshot) => (snapshot.partitions[0]!.ids['agent'] = -1), 'partitions[0].ids.agent'],
  ])('%s', async (_what, spoil, offending) => {
    const { simulator, control } = await startOnSocket();
    await control.post('/partitions', { body: { name: 'one' } });
    await control.post('/snapshots', { body: { name: 'good' } });
    const snapshot = (await control.request('GET', '/snapshots/good')) as Snapshot;
    spoil(snapshot);
    const before = simulator.snapshots.export();
    expect(await control.refused('PUT', '/snapshots/bad', snapshot)).toMatchObject({ status: 400, path: offending });
    expect(await control.get('/snapshots')).toEqual(['good']);
    expect(simulator.snapshots.export()).toBe(before);
  });
});
