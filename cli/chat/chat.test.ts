import { expect, it, onTestFinished } from 'vitest';
import { createControlClient } from '../../simulator/control/client.ts';
import type { Configuration } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { Chat } from './chat.ts';
import { EceCalls } from './ece-calls.ts';

it.each<[string, Configuration, string, RegExp]>([
  [
    'the clock stands still',
    { clock: 'manual' },
    '1001',
    /^Nobody greets within 0\.05 s\. The clock is manual, .*POST .*clock\/advance\.$/,
  ],
  ['no agent is free', {}, '1004', /^Nobody greets within 0\.05 s\. The chat waits in the queue, because no agent is free\.$/],
  [
    'the agent is silent',
    { agents: 'silent' },
    '1001',
    /^Nobody greets .* The agent who has the chat is silent or controlled by hand\.$/,
  ],
])('a customer whom nobody answers is told why: %s', async (_, configuration, entryPoint, sentence) => {
  const simulator = await startSimulator({ port: 0, ...configuration });
  onTestFinished(() => simulator.close(0));
  const print = () => undefined;
  const ece = new EceCalls({ root: `${simulator.url}/system`, clientId: 'demo-client', clientSecret: 'demo-secret', print });
  const chat = new Chat({ control: createControlClient(simulator.url), token: undefined, ece, print, patienceMs: 50 });
  await expect(chat.hold(entryPoint, ['hello'])).rejects.toThrow(sentence);
  expect(simulator.conversations.list().at(-1)!.state).toBe('ended');
});
