import { expect, it } from 'vitest';
import { createSimulator } from '../../simulator/index.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';

it('a listener that throws breaks neither a call nor another listener, and is reported', async () => {
  const defects: unknown[] = [];
  const simulator = createSimulator({ agents: 'silent', clock: 'manual', onDefect: (error) => defects.push(error) });
  const heard: string[] = [];
  simulator.listen(() => {
    throw new Error('the listener is broken');
  });
  simulator.listen((_partition, happening) => heard.push(happening.source));
  const ece = EceClient.inProcess(simulator);
  const conversation = await ece.startConversation();
  simulator.conversations.transfer(conversation, { agent: 'Ben' });
  expect(simulator.conversations.get(conversation)).toMatchObject({ state: 'assigned', agentId: simulator.agents.get('Ben').id });
  expect(new Set(heard)).toEqual(new Set(['world', 'journal']));
  expect(defects).toHaveLength(heard.length);
  expect(new Set(defects.map(String))).toEqual(new Set(['Error: the listener is broken']));
});
