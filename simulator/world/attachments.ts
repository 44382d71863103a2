import type { Conversation } from './conversations.ts';
import type { World } from './world.ts';

/** A file that the customer or the agent offers in a conversation: spec 10. */
export interface Attachment {
  /** String of digits, or a UUID (`attachment.idForm`). */
  readonly id: string;
  readonly conversationId: string;
  readonly from: 'customer' | 'agent';
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes: declared by the customer, or measured for an agent's file. */
  readonly size: number;
  /** Where the customer's file is; null for an agent's file, which is kept in `content`. */
  readonly contentUrl: string | null;
  readonly offeredAt: number;
  decision: 'none' | 'accepted' | 'rejected';
  content: Uint8Array | null;
  /** State of the fetch of a customer's file. */
  fetch: 'not asked' | 'under way' | 'done' | { readonly failed: string };
}

export type FileOffer = Pick<Attachment, 'fileName' | 'contentType' | 'size'>;

export function addAttachment(
  world: World,
  conversation: Conversation,
  from: Attachment['from'],
  offer: FileOffer,
  source: { contentUrl: string } | { content: Uint8Array },
): Attachment {
  const attachment: Attachment = {
    id: world.settings['attachment.idForm'] === 'uuid' ? world.ids.uuid('attachment') : world.ids.next('attachment'),
    conversationId: conversation.id,
    from,
    fileName: offer.fileName,
    contentType: offer.contentType,
    size: offer.size,
    contentUrl: 'contentUrl' in source ? source.contentUrl : null,
    offeredAt: world.clock.instant(),
    decision: 'none',
    content: 'content' in source ? source.content : null,
    fetch: 'not asked',
  };
  world.state.attachments.set(attachment.id, attachment);
  if (attachment.content !== null) forgetOldestContents(world);
  return attachment;
}

/** Most bytes kept of all files; agents' files of ongoing conversations are kept in any case. */
const bytesKept = 256 * 1024 * 1024;

/** Removes the contents of the oldest files beyond the limit; everything else about them stays. Call it after content was added. */
export function forgetOldestContents({ state: { attachments, conversations } }: World): void {
  let bytes = 0;
  for (const { content } of attachments.values()) bytes += content?.byteLength ?? 0;
  for (const attachment of attachments.values()) {
    if (bytes <= bytesKept) return;
    const isNeeded = attachment.from === 'agent' && conversations.get(attachment.conversationId)?.state !== 'ended';
    if (attachment.content === null || isNeeded) continue;
    bytes -= attachment.content.byteLength;
    attachment.content = null;
  }
}

/** Requests the customer's file. The callbacks room fetches it and calls {@link recordFetchedFile}. */
export function requestFile(world: World, attachment: Attachment): void {
  attachment.fetch = 'under way';
  world.emit({ type: 'file-requested', attachmentId: attachment.id });
}

/** Whether the client may read the agent's file now: `attachment.urlDecision`, `attachment.urlLifetimeSeconds`. */
export function isReadable(world: World, attachment: Attachment): 'yes' | 'rejected' | 'not accepted' | 'expired' {
  const lifetime = world.settings['attachment.urlLifetimeSeconds'];
  if (lifetime !== null && world.clock.instant() >= attachment.offeredAt + lifetime * 1000) return 'expired';
  const rule = world.settings['attachment.urlDecision'];
  if (rule === 'until-rejected' && attachment.decision === 'rejected') return 'rejected';
  if (rule === 'after-accept' && attachment.decision !== 'accepted') return 'not accepted';
  return 'yes';
}
