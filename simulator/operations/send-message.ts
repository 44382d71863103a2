import type { SendBody } from '../protocol/schemas/bodies.ts';
import type { SendType } from '../protocol/setting-kinds.ts';
import type { SettingValues } from '../protocol/settings.ts';
import type { Conversation } from '../world/conversations.ts';
import type { CustomerFile } from '../world/customer-messages.ts';
import {
  customerDecides,
  customerOffersFiles,
  customerSays,
  customerTypes,
  checkAttachmentPolicy,
} from '../world/customer-messages.ts';
import type { Answer, AnswerBody, AuthenticatedCall, Callers, RoutedCall } from './call.ts';
import { makeCommonBody } from './common-body.ts';
import { findOngoingConversation } from './conversation.ts';
import { readDecisionIds, readFiles } from './message-attachments.ts';
import type { Operation } from './operation.ts';
import { readNothing } from './operation.ts';
import { refuse, throwIfRefusal } from './refusal-error.ts';

type Content =
  | { readonly type: 'plainText' | 'html'; readonly text: string }
  | { readonly type: 'startTyping' | 'endTyping' }
  | { readonly type: 'uploadAttachment'; readonly files: CustomerFile[] }
  | { readonly type: 'acceptAttachment' | 'rejectAttachment'; readonly ids: string[] };

type OfferedFile = CustomerFile & { readonly content?: Uint8Array };

interface Message {
  readonly conversationId: string;
  readonly content: Content;
}

/** Spec 7. */
export const sendMessage: Operation<'sendMessage', undefined, Message> = {
  readQuery: readNothing,
  readContent: (call, body) => ({ conversationId: body.conversation?.id ?? '', content: readMessageContent(call, body) }),
  about: (_call, _query, message) => ({ conversation: message?.conversationId }),
  run(call, _query, { conversationId, content }) {
    const conversation = findConversation(call, conversationId);
    refuseConflictBySetting(call);
    refuseWhileQueued(call, conversation);
    if (content.type === 'uploadAttachment') return offerFiles(call, conversation, content.files);
    deliverToAgent(call, conversation, content);
    return makeSentAnswer(call);
  },
};

function readMessageContent(call: RoutedCall, body: SendBody): Content {
  const type = readType(call, body.type.value);
  switch (type) {
    case 'plainText':
    case 'html':
      return { type, text: readText(call, body.content) };
    case 'startTyping':
    case 'endTyping':
      return { type };
    case 'uploadAttachment':
      return { type, files: readFiles(call, body) };
    case 'acceptAttachment':
    case 'rejectAttachment':
      return { type, ids: readDecisionIds(call, body) };
  }
}

/** Exact spelling: spec 7. */
function readType(call: RoutedCall, value: string): SendType {
  const words = call.settings['message.send.types'];
  for (const type in words) if (words[type as SendType] === value) return type as SendType;
  const reason = { rule: 'no such message type', wouldWork: Object.values(words) };
  const status = call.settings['message.send.unknownTypeStatus'];
  return refuse('unknownMessageType', { path: 'type.value', value }, reason, { status });
}

function readText(call: RoutedCall, content: string | undefined): string {
  if (content === undefined || content === '') {
    const reason = { rule: 'a text message needs a text', wouldWork: 'content with at least one character' };
    const key = content === undefined ? 'missingElement' : 'elementEmpty';
    return refuse(key, { path: 'content' }, reason, { status: call.settings['message.send.emptyContentStatus'] });
  }
  refuseActiveContent(call, content);
  const limit = call.settings['message.send.maxContentLength'];
  if (limit !== null && content.length > limit) {
    refuse('contentTooLong', { limit }, { rule: `the content has ${content.length} characters`, wouldWork: `at most ${limit}` });
  }
  return content;
}

/** Accepted unless a setting says otherwise: spec 7. */
function refuseActiveContent(call: RoutedCall, content: string): void {
  const rule = call.settings['message.send.activeContent'];
  if (rule === 'accept' || !/<script|javascript:/i.test(content)) return;
  const reason = { rule: 'the content holds script', wouldWork: 'a text without <script and javascript:' };
  refuse('invalidElement', { path: 'content' }, reason, { status: rule });
}

