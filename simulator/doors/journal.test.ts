import { describe, expect, it } from 'vitest';
import { createSimulator } from '../create.ts';
import { credentialsOf } from '../testing/calls.ts';
import { EceClient } from '../testing/ece-client.ts';

async function partitionWithChat() {
  const simulator = createSimulator({ clock: 'manual' });
  const partition = simulator.createPartition();
  const ece = EceClient.inProcess(simulator, credentialsOf(partition.applications.list()[0]!));
  const conversation = await ece.startConversation({ entryPoint: partition.entryPoints.id(1001) });
  await ece.say(crypto.randomUUID(), 'hello');
  return { partition, conversation };
}

describe('the journal in code', () => {
  it('is asked as the control API is', async () => {
    const { partition, conversation } = await partitionWithChat();
    const { journal } = partition;
    expect(journal.list()).toEqual(journal.entries);
    expect(journal.list({ status: 201, operation: 'startConversation' }).map(({ number }) => number)).toEqual([3]);
    expect(journal.list({ conversation, entryPoint: '1001' })).toHaveLength(1);
    expect(journal.list({ entryPoint: partition.entryPoints.id(1001) })).toHaveLength(2);
    expect(journal.list({ contains: 'hello' }).map(({ operation }) => operation)).toEqual(['sendMessage']);
    expect(journal.list({ status: 401 })).toEqual([]);
  });

  it('is waited for by what an entry or an event has', async () => {
    const { partition, conversation } = await partitionWithChat();
    const sent = await partition.waitFor({ journal: { operation: 'startConversation', entryPoint: '1001' } });
    expect(sent).toMatchObject({ source: 'journal', entry: { answer: { status: 201 } } });
    const started = await partition.waitFor({ event: { type: 'conversation-started', conversationId: conversation } });
    expect(started).toMatchObject({ source: 'world', event: { conversationId: conversation } });
    const never = partition.waitFor({ event: { type: 'conversation-started', conversationId: 'x' } }, { timeoutMs: 0 });
    await expect(never).rejects.toThrow('within 0 ms');
  });

  it('refuses a question that cannot be', async () => {
    const { partition } = await partitionWithChat();
    expect(() => partition.journal.list({ operation: 'sendMesage' as 'sendMessage' })).toThrow('Did you mean "sendMessage"?');
    expect(() => partition.journal.list({ state: 401 } as object)).toThrow('Did you mean "status"?');
    await expect(partition.waitFor({ journal: { status: 1 } })).rejects.toThrow('"status"');
  });
});
