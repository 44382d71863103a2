import { describe, expect, it, vi } from 'vitest';
import { BusyError } from '../errors.ts';
import { createSimulator } from '../create.ts';
import { EceClient } from '../testing/ece-client.ts';
import { realTimers } from '../time/real-timers.ts';

const chats = 40;

/** A simulator in which that many chats are going on, and a pause is made after each part of a work. */
async function busySimulator() {
  let elapsed = 0;
  vi.spyOn(realTimers, 'elapsed').mockImplementation(() => (elapsed += 1000));
  const simulator = createSimulator({ agents: 'silent', clock: 'manual', seed: 'snapshots' });
  const client = EceClient.inProcess(simulator);
  for (let count = 0; count < chats; count++) await client.startConversation();
  return { simulator, client, count: () => simulator.conversations.list().length };
}

/** Looks between the parts of a work. */
async function watch(work: Promise<void>, look: () => void): Promise<number> {
  const end = work.then(() => 'end');
  for (let looks = 0; ; looks++) {
    const turn = await Promise.race([end, new Promise((resolve) => setImmediate(resolve))]);
    if (turn === 'end') return looks;
    look();
  }
}

describe('snapshots with pauses', () => {
  it('are restored in one piece: whoever looks meanwhile sees the old state or the new one', async () => {
    const { simulator, count } = await busySimulator();
    simulator.snapshots.take('busy');
    simulator.reset();
    const seen = new Set<number>();
    const looks = await watch(simulator.snapshots.withPauses.restore('busy'), () => seen.add(count()));
    expect(looks).toBeGreaterThan(10);
    expect([...seen]).toEqual([0]);
    expect(count()).toBe(chats);
  });

  it('are taken at one moment', async () => {
    const { simulator, client, count } = await busySimulator();
    const taking = simulator.snapshots.withPauses.take('moment');
    await new Promise((resolve) => setImmediate(resolve));
    await client.startConversation();
    simulator.agents.logOut('Ada');
    await taking;
    simulator.snapshots.restore('moment');
    expect(count()).toBe(chats);
    expect(simulator.agents.get('Ada').loggedIn).toBe(true);
  });

  it('are what they are without pauses', async () => {
    const { simulator } = await busySimulator();
    simulator.snapshots.import(simulator.snapshots.export());
    const text = simulator.snapshots.export();
    await simulator.snapshots.withPauses.put('one', text);
    await simulator.snapshots.withPauses.take('other');
    expect([simulator.snapshots.get('one') === text, simulator.snapshots.get('other') === text]).toEqual([true, true]);
    simulator.agents.change('Ada', { maximumLoad: 999 });
    expect(simulator.snapshots.export() === text).toBe(false);
    await simulator.snapshots.withPauses.restore('one');
    expect(simulator.snapshots.export() === text).toBe(true);
  });

  it('that are wrong change nothing', async () => {
    const { simulator } = await busySimulator();
    const text = simulator.snapshots.export();
    const wrong = text.replaceAll('"state":"queued"', '"state":"ended"').replaceAll('"state":"assigned"', '"state":"ended"');
    await expect(simulator.snapshots.withPauses.put('wrong', wrong)).rejects.toThrow('its end stands 0 times');
    expect([simulator.snapshots.list(), simulator.snapshots.export() === text]).toEqual([[], true]);
  });

  it('are refused when a partition has taken the number meanwhile', async () => {
    const { simulator } = await busySimulator();
    const one = simulator.createPartition({ name: 'one' });
    simulator.snapshots.take('one', 'one');
    await simulator.removePartition('one');
    const restoring = simulator.snapshots.withPauses.restore('one');
    await new Promise((resolve) => setImmediate(resolve));
    const other = createSimulator({ agents: 'silent', clock: 'manual', seed: 'snapshots' });
    other.createPartition({ name: 'other' });
    simulator.snapshots.import(other.snapshots.export('other'));
    await expect(restoring).rejects.toThrow('Here the number of the partition "other" is 1; in the snapshot "one" has 1.');
    expect(one.plan.identity.number).toBe(1);
    expect(simulator.partitions.map(({ name }) => name)).toEqual(['default', 'other']);
  });

  it('wait for each other, and are refused when 32 wait', async () => {
    const { simulator } = await busySimulator();
    const taking = Array.from({ length: 33 }, (_, at) => simulator.snapshots.withPauses.take(`s${at}`));
    await expect(simulator.snapshots.withPauses.take('more')).rejects.toThrow(BusyError);
    await Promise.all(taking);
    expect(simulator.snapshots.list()).toHaveLength(33);
  });
});
