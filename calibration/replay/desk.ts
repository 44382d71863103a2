import type { Simulator } from '../../simulator/index.ts';
import type { MessageType } from '../../simulator/protocol/callbacks.ts';
import { findMembers } from '../recording/members.ts';
import type { Correspondence } from './correspondence.ts';
import type { Situation } from './situation.ts';

/** One message of a callback, as far as a replay needs it. */
export interface CallbackMessage {
  readonly conversationId: string;
  /** Undefined for a word that no event has. */
  readonly type: MessageType | undefined;
  readonly isFromAgent: boolean;
  readonly content: string;
  readonly fileName: string | undefined;
  /** The message alone, as JSON. */
  readonly json: string;
}

const words: readonly (readonly [RegExp, MessageType])[] = [
  [/^text\/plain/i, 'plainText'],
  [/^text\/html/i, 'html'],
  [/start_?typing/i, 'startTyping'],
  [/(end|stop)_?typing/i, 'endTyping'],
  [/complete/i, 'complete'],
  [/assign/i, 'assigned'],
  [/transfer/i, 'transfer'],
  [/page/i, 'pagePush'],
  [/accept/i, 'acceptAttachment'],
  [/reject/i, 'rejectAttachment'],
  [/upload|attachment/i, 'uploadAttachment'],
];

interface WireMessage {
  readonly conversation?: { readonly id?: unknown };
  readonly type?: { readonly value?: unknown } | string;
  readonly content?: unknown;
  readonly sender?: { readonly type?: unknown };
  readonly attachments?: { readonly attachment?: readonly { readonly fileName?: unknown }[] };
}

/** The messages of a callback's body; none when it is no callback's body. */
export function readMessages(body: string, contentType: string): CallbackMessage[] {
  try {
    if (/xml/.test(contentType)) return readXmlMessages(body);
    const { message } = JSON.parse(body) as { message?: WireMessage | WireMessage[] };
    return [message ?? []].flat().map(readMessage);
  } catch {
    return [];
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function readMessage(message: WireMessage): CallbackMessage {
  const { type, conversation } = message;
  const word = typeof type === 'string' ? type : textOf(type?.value);
  const fileName = message.attachments?.attachment?.[0]?.fileName;
  return {
    conversationId: textOf(conversation?.id),
    type: words.find(([pattern]) => pattern.test(word))?.[1],
    isFromAgent: message.sender?.type === 'user',
    content: typeof message.content === 'string' ? message.content : '',
    fileName: typeof fileName === 'string' ? fileName : undefined,
    json: JSON.stringify(message),
  };
}

/** In XML each message is an element with the same members. */
function readXmlMessages(body: string): CallbackMessage[] {
  const parts = body.split(/(?=<(?:\w+:)?message[\s>])/).slice(1);
  return parts.map((part) => {
    const members = findMembers(part, 'application/xml');
    const valueOf = (pattern: RegExp) => members.find(({ path }) => pattern.test(path.join('.')))?.value;
    return readMessage({
      conversation: { id: valueOf(/conversation\.id$/) ?? /conversation[^>]*\bid="([^"]+)"/.exec(part)?.[1] },
      type: { value: valueOf(/type\.value$/) },
      content: valueOf(/(^|\.)content$/),
      sender: { type: valueOf(/sender\.type$/) },
    });
  });
}

/** Lets the agent of a replay do what the recording shows that an agent has done. */
export class ReplayDesk {
  readonly #simulator: Simulator;
  readonly #situation: Situation;
  readonly #pairs: Correspondence;

  constructor(simulator: Simulator, situation: Situation, pairs: Correspondence) {
    this.#simulator = simulator;
    this.#situation = situation;
    this.#pairs = pairs;
  }

  /** @returns whether the simulator allows it; false for a conversation that it does not know */
  perform(message: CallbackMessage): boolean {
    const id = this.#pairs.get(message.conversationId);
    if (id === undefined) return false;
    try {
      this.#act(id, message);
      return true;
    } catch {
      // The simulator's rules forbid it: the callback that does not come tells of it.
      return false;
    }
  }

  #act(id: string, { type, isFromAgent, content, fileName }: CallbackMessage): void {
    const { conversations } = this.#simulator;
    const { state, entryPointId } = conversations.get(id);
    if (type === 'assigned') {
      if (state === 'queued') conversations.take(id, this.#situation.agentOf(entryPointId)!);
      return;
    }
    if (type === 'complete') {
      if (state === 'queued') conversations.take(id, this.#situation.agentOf(entryPointId)!);
      if (state !== 'ended') conversations.complete(id);
      return;
    }
    if (type === 'transfer') return conversations.transfer(id, { agent: this.#situation.agentOf(entryPointId)! });
    if (type === 'acceptAttachment' || type === 'rejectAttachment') {
      const file = conversations.files(id).find(({ from, decision }) => from === 'customer' && decision === 'none');
      if (file !== undefined && type === 'acceptAttachment') conversations.acceptFile(id, file.id);
      else if (file !== undefined) conversations.rejectFile(id, file.id);
      return;
    }
    if (type === 'pagePush')
      return conversations.pushPage(id, /https?:\/\/[^\s"'<>]+/.exec(content)?.[0] ?? 'https://www.example.com/');
    if (type === 'startTyping') return conversations.startTyping(id);
    if (type === 'endTyping') return conversations.endTyping(id);
    // A text of the system is a notice of another event.
    if (!isFromAgent) return;
    if (type === 'plainText') conversations.say(id, content);
    if (type === 'html') conversations.sayHtml(id, content);
    if (type === 'uploadAttachment')
      conversations.sendFile(id, {
        fileName: fileName ?? 'file.pdf',
        contentType: 'application/pdf',
        content: new Uint8Array(5),
      });
  }
}
