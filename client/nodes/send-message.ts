import type { Context, MethodAnswer, NodeBehaviour } from './behaviour.ts';

/** Writes JSON without escaping its texts, so that a line end or a quote breaks it, as the vendor's node does (nodes spec 4.5.1). */
function writeUnescaped(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (Array.isArray(value)) return `[${value.map(writeUnescaped).join(',')}]`;
  const members = Object.entries(value as object).map(([name, member]) => `"${name}":${writeUnescaped(member)}`);
  return `{${members.join(',')}}`;
}

/** Sends the one request of all five methods. They differ in the type. */
function send(
  type: string,
  conversationId: string,
  { ece, runtime, signal }: Context,
  content: { content: string } | { attachments: { attachment: Record<string, string>[] } },
): Promise<MethodAnswer> {
  const message = { conversation: { id: conversationId }, type: { value: type }, ...content };
  return ece.send('sendMessage', { body: runtime.options.rawBody ? writeUnescaped(message) : message }, signal);
}

function attachment(members: Record<string, string>) {
  return { attachments: { attachment: [members] } };
}

export const sendMessage: NodeBehaviour<'sendMessage'> = {
  sendPlainTextMessage: ({ conversationId, message }, context) =>
    send('text/plain', conversationId, context, { content: message }),
  sendHtmlMessage: ({ conversationId, message }, context) => send('text/html', conversationId, context, { content: message }),
  acceptAttachment: ({ conversationId, attachmentId }, context) =>
    send('acceptAttachment', conversationId, context, attachment({ id: attachmentId })),
  rejectAttachment: ({ conversationId, attachmentId }, context) =>
    send('rejectAttachment', conversationId, context, attachment({ id: attachmentId })),
  uploadAttachmentAvailableInAUrl: ({ conversationId, fileName, contentType, fileSize, attachmentUrl }, context) =>
    send(
      'uploadAttachment',
      conversationId,
      context,
      attachment({ fileName, contentType, size: fileSize, contentUrl: attachmentUrl }),
    ),
};
