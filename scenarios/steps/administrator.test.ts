import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { formatReport, parseScenario, runScenario } from '../index.ts';

function story(steps: readonly string[], head = '') {
  const list = steps.map((step) => `  - ${step}\n`).join('');
  return parseScenario(`title: A story\nteaches: Something.\n${head}steps:\n${list}`, 'story.yaml');
}

describe('an administrator', () => {
  it.each([
    ['restores no backup that was not made', 'restores the backup', 'a backup', 'none that was made'],
    [
      'registers no application again that is there',
      'registers the application again',
      'that "demo" was removed',
      'that it was not',
    ],
    [
      'sees what answers at the callback URL',
      'opens the callback URL, status: 405, allow: GET',
      '{"status":405,"allow":"GET"}',
      '{"status":405,"allow":"POST"}',
    ],
    [
      'opens no callback URL that is not configured',
      'opens the callback URL, application: other customers, status: 405',
      'a callback URL',
      'none that is configured',
    ],
  ])('%s', async (_what, act, expected, seen) => {
    const { failure } = await runScenario(story([`{ administrator: ${act} }`]));
    expect(failure).toMatchObject({ expected, seen });
  });

  it('registers an application again with what it had', async () => {
    const steps = [
      'administrator: edits the application\n    change: { type: Other, callback: { format: xml } }',
      'administrator: removes the application',
      'administrator: registers the application again',
    ];
    await using simulator = await startSimulator({ port: 0 });
    const found: object[] = [];
    const hold = async () => {
      const { applications } = simulator.partition(simulator.partitions.at(-1)!.name);
      found.push(applications.get('demo'));
      return Promise.resolve();
    };
    expect(formatReport(await runScenario(story(steps), { url: simulator.url, hold }))).toMatch(/^passed/);
    expect(found).toMatchObject([{ type: 'Other', clientSecret: 'demo-secret', callback: { format: 'xml' } }]);
  });
});

const backup = ['administrator: makes a backup', 'clock: +1h', 'administrator: restores the backup'];

describe('a backup', () => {
  it('brings back the partition of the story and no other, at the time that it is, and is forgotten afterwards', async () => {
    const simulator = await startSimulator({ port: 0 });
    onTestFinished(() => simulator.close(0));
    simulator.createPartition({ name: 'other' });
    const rename = (partition: string, name: string) => simulator.partition(partition).entryPoints.edit('1001', { name });
    const namesAndTimes: unknown[] = [];
    const own = () => simulator.partitions.at(-1)!.name;
    const look = () => [own(), 'other'].map((name) => simulator.partition(name).entryPoints.get('1001').name);
    const result = await runScenario(story(backup), {
      url: simulator.url,
      pace: ({ number }) => {
        if (number === 1) namesAndTimes.push(simulator.partition(own()).clock.now());
        if (number === 3) for (const name of [own(), 'other']) rename(name, 'renamed');
      },
      hold: () => {
        namesAndTimes.push(...look(), simulator.partition(own()).clock.now());
        return Promise.resolve();
      },
    });
    expect(formatReport(result)).toMatch(/^passed/);
    const [begun, ...rest] = namesAndTimes;
    expect(rest).toEqual(['agents ready', 'renamed', Number(begun) + 3_600_000]);
    expect(simulator.snapshots.list()).toEqual([]);
  });

  it('brings back the partition of a flow of its own', async () => {
    const simulator = await startSimulator({ port: 0, clock: 'manual' });
    onTestFinished(() => simulator.close(0));
    const result = await runScenario(story(backup, 'flow: external\n'), {
      url: simulator.url,
      pace: ({ number }) => {
        if (number === 3) simulator.entryPoints.edit('1001', { name: 'renamed' });
      },
    });
    expect(formatReport(result)).toMatch(/^passed/);
    expect(simulator.entryPoints.get('1001').name).toBe('agents ready');
    expect(simulator.snapshots.list()).toEqual([]);
  });
});
