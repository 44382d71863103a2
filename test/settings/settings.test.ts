import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingName } from '../../simulator/index.ts';
import { settings } from '../../simulator/index.ts';
import { Ece } from './ece.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import type { Probe } from './probe.ts';
import { areas } from './table.ts';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.open();
});
afterAll(() => receiver[Symbol.asyncDispose]());

const names = Object.keys(settings) as SettingName[];
const probes = new Map(areas.flatMap((area) => Object.entries(area)) as [SettingName, Probe<unknown>][]);

async function observation(
  probe: Probe<unknown>,
  made: Record<string, unknown>,
  changed: Record<string, unknown>,
): Promise<unknown> {
  const ece = new Ece(receiver, { ...probe.settings, ...made }, probe.options);
  try {
    ece.simulator.changeSettings(changed);
    return await probe.observe(ece);
  } finally {
    await ece.close();
  }
}

it('has one probe for each setting', () => {
  const probed = areas.flatMap((area) => Object.keys(area));
  const missing = names.filter((name) => !probed.includes(name));
  expect(missing.map((name) => `Add a probe for the setting ${name} to test/settings/.`)).toEqual([]);
  expect(probed.toSorted()).toEqual(names.toSorted());
});

describe.each([...probes])('%s', (name, probe) => {
  const { values } = settings[name];

  it('has an observation for each listed value, and no two are alike', () => {
    expect(probe.seen.map(([value]) => value)).toEqual(values);
    const observations = probe.seen.map(([, seen]) => JSON.stringify(seen));
    expect(new Set(observations).size).toBe(values.length);
  });

  it.each(probe.seen.map(([value, seen]) => [JSON.stringify(value), value, seen]))('is %s', async (_, value, seen) => {
    expect(await observation(probe, { [name]: value }, {})).toEqual(seen);
  });

  it.each(probe.seen.map(([value, seen]) => [JSON.stringify(value), value, seen]))('is changed to %s', async (_, value, seen) => {
    expect(await observation(probe, {}, { [name]: value })).toEqual(seen);
  });
});
