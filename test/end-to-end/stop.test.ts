import { Agent, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createControlClient } from '../../simulator/control/index.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { configurationCall } from '../../simulator/testing/calls.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { startCli } from './cli-process.ts';

/** The status of a GET on a connection of its own. */
function get(url: string, headers: Readonly<Record<string, string>>, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent })
      .on('response', (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode));
      })
      .on('error', reject)
      .end();
  });
}

describe('SIGTERM', () => {
  it('with 1,000 calls in flight ends the process when each is answered', async () => {
    await using cli = await startCli();
    const control = createControlClient(cli.url, { partition: 'default' });
    const client = await EceClient.authorized(cli.url);
    await control.post('/faults', {
      body: { match: { operation: 'getConfiguration' }, fire: 'always', action: { do: 'delay', ms: 2000 } },
    });
    const { target, headers } = configurationCall(client.token);
    const agent = new Agent({ keepAlive: true });
    const calls = Promise.all(
      Array.from({ length: 1000 }, () => get(cli.url + target, { ...headers, accept: 'application/json' }, agent)),
    );
    for (let waiting = 0; waiting < 1000;) ({ waiting } = (await control.get('/clock')).underway);
    const code = cli.stop();
    expect(new Set(await calls)).toEqual(new Set([200]));
    expect(await code).toBe(143);
    agent.destroy();
  });

  it('with a webhook server that never answers ends the process, and says what was not delivered', async () => {
    await using receiver = await Receiver.open(() => 'hang');
    await using cli = await startCli('--callback-url', receiver.url, '--log-level', 'warn');
    const client = await EceClient.authorized(cli.url);
    await client.startConversation();
    while (receiver.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await cli.stop()).toBe(143);
    expect(cli.log()).toMatch(/\d+ callbacks? (was|were) not delivered: \d+ in the partition default/);
  });

  it('a second time ends the process at once', async () => {
    await using receiver = await Receiver.open(() => 'hang');
    await using cli = await startCli('--callback-url', receiver.url, '--log-level', 'info');
    const client = await EceClient.authorized(cli.url);
    await client.startConversation();
    while (receiver.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
    cli.process.kill('SIGTERM');
    while (!cli.log().includes('finishing deliveries')) await new Promise((resolve) => setImmediate(resolve));
    expect(await cli.stop()).toBe(143);
  });
});
