import type { CallbackAgent, MessageType, TransferTarget, TypeFacts } from './callbacks.ts';
import { wordOf } from './callbacks.ts';
import type { Format } from './representation.ts';
import { mediaTypes } from './representation.ts';
import type { SettingValues } from './settings.ts';
import { writeXml } from './xml.ts';

/** Most messages in one request: spec 9.1. */
export const messagesPerRequest = 1000;

/** One callback message as the simulator knows it: spec 9.3. */
export interface CallbackContent extends TypeFacts {
  readonly id: string;
  readonly conversationId: string;
  readonly type: MessageType;
  readonly content?: string;
  readonly sender?: CallbackAgent;
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
  /** A UUID. */
  readonly altId: string;
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
    type: wireType(message, settings),
    ...(content !== undefined && { content }),
    ...(attachments !== undefined && { attachments: { attachment: attachments.map((file) => wireAttachment(file, settings)) } }),
    sender: sender === undefined ? { type: 'system' } : { type: 'user', user: wireUser(sender, settings) },
    timeStamp: settings['callback.timeStampPrecision'] === 'second' ? Math.floor(timeStamp / 1000) * 1000 : timeStamp,
    id,
  };
}

/** In the order of the vendor's model: `value`, `transfer`, `user`, `url` (`callback.typeMembers`). */
function wireType(message: CallbackContent, settings: SettingValues): object {
  const value = wordOf(message, settings);
  if (settings['callback.typeMembers'] === 'value-only') return { value };
  const { transferredTo, assignedTo, url } = message;
  return {
    value,
    ...(transferredTo !== undefined && { transfer: wireTransfer(transferredTo, settings) }),
    ...(assignedTo !== undefined && { user: wireUser(assignedTo, settings) }),
    ...(url !== undefined && { url }),
  };
}

function wireTransfer(to: TransferTarget, settings: SettingValues): object {
  if (to.type === 'agent') return { type: to.type, user: wireUser(to.agent, settings) };
  return { type: to.type, queue: { name: to.queue.name, id: to.queue.id } };
}

/** No public source says what the list of links holds: it is empty. */
const noLinks: readonly object[] = [];

function wireUser(agent: CallbackAgent, settings: SettingValues): object {
  const all = { ...agent, link: noLinks };
  return Object.fromEntries(settings['callback.senderUser'].map((field) => [field, all[field]]));
}

function wireAttachment(file: CallbackAttachment, settings: SettingValues): object {
  const { members, size } = settings['callback.attachmentFields'];
  const all = { ...file, size: size === 'string' ? String(file.size) : file.size, blocked: false, inline: false, link: noLinks };
  return Object.fromEntries(members.map((member) => [member, all[member]]));
}
