import type { Format } from './representation.ts';
import { mediaTypes } from './representation.ts';
import type { SettingValues } from './settings.ts';
import { writeXml } from './xml.ts';

/** Messages in one request: spec 9.1. */
export const messagesPerRequest = 1000;

/** What can be said to a client, in the simulator's own names; the words on the wire are below. Spec 9.4. */
export const messageTypes = [
  'plainText',
  'html',
  'startTyping',
  'endTyping',
  'complete',
  'assigned',
  'transfer',
  'pagePush',
  'uploadAttachment',
  'acceptAttachment',
  'rejectAttachment',
] as const;
export type MessageType = (typeof messageTypes)[number];

/** One callback message as the world knows it: spec 9.3. */
export interface CallbackContent {
  readonly id: string;
  readonly conversationId: string;
  readonly type: MessageType;
  readonly content?: string;
  readonly sender?: { readonly id: string; readonly firstName: string; readonly lastName: string; readonly screenName: string };
  readonly transferredTo?: 'agent' | 'queue';
  readonly timeStamp: number;
  readonly attachments?: readonly CallbackAttachment[];
}

export interface CallbackAttachment {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  readonly contentUrl: string;
}

/** The request body of a callback and its `Content-Type`. */
export function callbackBody(
  messages: readonly CallbackContent[],
  format: Format,
  settings: SettingValues,
): { contentType: string; body: string } {
  const envelope = { message: messages.map((message) => wireMessage(message, settings)) };
  const body =
    format === 'json'
      ? JSON.stringify(envelope)
      : writeXml(settings['xml.roots'].messages, withWord(envelope, settings), {
          namespace: settings['xml.namespace'],
          idsAsAttributes: settings['xml.idsAsAttributes'],
        });
  return { contentType: mediaTypes[format], body };
}

/** The element of one message has the name of the root of a single message. */
function withWord({ message }: { message: object[] }, settings: SettingValues): object {
  return { [settings['xml.roots'].message]: message };
}

/** Key order as captured: spec 9.3. */
function wireMessage(message: CallbackContent, settings: SettingValues): object {
  const { conversationId, content, sender, timeStamp, attachments, id } = message;
  return {
    conversation: { id: conversationId },
    type: { value: typeWord(message, settings) },
    ...(content !== undefined && { content }),
    ...(attachments !== undefined && { attachments: { attachment: attachments.map((file) => wireAttachment(file, settings)) } }),
    sender: sender === undefined ? { type: 'system' } : { type: 'user', user: wireUser(sender, settings) },
    timeStamp: settings['callback.timeStampPrecision'] === 'second' ? Math.floor(timeStamp / 1000) * 1000 : timeStamp,
    id,
  };
}

/** The words of documented types; those of the six others are settings: spec 9.4. */
const documentedWords = {
  plainText: 'text/plain',
  html: 'text/html',
  startTyping: 'startTyping',
  endTyping: 'endTyping',
  complete: 'complete',
} as const;

function typeWord({ type, transferredTo }: CallbackContent, settings: SettingValues): string {
  switch (type) {
    case 'assigned':
    case 'pagePush':
    case 'uploadAttachment':
    case 'acceptAttachment':
    case 'rejectAttachment':
      return settings[`callback.type.${type}`];
    case 'transfer': {
      const word = settings['callback.type.transfer'];
      return typeof word === 'string' ? word : transferredTo === 'agent' ? word.toAgent : word.toQueue;
    }
    default:
      return documentedWords[type];
  }
}

function wireUser(sender: NonNullable<CallbackContent['sender']>, settings: SettingValues): object {
  return Object.fromEntries(settings['callback.senderUser'].map((field) => [field, sender[field]]));
}

function wireAttachment(file: CallbackAttachment, settings: SettingValues): object {
  const { members, size } = settings['callback.attachmentFields'];
  const all = { ...file, size: size === 'string' ? String(file.size) : file.size };
  return Object.fromEntries(members.map((member) => [member, all[member]]));
}
