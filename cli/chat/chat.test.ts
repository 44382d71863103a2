import { describe, expect, it, onTestFinished } from 'vitest';
import { createControlClient } from '../../simulator/control/client.ts';
import type { Configuration, RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { Chat } from './chat.ts';
import { EceCalls } from './ece-calls.ts';

/** A customer who loses patience after 50 ms, and with a person after 100 ms. */
async function customer(configuration: Configuration) {
  const simulator = await startSimulator({ port: 0, ...configuration });
  onTestFinished(() => simulator.close(0));
  const shown: string[] = [];
  const print = (line: string) => {
    shown.push(line);
  };
  const ece = new EceCalls({ root: `${simulator.url}/system`, clientId: 'demo-client', clientSecret: 'demo-secret', print });
  const control = createControlClient(simulator.url, { partition: 'default' });
  const chat = new Chat({ control, token: undefined, ece, print, patienceMs: 50, personPatienceMs: 100 });
  return { simulator, shown, chat };
}

function stateOf({ conversations }: RunningSimulator): string {
  return conversations.list().at(-1)!.state;
}

describe('a customer whom nobody answers', () => {
  it.each<[string, Configuration, string, RegExp]>([
    ['the clock stands still', { clock: 'manual' }, '1001', /within 0\.05 s\. The clock is manual, .*POST .*clock\/advance\.$/],
    ['the agent is silent', { agents: 'silent' }, '1001', /within 0\.05 s\. The agent who has the chat is silent\.$/],
    [
      'every agent is at full load',
      {},
      '1003',
      /within 0\.05 s\. Every agent of the queue Cards is at full load\. The customer waits\.$/,
    ],
  ])('is told why, and the conversation ends: %s', async (_, configuration, entryPoint, sentence) => {
    const { simulator, chat } = await customer(configuration);
    await expect(chat.hold(entryPoint, ['hello'])).rejects.toThrow(sentence);
    expect(stateOf(simulator)).toBe('ended');
  });

  it.each<[string, Configuration, string, string]>([
    ['nobody is logged in', {}, '1007', 'Nobody is there: no agent of the queue Night is logged in. The customer waits.'],
    ['others wait too', {}, '1004', 'Every agent of the queue Loans is at full load. The customer waits, 3 others before.'],
    [
      'a person must take the chat',
      { agents: 'manual' },
      '1001',
      'The agents of the queue Service take chats by hand: at a desk, in the console or by the control API. The customer waits.',
    ],
  ])('sees at once that it waits: %s', async (_, configuration, entryPoint, line) => {
    const { shown, chat } = await customer(configuration);
    await expect(chat.hold(entryPoint, ['hello'])).rejects.toThrow(line);
    expect(shown.filter((one) => one.includes('The customer waits'))).toEqual([' '.repeat(10) + line]);
  });

  it('waits longer for a person to take the chat', async () => {
    const { chat } = await customer({ agents: 'manual' });
    await expect(chat.hold('1001', ['hello'])).rejects.toThrow(/^Nobody greets within 0\.1 s\./);
  });

  it('waits longer for a person who has the chat', async () => {
    const { simulator, chat } = await customer({ agents: 'manual' });
    const held = expect(chat.hold('1001', ['hello'])).rejects;
    await simulator.waitFor({ event: { type: 'conversation-started' } });
    simulator.conversations.take(simulator.conversations.list().at(-1)!.id, 'Ada');
    await held.toThrow('Nobody greets within 0.1 s. Ada, who has the chat, is controlled by hand.');
  });
});
