import { setupServer } from 'msw/node';
import { describe, expect, it } from 'vitest';
import { createAuthorization, createNodes } from '../../client/index.ts';
import { fetchInProcess } from '../../simulator/http/in-process.ts';
import { eceHandlers } from '../../simulator/http/msw.ts';
import type { Simulator } from '../../simulator/index.ts';
import { createSimulator } from '../../simulator/index.ts';
import { availabilityCall, demo, tokenCall } from '../../simulator/testing/calls.ts';

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

const hostName = 'https://ece.example.com';

/** Ways to reach the simulator that need no socket. Each gives a `fetch` and what ends it. */
const ways: Record<string, (simulator: Simulator) => { fetch: Fetch; close: () => void }> = {
  'in process'(simulator) {
    simulator.url = hostName;
    return { fetch: (input, init) => fetchInProcess(simulator, input, init), close: () => undefined };
  },
  'through MSW'(simulator) {
    const network = setupServer(...eceHandlers(simulator, { baseUrl: hostName }));
    network.listen({ onUnhandledFrame: 'error' });
    return { fetch: (input, init) => fetch(input, init), close: () => network.close() };
  },
};

/** What tests of pages do in an environment that has globals of its own in place of Node's. */
export function describeReach(environment: string): void {
  describe.each(Object.entries(ways))(`${environment}, %s`, (_name, open) => {
    async function reach(use: (fetch: Fetch, simulator: Simulator) => Promise<void>): Promise<void> {
      await using simulator = createSimulator({ clock: 'manual', agents: 'silent' });
      const { fetch, close } = open(simulator);
      try {
        await use(fetch, simulator);
      } finally {
        close();
      }
    }

    it('runs where there is a page', () => expect(globalThis).toHaveProperty('document.body'));

    it('gives a token, and answers a check in XML and JSON', () =>
      reach(async (fetch) => {
        const { target, headers, body } = tokenCall();
        const token = await fetch(hostName + target, { method: 'POST', headers: headers!, body: body as string });
        expect(await token.json()).toMatchObject({ token_type: 'Bearer' });
        const url = hostName + availabilityCall('agentAvailability').target;
        expect(await (await fetch(url)).text()).toContain('<agentAvailability available="true"');
        expect(await (await fetch(url, { headers: { accept: 'application/json' } })).json()).toEqual({ available: true });
      }));

    it('refuses as ECE does', () =>
      reach(async (fetch) => {
        const answer = await fetch(hostName + availabilityCall('capacity', 999_999).target);
        expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('400-1139')]);
      }));

    it('breaks off in the middle of an answer', () =>
      reach(async (fetch, simulator) => {
        simulator.faults.add({ action: { do: 'close', at: 'middle' }, when: 'after' });
        const answer = await fetch(hostName + availabilityCall('capacity').target);
        await expect(answer.text()).rejects.toThrow();
      }));

    it('ends a call when the caller gives up', () =>
      reach(async (fetch, simulator) => {
        simulator.faults.add({ action: { do: 'hang' } });
        const caller = new AbortController();
        const calling = fetch(hostName + availabilityCall('capacity').target, { signal: caller.signal });
        await simulator.waitFor((happening) => happening.source === 'journal');
        caller.abort();
        await expect(calling).rejects.toMatchObject({ name: 'AbortError' });
      }));

    it('serves the client library', () =>
      reach(async (fetch) => {
        const { key: clientId, secret: clientSecret } = demo;
        const authorization = createAuthorization({ authorizationName: 'demo', clientId, clientSecret, hostName }, { fetch });
        const { agentAvailability, entrypointConfiguration } = createNodes({ authorization });
        const entryPointId = '1001';
        expect((await agentAvailability.getAgentAvailability({ entryPointId })).outcome).toBe('AgentAvailable');
        const configuration = await entrypointConfiguration.getEntrypointConfiguration({ entryPointId });
        expect(configuration.outcome).toBe('onEntryPointConfigSuccess');
      }));
  });
}
