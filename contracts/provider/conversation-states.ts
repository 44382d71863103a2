import { withListPolicy } from './entry-point-states.ts';
import type { Scene, StateHandlers } from './scene.ts';
import { entryPoints } from './scene.ts';

const fileName = 'offer.pdf';

function contentPath(attachmentId: string): string {
  return `/system/ws/v19/clientapplications/messaging/attachment/${attachmentId}/${fileName}`;
}

function file(scene: Scene, conversationId: string, attachmentId: string) {
  const path = contentPath(attachmentId);
  return { conversationId, attachmentId, fileName, contentPath: path, contentUrl: scene.stage.url + path };
}

/** The agent of the conversation sends a file to its customer. */
async function sentFile(scene: Scene, conversationId: string) {
  const content = Buffer.from('%PDF-1.7 an offer').toString('base64');
  const sent = { fileName, contentType: 'application/pdf', content };
  const { id } = await scene.control.ask<{ id: string }>('POST', `/conversations/${conversationId}/files`, sent);
  return file(scene, conversationId, id);
}

/** A file of the agent about which the customer has decided. */
async function decidedFile(scene: Scene, decision: 'acceptAttachment' | 'rejectAttachment') {
  const sent = await sentFile(scene, await scene.conversation(entryPoints.agentsReady));
  await scene.ece.send(await scene.token(), sent.conversationId, {
    type: { value: decision },
    attachments: { attachment: [{ id: sent.attachmentId }] },
  });
  return sent;
}

/** Conversations and the files in them. */
export const conversationStates = {
  'an ongoing conversation': async (scene) => ({ conversationId: await scene.conversation(entryPoints.agentsReady) }),
  'a queued conversation': async (scene) => ({ conversationId: await scene.conversation(entryPoints.fullLoad) }),
  'a conversation that has ended': async (scene) => {
    const conversationId = await scene.conversation(entryPoints.agentsReady);
    await scene.ece.end(await scene.token(), conversationId);
    return { conversationId };
  },
  'no such conversation': () => Promise.resolve({ conversationId: '00000000-0000-4000-8000-000000000000' }),
  'a conversation of another application': async (scene) => ({
    conversationId: await scene.conversation(entryPoints.ofAnotherApplication, 'other'),
  }),
  'a conversation that takes no attachments': async (scene) => ({
    conversationId: await scene.conversation(entryPoints.attachmentsBlocked),
  }),
  'a conversation that takes listed attachments': async (scene) => ({
    conversationId: await scene.conversation(await withListPolicy(scene)),
  }),
  "an agent's file": async (scene) => sentFile(scene, await scene.conversation(entryPoints.agentsReady)),
  "an agent's file that was accepted": (scene) => decidedFile(scene, 'acceptAttachment'),
  "an agent's file that was rejected": (scene) => decidedFile(scene, 'rejectAttachment'),
  "an agent's file for another application": async (scene) =>
    sentFile(scene, await scene.conversation(entryPoints.ofAnotherApplication, 'other')),
  'no such file': async (scene) => file(scene, await scene.conversation(entryPoints.agentsReady), '999999'),
} satisfies Partial<StateHandlers>;
