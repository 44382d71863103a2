import { expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../simulator/start.ts';
import { follow } from './follow.ts';

it('the event stream is followed at a port that the global fetch refuses', async () => {
  await using simulator = await startSimulator({ port: 0 });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause: new Error('bad port') })));
  onTestFinished(() => void vi.unstubAllGlobals());
  const controller = new AbortController();
  const first = Promise.withResolvers<string>();
  const following = follow({
    base: `${simulator.url}/_sim/v1/partitions/default`,
    token: undefined,
    signal: controller.signal,
    onChange: () => first.resolve('changed'),
    onGone: () => first.resolve('gone'),
  });
  expect(await first.promise).toBe('changed');
  controller.abort();
  await following;
});
