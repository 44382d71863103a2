import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { createSimulator } from '../simulator/index.ts';
import { EceClient } from '../simulator/testing/ece-client.ts';
import { logHappenings } from './logging.ts';

/** What the log says of a chat in which the customer writes the texts. */
async function logOf(texts: readonly string[], callbackUrl?: string): Promise<string[]> {
  const simulator = createSimulator({ clock: 'manual', seed: 'log', ...(callbackUrl !== undefined && { callbackUrl }) });
  onTestFinished(() => simulator.close(0));
  const lines: string[] = [];
  logHappenings(simulator, pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }));
  const ece = EceClient.inProcess(simulator);
  const conversation = await ece.startConversation();
  for (const text of texts) {
    await simulator.clock.advance(30_000);
    await ece.say(conversation, text);
  }
  await simulator.clock.advance(30_000);
  const messages = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
  return messages
    .filter((message) => message.startsWith('agent: '))
    .map((message) => message.replace(conversation.slice(0, 8), 'ID'));
}

it('the log tells in one line each what an agent does, where no webhook server gets it', async () => {
  expect(await logOf(['Where is my order?', 'file', 'bye'])).toEqual([
    'agent: ID Ada takes the chat',
    expect.stringMatching(/^agent: ID Ada writes: .*this is Ada/),
    expect.stringMatching(/^agent: ID Ada writes: .*order/i),
    'agent: ID Ada offers a file',
    expect.stringMatching(/^agent: ID Ada writes: /),
    'agent: ID the chat is over, ended by the agent',
  ]);
});

it('the log says nothing of it where a webhook server gets it', async () => {
  expect(await logOf(['bye'], 'http://127.0.0.1:9/callback')).toEqual([]);
});
