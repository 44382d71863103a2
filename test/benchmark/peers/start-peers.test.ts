import { describe, expect, it } from 'vitest';
import { FindingsCollector } from '../harness/findings.ts';
import type { Peer } from './peers.ts';
import { startPeers } from './start-peers.ts';

const good: Peer = {
  name: 'good',
  start: () => Promise.resolve({ name: 'good', calls: {}, cpuMicroseconds: () => Promise.resolve(0), stop: () => undefined }),
};
const bad: Peer = { name: 'bad', start: () => Promise.reject(new Error('Java, which it needs, cannot be started.')) };

describe('the peers of the benchmark', () => {
  it('are named as missing when they do not start, and the others run', async () => {
    const findings = new FindingsCollector();
    const running = await startPeers([bad, good], () => Promise.resolve('node_modules'), findings);
    expect(running.map(({ name }) => name)).toEqual(['good']);
    expect(findings.missing).toEqual([{ subject: 'bad', reason: 'it did not start: Java, which it needs, cannot be started.' }]);
  });

  it('are all named as missing when they cannot be installed', async () => {
    const findings = new FindingsCollector();
    const cannot = () => Promise.reject(new Error('npm could not install it: no network'));
    expect(await startPeers([bad, good], cannot, findings)).toEqual([]);
    expect(findings.missing).toEqual([
      { subject: 'bad', reason: 'npm could not install it: no network' },
      { subject: 'good', reason: 'npm could not install it: no network' },
    ]);
  });
});
