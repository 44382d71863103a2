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
  const index = world.fileIndex;
  world.state.attachments.set(attachment.id, attachment);
  index.add(attachment);
  const { files } = world.memory;
  files.grow(attachment.content?.byteLength ?? 0);
  files.settle();
  return attachment;
}

/** Keeps the content of a customer's file. */
export function keepContent({ memory: { files } }: World, attachment: Attachment, content: Uint8Array): void {
  files.grow(content.byteLength - (attachment.content?.byteLength ?? 0));
  attachment.content = content;
  files.settle();
}

/**
 * Drops the contents of the oldest files; everything else about them stays. Agents' files of ongoing conversations are kept, because
 * their clients have not read them yet.
 */
export function dropContents({ state: { attachments, conversations }, memory: { files } }: World, bytes: number): void {
  let count = 0;
  let freed = 0;
  for (const attachment of attachments.values()) {
    if (freed >= bytes) break;
    const isNeeded = attachment.from === 'agent' && conversations.get(attachment.conversationId)?.state !== 'ended';
    if (attachment.content === null || isNeeded) continue;
    count++;
    freed += attachment.content.byteLength;
    attachment.content = null;
  }
  files.drop(count, freed);
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
