import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { logInCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import type { Entry, Scene } from './doors.ts';
import { entry } from './doors.ts';
import { readEverything } from './reading.ts';

/** Makes the same entries in each run; change the seed to make others. */
const seed = 20_260_115;
const entriesOfRun = 25;

async function openScene(format: 'json' | 'xml', callbacks: string[], defects: unknown[]) {
  const simulator = await startSimulator({
    port: 0,
    clock: 'manual',
    agents: 'silent',
    callbackUrl: 'http://webhook.example/',
    fetch: async (_input, init) => {
      const body = await new Response(init?.body).text();
      if (init?.method === 'POST' && !body.startsWith('grant_type')) callbacks.push(body);
      return Response.json({ access_token: 'token' });
    },
    onDefect: (error) => defects.push(error),
  });
  const { url } = simulator;
  simulator.applications.change('demo', { callback: { format } });
  const ece = EceClient.inProcess(simulator);
  const conversation = await ece.startConversation();
  const session = (await ece.send(logInCall())).headers['x-egain-session']!;
  return { simulator, url, ece, session, conversation };
}

async function enterAndRead(format: 'json' | 'xml', entries: readonly Entry[]): Promise<void> {
  const [callbacks, defects]: [string[], unknown[]] = [[], []];
  const scene: Scene = await openScene(format, callbacks, defects);
  await using _ = scene.simulator;
  for (const one of entries) await one.enter(scene);
  await scene.simulator.clock.advance(60_000);
  await readEverything(scene, callbacks);
  expect(defects).toEqual([]);
  expect(callbacks).not.toEqual([]);
}

describe('whatever text enters by whatever door, everything can be delivered and read', () => {
  it.each(['json', 'xml'] as const)('with callbacks in %s', async (format) => {
    const entries = fc.array(entry, { minLength: entriesOfRun, maxLength: entriesOfRun });
    await fc.assert(
      fc.asyncProperty(entries, (some) => enterAndRead(format, some)),
      { seed, numRuns: 12 },
    );
  });
});
