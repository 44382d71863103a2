import type { SettingValues } from './settings.ts';

/** An agent as callbacks show one: spec 9.3. */
export interface CallbackAgent {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly screenName: string;
}

export type TransferTarget = 'agent' | 'queue';
export type EndedBy = 'agent' | 'client' | 'timeout';

/** What the world can say of an event. */
export interface CallbackFacts {
  /** The agent who acted, or to whom it happened. */
  readonly agent?: CallbackAgent | undefined;
  readonly transferredTo?: TransferTarget;
  readonly attachmentIds?: readonly string[];
}

type Sender = 'system' | 'user';

/**
 * One event of which a client is told: spec 9.4. What the public sources do not state comes from the settings. `Facts` is what
 * the world says when the event happens.
 */
interface CallbackEvent<Facts extends CallbackFacts> {
  /** `type.value` of the message. */
  readonly word: string | ((settings: SettingValues, message: Pick<CallbackFacts, 'transferredTo'>) => string);
  /** `sender.type`; a `user` is the agent of the facts, and without an agent the sender is `system`. */
  readonly sender: Sender | ((settings: SettingValues) => Sender);
  /** `content`; null for an event without. */
  readonly text: ((facts: Facts, settings: SettingValues) => string | null) | null;
  /** The text also goes out as a message of the system, before the event, where `callback.systemNotices` is on. */
  readonly hasNotice?: true;
  /** Only for clients that asked for typing notices, where `callback.typing` is `on-request`. */
  readonly isTyping?: true;
}

function event<Facts extends CallbackFacts>(row: CallbackEvent<Facts>): CallbackEvent<Facts> {
  return row;
}

interface ByAgent {
  readonly agent: CallbackAgent | undefined;
}
interface AboutFiles extends ByAgent {
  readonly attachmentIds: readonly string[];
}

/** Every event, one row each. To add one: a row here, and the compiler and `test/callback-events.test.ts` say what else it needs. */
export const callbackEvents = {
  plainText: event<ByAgent & { text: string }>({ word: 'text/plain', sender: 'user', text: ({ text }) => text }),
  html: event<ByAgent & { text: string }>({ word: 'text/html', sender: 'user', text: ({ text }) => text }),
  startTyping: event<ByAgent>({ word: 'startTyping', sender: 'user', text: null, isTyping: true }),
  endTyping: event<ByAgent>({ word: 'endTyping', sender: 'user', text: null, isTyping: true }),
  complete: event<ByAgent & { endedBy: EndedBy }>({ word: 'complete', sender: 'system', text: textOfComplete, hasNotice: true }),
  assigned: event<{ agent: CallbackAgent }>({
    word: (settings) => settings['callback.type.assigned'],
    sender: (settings) => settings['callback.sender'].assigned,
    text: ({ agent }, settings) => settings['callback.content.assigned']?.replaceAll('{screenName}', agent.screenName) ?? null,
    hasNotice: true,
  }),
  transfer: event<ByAgent & { transferredTo: TransferTarget }>({
    word: wordOfTransfer,
    sender: (settings) => settings['callback.sender'].transfer,
    text: (_, settings) => settings['callback.content.transfer'],
    hasNotice: true,
  }),
  pagePush: event<ByAgent & { url: string }>({
    word: (settings) => settings['callback.type.pagePush'],
    sender: (settings) => settings['callback.sender'].pagePush,
    text: ({ url }, settings) => (settings['callback.content.pagePush'] === 'url' ? url : htmlLink(url)),
  }),
  uploadAttachment: event<AboutFiles>({
    word: (settings) => settings['callback.type.uploadAttachment'],
    sender: (settings) => settings['callback.sender'].uploadAttachment,
    text: null,
  }),
  acceptAttachment: event<AboutFiles>({
    word: (settings) => settings['callback.type.acceptAttachment'],
    sender: (settings) => settings['callback.sender'].acceptAttachment,
    text: null,
  }),
  rejectAttachment: event<AboutFiles>({
    word: (settings) => settings['callback.type.rejectAttachment'],
    sender: (settings) => settings['callback.sender'].rejectAttachment,
    text: null,
  }),
};

/** The simulator's own name of an event; its word on the wire stands in its row. */
export type MessageType = keyof typeof callbackEvents;
export const messageTypes = Object.keys(callbackEvents) as readonly MessageType[];

/** What the world must say of an event of this type. */
export type FactsOf<Type extends MessageType> = (typeof callbackEvents)[Type] extends CallbackEvent<infer Facts> ? Facts : never;

function textOfComplete({ endedBy, agent }: ByAgent & { endedBy: EndedBy }, settings: SettingValues): string | null {
  switch (endedBy) {
    case 'agent':
      // Captured: "IMIUser2 has ended the chat" (spec 9.3).
      return `${agent?.screenName ?? ''} has ended the chat`;
    case 'client':
      return settings['callback.content.completeByClient'];
    case 'timeout':
      return settings['callback.content.completeByTimeout'];
  }
}

function wordOfTransfer(settings: SettingValues, { transferredTo }: Pick<CallbackFacts, 'transferredTo'>): string {
  const word = settings['callback.type.transfer'];
  if (typeof word === 'string') return word;
  return transferredTo === 'agent' ? word.toAgent : word.toQueue;
}

function htmlLink(url: string): string {
  const escaped = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<a href="${escaped}">${escaped}</a>`;
}

/** `type.value` of a message. */
export function wordOf(message: { type: MessageType; transferredTo?: TransferTarget }, settings: SettingValues): string {
  const { word } = callbackEvents[message.type];
  return typeof word === 'string' ? word : word(settings, message);
}

/** `content` of an event that happens now; null when it has none. */
export function textOf<Type extends MessageType>(type: Type, facts: FactsOf<Type>, settings: SettingValues): string | null {
  const { text } = callbackEvents[type] as CallbackEvent<FactsOf<Type>>;
  return text === null ? null : text(facts, settings);
}

/** The agent who is the sender of an event that happens now; undefined when the sender is the system. */
export function senderOf(type: MessageType, { agent }: CallbackFacts, settings: SettingValues): CallbackAgent | undefined {
  const { sender } = callbackEvents[type];
  const speaker = typeof sender === 'string' ? sender : sender(settings);
  if (speaker === 'system' || agent === undefined) return undefined;
  const { id, firstName, lastName, screenName } = agent;
  return { id, firstName, lastName, screenName };
}
