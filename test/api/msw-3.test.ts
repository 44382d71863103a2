import { setupServer } from 'msw/node';
import { expect, it } from 'vitest';
import { eceHandlers } from '../../simulator/http/msw.ts';
import { chatThroughMsw, expectedPassage } from './client-through-msw.ts';

it('C21: MSW 3 takes the calls of the client library and lets the callbacks of the simulator go', async () => {
  const passage = await chatThroughMsw((simulator, baseUrl) => {
    const network = setupServer(...eceHandlers(simulator, { baseUrl }));
    network.listen({ onUnhandledFrame: 'error' });
    return network;
  });
  expect(passage).toEqual(expectedPassage);
});
