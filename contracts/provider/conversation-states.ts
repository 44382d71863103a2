import { setListPolicy } from './entry-point-states.ts';
import type { StateContext, StateHandlers } from './state-context.ts';
import { entryPoints } from './state-context.ts';

const fileName = 'offer.pdf';

function contentPath(attachmentId: string): string {
  return `/system/ws/v19/clientapplications/messaging/attachment/${attachmentId}/${fileName}`;
}

function fileValues(context: StateContext, conversationId: string, attachmentId: string) {
  const path = contentPath(attachmentId);
  return { conversationId, attachmentId, fileName, contentPath: path, contentUrl: context.partition.url + path };
}

/** The agent of the conversation sends a file to its customer. */
async function sendFile(context: StateContext, conversationId: string) {
  const content = Buffer.from('%PDF-1.7 an offer').toString('base64');
  const sent = { fileName, contentType: 'application/pdf', content };
  const { id } = await context.control.post('/conversations/{conversation}/files', {
    params: { conversation: conversationId },
    body: sent,
  });
  return fileValues(context, conversationId, id);
}

/** A file of the agent about which the customer has decided. */
async function sendDecidedFile(context: StateContext, decision: 'acceptAttachment' | 'rejectAttachment') {
  const sent = await sendFile(context, await context.conversation(entryPoints.agentsReady));
  await context.ece.send(await context.token(), sent.conversationId, {
    type: { value: decision },
    attachments: { attachment: [{ id: sent.attachmentId }] },
  });
  return sent;
}

/** Conversations and the files in them. */
export const conversationStates = {
  'an ongoing conversation': async (context) => ({ conversationId: await context.conversation(entryPoints.agentsReady) }),
  'a queued conversation': async (context) => ({ conversationId: await context.conversation(entryPoints.fullLoad) }),
  'a conversation that has ended': async (context) => {
    const conversationId = await context.conversation(entryPoints.agentsReady);
    await context.ece.end(await context.token(), conversationId);
    return { conversationId };
  },
  'no such conversation': () => Promise.resolve({ conversationId: '00000000-0000-4000-8000-000000000000' }),
  'a conversation of another application': async (context) => ({
    conversationId: await context.conversation(entryPoints.ofAnotherApplication, 'other'),
  }),
  'a conversation that takes no attachments': async (context) => ({
    conversationId: await context.conversation(entryPoints.attachmentsBlocked),
  }),
  'a conversation that takes listed attachments': async (context) => ({
    conversationId: await context.conversation(await setListPolicy(context)),
  }),
  "an agent's file": async (context) => sendFile(context, await context.conversation(entryPoints.agentsReady)),
  "an agent's file that was accepted": (context) => sendDecidedFile(context, 'acceptAttachment'),
  "an agent's file that was rejected": (context) => sendDecidedFile(context, 'rejectAttachment'),
  "an agent's file for another application": async (context) =>
    sendFile(context, await context.conversation(entryPoints.ofAnotherApplication, 'other')),
  'no such file': async (context) => fileValues(context, await context.conversation(entryPoints.agentsReady), '999999'),
} satisfies Partial<StateHandlers>;
