import type { MessageKind } from '../form-options.ts';
import { messageTypeOf, writeId } from '../form-options.ts';
import type { Context, MethodAnswer, NodeBehaviour } from './behaviour.ts';

/** Writes JSON without escaping its texts, so that a line end or a quote breaks it, as the vendor's node does (nodes spec 4.5.1). */
function writeUnescaped(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(writeUnescaped).join(',')}]`;
  const members = Object.entries(value as object).map(([name, member]) => `"${name}":${writeUnescaped(member)}`);
  return `{${members.join(',')}}`;
}

type Content =
  | { content: string }
  | { attachments: { attachment: Record<string, string | number>[] } }
  | { attachment: Record<string, string | number> };

/** Sends the one request of all five methods. They differ in the type. */
function send(
  kind: MessageKind,
  conversationId: string,
  { ece, runtime: { options }, signal }: Context,
  content: Content,
): Promise<MethodAnswer> {
  const id = writeId(conversationId, options);
  const message = { conversation: { id }, type: { value: messageTypeOf(kind, options) }, ...content };
  return ece.send('sendMessage', { body: options.rawBody ? writeUnescaped(message) : message }, signal);
}

/** The id of the agent's file in the place of the option `decisionForm` (spec 10). */
function decisionOn(attachmentId: string, { runtime: { options } }: Context): Content {
  const id = writeId(attachmentId, options);
  switch (options.decisionForm) {
    case 'attachments':
      return { attachments: { attachment: [{ id }] } };
    case 'content':
      return { content: attachmentId };
    case 'attachment':
      return { attachment: { id } };
  }
}

export const sendMessage: NodeBehaviour<'sendMessage'> = {
  sendPlainTextMessage: ({ conversationId, message }, context) =>
    send('plainText', conversationId, context, { content: message }),
  sendHtmlMessage: ({ conversationId, message }, context) => send('html', conversationId, context, { content: message }),
  acceptAttachment: ({ conversationId, attachmentId }, context) =>
    send('acceptAttachment', conversationId, context, decisionOn(attachmentId, context)),
  rejectAttachment: ({ conversationId, attachmentId }, context) =>
    send('rejectAttachment', conversationId, context, decisionOn(attachmentId, context)),
  uploadAttachmentAvailableInAUrl: ({ conversationId, fileName, contentType, fileSize, attachmentUrl }, context) =>
    send('uploadAttachment', conversationId, context, {
      attachments: { attachment: [{ fileName, contentType, size: fileSize, contentUrl: attachmentUrl }] },
    }),
};
