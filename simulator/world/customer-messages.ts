import type { Refusal } from '../protocol/errors.ts';
import type { Attachment, FileOffer } from './attachments.ts';
import { addAttachment } from './attachments.ts';
import type { Conversation } from './conversations.ts';
import { attachmentPolicyOf, findPolicyViolation } from './entry-points.ts';
import { makeRefusal } from './refusal.ts';
import type { TranscriptEntry } from './transcript.ts';
import { addToTranscript } from './transcript.ts';
import type { World } from './world.ts';

/** The customer writes a text. The agent sees it at once, or on getting the chat. */
export function customerSays(world: World, conversation: Conversation, type: 'plainText' | 'html', content: string): void {
  recordCustomerMessage(world, conversation, { from: 'customer', type, content });
}

export function customerTypes(world: World, conversation: Conversation, type: 'startTyping' | 'endTyping'): void {
  recordCustomerMessage(world, conversation, { from: 'customer', type });
}

export type CustomerFile = FileOffer & { contentUrl: string };

/** Which of the files the attachment policy of the entry point refuses, if any: spec 10. */
export function checkAttachmentPolicy(
  world: World,
  conversation: Conversation,
  files: readonly FileOffer[],
): Refusal | undefined {
  const scope = world.settings['attachment.policyScope'];
  if (scope === 'none' || scope === 'agent') return undefined;
  const attachmentPolicy = attachmentPolicyOf(world, conversation);
  for (const file of files) {
    const why = findPolicyViolation(attachmentPolicy, file);
    if (why !== undefined) {
      return makeRefusal('attachmentRefusedByPolicy', { fileName: file.fileName }, { rule: why, wouldWork: attachmentPolicy });
    }
  }
  return undefined;
}

/** The customer offers files by their URLs. Files with content were fetched before (`attachment.customerFetch` = `on-upload`). */
export function customerOffersFiles(
  world: World,
  conversation: Conversation,
  files: readonly (CustomerFile & { content?: Uint8Array })[],
): Attachment[] {
  const attachments = files.map((file) => {
    const attachment = addAttachment(world, conversation, 'customer', file, { contentUrl: file.contentUrl });
    if (file.content !== undefined) {
      attachment.content = file.content;
      attachment.fetch = 'done';
    }
    return attachment;
  });
  recordCustomerMessage(world, conversation, {
    from: 'customer',
    type: 'uploadAttachment',
    attachmentIds: attachments.map(({ id }) => id),
  });
  return attachments;
}

/** The customer accepts or rejects files of the agent. A refusal for one file leaves all of them undecided. */
export function customerDecides(
  world: World,
  conversation: Conversation,
  decision: 'acceptAttachment' | 'rejectAttachment',
  ids: readonly string[],
): Refusal | undefined {
  const attachments: Attachment[] = [];
  for (const id of ids) {
    const attachment = world.state.attachments.get(id);
    if (attachment?.conversationId !== conversation.id || attachment.from !== 'agent') {
      return makeRefusal(
        'unknownAttachment',
        { id },
        { rule: 'no file of the agent in this conversation has the id', wouldWork: listUndecidedFiles(world, conversation) },
      );
    }
    if (attachment.decision !== 'none') {
      return makeRefusal(
        'attachmentAlreadyDecided',
        { id },
        { rule: `the file was ${attachment.decision} before`, wouldWork: listUndecidedFiles(world, conversation) },
      );
    }
    attachments.push(attachment);
  }
  for (const attachment of attachments) attachment.decision = decision === 'acceptAttachment' ? 'accepted' : 'rejected';
  recordCustomerMessage(world, conversation, { from: 'customer', type: decision, attachmentIds: ids });
  return undefined;
}

function listUndecidedFiles(world: World, conversation: Conversation): string[] {
  return world.fileIndex
    .of(conversation.id)
    .filter(({ from, decision }) => from === 'agent' && decision === 'none')
    .map(({ id }) => id);
}

function recordCustomerMessage(world: World, conversation: Conversation, message: Omit<TranscriptEntry, 'at'>): void {
  const entry = addToTranscript(world, conversation, message);
  world.emit({ type: 'customer-message', conversationId: conversation.id, entry });
}
