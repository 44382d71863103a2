import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { createSimulator } from '../create.ts';
import { paths } from '../testing/calls.ts';
import { EceClient } from '../testing/ece-client.ts';
import { Peer } from '../testing/peer.ts';
import { eceApp } from './express.ts';

it('the callbacks of a call leave although its client went away while it waited', async () => {
  const peer = new Peer();
  const simulator = createSimulator({
    seed: 'x',
    clock: 'manual',
    agents: 'silent',
    callbackUrl: 'http://webhook/',
    fetch: peer.fetch,
  });
  simulator.faults.add({
    match: { operation: 'startConversation' },
    fire: 'always',
    action: { do: 'delay', ms: 1000 },
    when: 'after',
  });
  const client = EceClient.inProcess(simulator);
  const configuration = await client.configuration();
  const { entryPointConfiguration } = configuration.json as { entryPointConfiguration: [object] };

  const server = createServer(eceApp(simulator)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const controller = new AbortController();
  const url = `http://127.0.0.1:${port}${paths.start}?anonymousCustomer=yes`;
  const headers = { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ entryPointConfiguration: entryPointConfiguration[0] });
  const answer = fetch(url, { method: 'POST', headers, body, signal: controller.signal });
  const [socket] = await connected;
  while (simulator.clock.nextDue === undefined) await new Promise((resolve) => setTimeout(resolve, 0));

  controller.abort();
  await expect(answer).rejects.toThrow('aborted');
  await once(socket, 'close');
  expect(peer.requests).toEqual([]);
  await simulator.clock.advance(1000);
  expect(peer.requests).toHaveLength(1);
  server.close();
});