function findConversation(call: AuthenticatedCall<Callers['bearer']>, id: string): Conversation {
  // A message without an id gets here only with `message.send.required` = 404.
  return findOngoingConversation(call, id, { notOngoing: id === '' ? 404 : call.settings['message.send.notOngoingStatus'] });
}

/** ECE probably sends no 409 here, so only a setting leads to one: spec 7. */
function refuseConflictBySetting(call: RoutedCall): void {
  if (call.settings['message.send.conflict'] === 'never') return;
  refuse('staleLastModified', {}, { rule: 'the setting message.send.conflict is 409', wouldWork: 'the setting "never"' });
}

function refuseWhileQueued(call: RoutedCall, conversation: Conversation): void {
  const rule = call.settings['message.send.whileQueued'];
  if (rule === 'accept' || conversation.state !== 'queued') return;
  const reason = { rule: 'no agent has the conversation yet (message.send.whileQueued)', wouldWork: 'waiting for assigned' };
  refuse('conversationQueued', { id: conversation.id }, reason, { status: rule });
}

function deliverToAgent(
  call: RoutedCall,
  conversation: Conversation,
  content: Exclude<Content, { type: 'uploadAttachment' }>,
): void {
  const { world } = call;
  switch (content.type) {
    case 'plainText':
    case 'html':
      customerSays(world, conversation, content.type, content.text);
      return;
    case 'startTyping':
    case 'endTyping':
      customerTypes(world, conversation, content.type);
      return;
    case 'acceptAttachment':
    case 'rejectAttachment':
      decideFiles(call, conversation, content.type, content.ids);
  }
}

/** With `attachment.customerFetch` = `on-upload`, fetches the files first, then offers them to the agent and answers. */
function offerFiles(call: RoutedCall, conversation: Conversation, files: CustomerFile[]): Answer | Promise<() => Answer> {
  throwIfRefusal(checkAttachmentPolicy(call.world, conversation, files), call.settings['attachment.policyStatus']);
  const offer = (offered: readonly OfferedFile[]) => {
    const [first] = customerOffersFiles(call.world, conversation, offered);
    return makeUploadedAnswer(call, first!.id);
  };
  if (call.settings['attachment.customerFetch'] !== 'on-upload') return offer(files);
  return fetchFiles(call, files).then((fetched) => () => offer(fetched));
}

function fetchFiles(call: RoutedCall, files: CustomerFile[]): Promise<OfferedFile[]> {
  return Promise.all(
    files.map(async (file) => {
      const result = await call.fetchFile(file.contentUrl);
      if ('content' in result) return { ...file, content: result.content };
      const reason = { rule: result.failed, wouldWork: 'a content URL that the simulator can read' };
      return refuse('attachmentNotFetched', { fileName: file.fileName }, reason);
    }),
  );
}

function decideFiles(
  call: RoutedCall,
  conversation: Conversation,
  decision: 'acceptAttachment' | 'rejectAttachment',
  ids: string[],
): void {
  const refused = customerDecides(call.world, conversation, decision, ids);
  if (refused === undefined) return;
  const setting = refused.key === 'unknownAttachment' ? 'attachment.unknownStatus' : 'attachment.repeatedDecisionStatus';
  throwIfRefusal(refused, call.settings[setting]);
}

function makeSentAnswer({ settings, world }: RoutedCall): Answer {
  const status = settings['message.send.successStatus'];
  if (status === 204 || settings['message.send.successBody'] !== 'id') return { status };
  return { status, body: makeMessageBody(settings, world.ids.next('message')) };
}

/** A public client parses the answer to an upload, and ends when there is no body: spec 7. */
function makeUploadedAnswer(call: RoutedCall, attachmentId: string): Answer {
  if (call.settings['message.send.successBody'] !== 'id-for-uploads') return makeSentAnswer(call);
  return { status: 200, body: makeMessageBody(call.settings, attachmentId) };
}

function makeMessageBody(settings: SettingValues, id: string): AnswerBody {
  return makeCommonBody(settings, settings['xml.roots'].message, { id });
}
