import { expect, it } from 'vitest';
import { createSimulator, fetchInProcess } from './index.ts';
import { paths } from './testing/calls.ts';

it('tells which settings a call depends on', async () => {
  const read = new Set<string>();
  const simulator = createSimulator({ clock: 'manual', onSettingRead: (name) => read.add(name) });
  simulator.changeSettings({ 'http.wrongMethodStatus': 404 });
  read.clear();
  expect((await fetchInProcess(simulator, paths.send)).status).toBe(404);
  expect(read).toContain('http.wrongMethodStatus');
  expect(read).not.toContain('token.errorForm');
  read.clear();
  for (let count = 0; count < 2; count++) {
    await fetchInProcess(simulator, paths.logIn, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect(read).toContain('http.unknownBodyMember');
    read.clear();
  }
});
