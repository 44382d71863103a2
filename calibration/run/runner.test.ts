import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import { plan } from '../plan/plan.ts';
import { Runner } from './runner.ts';
import { knownOfTwin, Twin } from './twin.ts';

describe('a run of the plan', () => {
  it.each(plan.map((probe) => [probe.name, probe] as const))('%s leaves nothing open', async (_name, probe) => {
    const twin = new Twin();
    twin.become({ ...defaultSettings, 'conversation.end.route': 'put-query', 'conversation.end.alternativeRoutes': 'refuse' });
    const before = twin.simulator.conversations.list().map(({ id }) => id);
    const runner = new Runner(twin, knownOfTwin('/system', probe), () => undefined);
    await runner.run(probe);
    await runner.endAll();
    expect([...runner.open]).toEqual([]);
    const begun = twin.simulator.conversations.list().filter(({ id }) => !before.includes(id));
    expect(begun.filter(({ state }) => state !== 'ended')).toEqual([]);
  });

  it('has a name of its own for each probe and each step', () => {
    expect(new Set(plan.map(({ name }) => name)).size).toBe(plan.length);
    for (const { name, steps } of plan) expect(new Set(steps.map(({ step }) => step)).size, name).toBe(steps.length);
  });
});
