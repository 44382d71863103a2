import type { CallbackAgent, MessageType, TransferTarget } from './callbacks.ts';
import { wordOf } from './callbacks.ts';
import type { Format } from './representation.ts';
import { mediaTypes } from './representation.ts';
import type { SettingValues } from './settings.ts';
import { writeXml } from './xml.ts';

/** Most messages in one request: spec 9.1. */
export const messagesPerRequest = 1000;

/** One callback message as the simulator knows it: spec 9.3. */
export interface CallbackContent {
  readonly id: string;
  readonly conversationId: string;
  readonly type: MessageType;
  readonly content?: string;
  readonly sender?: CallbackAgent;
  readonly transferredTo?: TransferTarget;
  /** Epoch milliseconds, not yet rounded. */
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
      : writeXml(settings['xml.roots'].messages, withElementName(envelope, settings), {
          namespace: settings['xml.namespace'],
          idsAsAttributes: settings['xml.idsAsAttributes'],
        });
  return { contentType: mediaTypes[format], body };
}

/** In XML, an element of the list has the name of the root of a single message: setting `xml.roots`. */
function withElementName({ message }: { message: object[] }, settings: SettingValues): object {
  return { [settings['xml.roots'].message]: message };
}

/** Key order as captured: spec 9.3. */
function wireMessage(message: CallbackContent, settings: SettingValues): object {
  const { conversationId, content, sender, timeStamp, attachments, id } = message;
  return {
    conversation: { id: conversationId },
    type: { value: wordOf(message, settings) },
    ...(content !== undefined && { content }),
    ...(attachments !== undefined && { attachments: { attachment: attachments.map((file) => wireAttachment(file, settings)) } }),
    sender: sender === undefined ? { type: 'system' } : { type: 'user', user: wireUser(sender, settings) },
    timeStamp: settings['callback.timeStampPrecision'] === 'second' ? Math.floor(timeStamp / 1000) * 1000 : timeStamp,
    id,
  };
}

function wireUser(sender: CallbackAgent, settings: SettingValues): object {
  return Object.fromEntries(settings['callback.senderUser'].map((field) => [field, sender[field]]));
}

function wireAttachment(file: CallbackAttachment, settings: SettingValues): object {
  const { members, size } = settings['callback.attachmentFields'];
  const all = { ...file, size: size === 'string' ? String(file.size) : file.size };
  return Object.fromEntries(members.map((member) => [member, all[member]]));
}
