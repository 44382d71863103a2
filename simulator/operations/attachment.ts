import { contentDispositionOf } from '../protocol/content-disposition.ts';
import type { Attachment } from '../world/attachments.ts';
import { isReadable } from '../world/attachments.ts';
import type { AuthenticatedCall, RoutedCall } from './call.ts';
import type { Operation } from './operation.ts';
import { readNothing } from './operation.ts';
import { refuse } from './refusal-error.ts';

/** An agent's file: spec 10. */
export const getAttachment: Operation<'getAttachment'> = {
  readQuery: readNothing,
  readContent: readNothing,
  about: ({ world, params }) => ({ conversation: world.state.attachments.get(params['id'] ?? '')?.conversationId }),
  run(call) {
    const attachment = findFile(call);
    requireOwnFile(call, attachment);
    requireReadable(call, attachment);
    return {
      status: 200,
      headers: {
        'content-disposition': contentDispositionOf(attachment.fileName, call.settings['attachment.contentDisposition']),
      },
      body: { bytes: requireContent(call, attachment), contentType: attachment.contentType },
    };
  },
};

function findFile(call: RoutedCall): Attachment {
  const id = call.params['id'] ?? '';
  const attachment = call.world.state.attachments.get(id);
  const fileName = call.params['fileName'];
  const hasName = fileName === undefined || fileName === attachment?.fileName;
  if (attachment?.from === 'agent' && hasName) return attachment;
  const rule = attachment?.from !== 'agent' ? 'no file of an agent has the id' : `the file is called "${attachment.fileName}"`;
  return refuse(
    'unknownIdInPath',
    { id },
    { rule, wouldWork: 'the contentUrl of the callback, as it is' },
    { status: call.settings['attachment.urlUnknownStatus'] },
  );
}

function requireOwnFile(call: AuthenticatedCall, { id, conversationId }: Attachment): void {
  const { application } = call.caller;
  if (application === undefined || call.world.state.conversations.get(conversationId)?.applicationId === application.id) return;
  const reason = {
    rule: 'the file belongs to a conversation of another application',
    wouldWork: 'the token of that application',
  };
  refuse('foreignAttachment', { id }, reason, { status: call.settings['attachment.urlForeignStatus'] });
}

function requireReadable(call: RoutedCall, attachment: Attachment): void {
  const { id } = attachment;
  switch (isReadable(call.world, attachment)) {
    case 'yes':
      return;
    case 'expired': {
      const reason = { rule: 'the content URL is over (attachment.urlLifetimeSeconds)', wouldWork: 'reading it sooner' };
      return refuse('unknownIdInPath', { id }, reason, { status: call.settings['attachment.urlUnknownStatus'] });
    }
    case 'rejected':
      return refuse('foreignAttachment', { id }, { rule: 'the customer rejected the file', wouldWork: 'accepting it' });
    case 'not accepted':
      return refuse(
        'foreignAttachment',
        { id },
        { rule: 'the customer has not accepted the file yet', wouldWork: 'accepting it' },
      );
  }
}

/** The content of old files is dropped when their conversation is over and the limit of kept bytes is reached. */
function requireContent(call: RoutedCall, { id, content }: Attachment): Uint8Array {
  if (content !== null) return content;
  const reason = { rule: 'the conversation is over, and its files are kept no longer', wouldWork: 'reading it sooner' };
  return refuse('unknownIdInPath', { id }, reason, { status: call.settings['attachment.urlUnknownStatus'] });
}
