import { expect, it } from 'vitest';
import { createSimulator } from '../create.ts';
import { attachmentCall } from '../testing/calls.ts';
import { EceClient } from '../testing/ece-client.ts';

it("an agent's file of an ended conversation cannot be read once others have taken its place in memory (docs/bounds.md)", async () => {
  const simulator = createSimulator({ clock: 'manual', seed: 'files', agents: 'silent', memoryBudget: 4_000_000 });
  const client = EceClient.inProcess(simulator);
  const sendFile = (conversation: string) => {
    const content = new Uint8Array(1_200_000);
    return simulator.conversations.sendFile(conversation, { fileName: 'a.png', contentType: 'image/png', content }).id;
  };
  const read = (id: string) => client.send(attachmentCall(client.token, id, 'a.png'));
  const ended = await client.startConversation();
  const old = sendFile(ended);
  expect((await read(old)).status).toBe(200);
  await client.end(ended);
  const ongoing = await client.startConversation();
  const recent = sendFile(ongoing);
  expect([(await read(old)).status, (await read(recent)).status]).toEqual([404, 200]);
  expect(simulator.journal.entries.at(-2)!.refusal!.reason.rule).toBe(
    'the conversation is over, and its files are kept no longer',
  );
});
