import { setTimeout } from 'node:timers/promises';
import type { ChatStoreSettings } from '../../client/index.ts';
import { ConversationHeldError, createNodes, openChatStore } from '../../client/index.ts';

/** A process that follows every conversation that is free. It writes a line of JSON when a handler begins and when a conversation is left. */
const { chatStore: settings, handlerMs } = JSON.parse(process.argv[2]!) as { chatStore: ChatStoreSettings; handlerMs: number };
const chatStore = await openChatStore(settings);
const { startConversation } = createNodes({ chatStore, log: () => undefined });
let stints = 0;

function tell(what: object) {
  process.stdout.write(`${JSON.stringify({ ...what, at: Date.now() })}\n`);
}

async function follow(conversationId: string) {
  const stint = ++stints;
  const handle = async (outputs: { response: string }) => {
    const { id } = JSON.parse(outputs.response) as { id: string };
    tell({ begins: id, conversationId, stint });
    await setTimeout(Math.random() * handlerMs);
  };
  try {
    const last = await startConversation.startConversationOnSms.resume(conversationId, {
      on: { Message: handle, Complete: handle },
    });
    const isOver = last === undefined || last.outcome === 'Complete';
    tell({ leaves: conversationId, stint, ...(!isOver && { held: JSON.stringify(last) }) });
  } catch (error) {
    if (!(error instanceof ConversationHeldError)) throw error;
    tell({ leaves: conversationId, stint, held: error.holder ?? '' });
  }
}

tell({ ready: true });
for (;;) {
  for (const conversationId of await chatStore.inbox.ongoing().catch(() => [])) void follow(conversationId);
  await setTimeout(settings.leaseMs! / 4);
}
