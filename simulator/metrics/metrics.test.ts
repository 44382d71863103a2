import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../start.ts';
import type { StartOptions } from '../start.ts';
import { EceClient } from '../testing/ece-client.ts';

async function started(options: StartOptions) {
  const simulator = await startSimulator({ port: 0, clock: 'manual', ...options });
  onTestFinished(() => simulator.close(0));
  return simulator;
}

/** A line of the text format: a comment, or a name with labels and a number. */
const line = /^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="([^"\\\n]|\\.)*",?)*\})? [0-9.e+-]+)$/;

describe('the figures for Prometheus', () => {
  it('are off unless they are asked for', async () => {
    const { url } = await started({});
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });

  it('count exchanges, conversations and what waits', async () => {
    const simulator = await started({ metrics: true, seed: 'metrics' });
    simulator.createPartition({ name: 'one' });
    const ece = EceClient.overSocket(simulator.url);
    await ece.startConversation();
    await ece.configuration(1008);
    const answer = await fetch(`${simulator.url}/metrics`);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await answer.text();
    expect(text.split('\n').filter((one) => one !== '' && !line.test(one))).toEqual([]);
    expect(text).toContain(
      'ece_simulator_exchanges_total{partition="default",kind="call",operation="startConversation",status="201"} 1\n',
    );
    expect(text).toContain('operation="getConfiguration",status="403"} 1\n');
    expect(text).toContain('ece_simulator_conversations{partition="default",state="queued"} 4\n');
    expect(text).toContain('ece_simulator_queue_depth{partition="one",queue="Loans"} 3\n');
    expect(text).toContain('ece_simulator_callbacks_pending{partition="default",application="demo"} 0\n');
    simulator.reset();
    expect(await (await fetch(`${simulator.url}/metrics`)).text()).toContain('operation="startConversation",status="201"} 1\n');
  });

  it('escape what labels cannot hold', async () => {
    const world = { queues: [{ name: 'a "b"\\', skill: 's' }], entryPoints: [], agents: [] };
    const { url } = await started({ metrics: true, world });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('queue="a \\"b\\"\\\\"}');
  });

  it('need the control token where one is set', async () => {
    const controlToken = 'a-token-of-16-characters';
    const { url } = await started({ metrics: true, controlToken });
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    const headers = { authorization: `Bearer ${controlToken}` };
    expect((await fetch(`${url}/metrics`, { headers })).status).toBe(200);
  });
});
