import { HttpHandler } from 'msw2';
import { setupServer } from 'msw2/node';
import { expect, it, vi } from 'vitest';
import type * as MswSkin from '../../simulator/http/msw.ts';
import { fetchInProcess } from '../../simulator/http/in-process.ts';
import type { EceServer } from '../../simulator/http/ece-server.ts';
import { createSimulator } from '../../simulator/index.ts';
import { availabilityCall, paths, tokenCall } from '../../simulator/testing/calls.ts';
import { chatThroughMsw, expectedPassage } from './client-through-msw.ts';

// Handlers come from the version of MSW that the user has installed, so here they must come from version 2.
vi.mock('msw', async () => import('msw2'));

/** The handlers as a project gets them that has MSW 2. */
async function handlersOf(simulator: EceServer, baseUrl: string): Promise<readonly HttpHandler[]> {
  // A query of its own, so that no other test shares the module.
  const skin: string = '../../simulator/http/msw.ts?version=2';
  const { eceHandlers } = (await import(skin)) as typeof MswSkin;
  return eceHandlers(simulator, { baseUrl }) as readonly unknown[] as readonly HttpHandler[];
}

it('C21: handlers answer through MSW 2 as the simulator does', async () => {
  await using simulator = createSimulator();
  const handlers = await handlersOf(simulator, 'https://ece.example.com');
  for (const handler of handlers) expect(handler).toBeInstanceOf(HttpHandler);
  const network = setupServer(...handlers);
  network.listen({ onUnhandledRequest: 'error' });
  try {
    const { target } = availabilityCall('capacity');
    const init = { headers: { accept: 'application/json' } };
    const answer = await fetch(`https://ece.example.com${target}`, init);
    expect(await answer.text()).toBe(await (await fetchInProcess(simulator, target, init)).text());
    const token = await fetch(`https://ece.example.com${paths.token}`, { ...tokenCall(), method: 'POST' });
    expect(token.status).toBe(200);
    await expect(fetch('https://elsewhere.example.com/')).rejects.toThrow();
  } finally {
    network.close();
  }
});

it('C21: MSW 2 takes the calls of the client library and lets the callbacks of the simulator go', async () => {
  const passage = await chatThroughMsw(async (simulator, baseUrl) => {
    const network = setupServer(...(await handlersOf(simulator, baseUrl)));
    network.listen({ onUnhandledRequest: 'error' });
    return network;
  });
  expect(passage).toEqual(expectedPassage);
});
