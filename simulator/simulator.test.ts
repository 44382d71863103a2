import { expect, it } from 'vitest';
import { createSimulator } from './create.ts';
import { fetchInProcess } from './http/in-process.ts';

it('has the doors of its default partition, also after a snapshot has replaced the partition', () => {
  const source = createSimulator({ seed: 'source', clock: 'manual', agents: 'silent' });
  source.agents.logOut('Ada');
  const simulator = createSimulator({ seed: 'another', clock: 'manual', agents: 'silent' });
  const before = simulator.partition('default');
  simulator.snapshots.import(source.snapshots.export());
  const partition = simulator.partition('default');
  expect(partition).not.toBe(before);
  expect(simulator.seed).toBe('source');
  expect(simulator.agents.get('Ada').loggedIn).toBe(false);
  expect(simulator.agents).toBe(partition.agents);
  expect(simulator.journal).toBe(partition.journal);
});

it('is called through any object that has its url, settings and handle', async () => {
  const simulator = createSimulator();
  const targets: string[] = [];
  const server = {
    address: { withoutFolder: (target: string) => target },
    url: 'http://ece',
    settings: simulator.settings,
    handle: (request: Parameters<typeof simulator.handle>[0]) => {
      targets.push(request.target);
      return simulator.handle(request);
    },
  };
  const path = '/egain/chat/entrypoint/chatAllowed/1001';
  expect((await fetchInProcess(server, path, { headers: { accept: 'application/json' } })).status).toBe(200);
  expect(targets).toEqual([path]);
});
