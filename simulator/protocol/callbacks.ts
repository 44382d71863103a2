import { remembering } from './remembering.ts';
import type { SettingValues } from './settings.ts';

/** An agent as callbacks show one: spec 9.3. */
export interface CallbackAgent {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly screenName: string;
}

/** Where a chat goes. The department is named when the queue belongs to another one than the queue before. */
export type TransferTarget =
  | { readonly type: 'agent'; readonly agent: CallbackAgent }
  | { readonly type: 'queue'; readonly queue: { readonly id: string; readonly name: string }; readonly department?: string };
export type EndedBy = 'agent' | 'client' | 'timeout';

/** What further members of `type` say of an event: `callback.typeMembers`. */
export interface TypeFacts {
  readonly transferredTo?: TransferTarget;
  readonly assignedTo?: CallbackAgent;
  readonly url?: string;
}

/** What the world can say of an event. */
export interface CallbackFacts extends TypeFacts {
  /** The agent who acted, or to whom it happened. */
  readonly agent?: CallbackAgent | undefined;
  readonly attachmentIds?: readonly string[];
}

type Sender = 'system' | 'user';

/**
 * One event that ECE sends to a client: spec 9.4. What the public sources do not state comes from the settings. `Facts` is what
 * the world says when the event happens.
 */
interface CallbackEvent<Facts extends CallbackFacts> {
  /** `type.value` of the message. */
  readonly word: string | ((settings: SettingValues, message: TypeFacts) => string);
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
interface AboutFile extends ByAgent {
  readonly attachmentIds: readonly string[];
  readonly fileName: string;
}

/** Every event, one row each. To add one: a row here, and the compiler and `test/callback-events.test.ts` say what else it needs. */
export const callbackEvents = {
  plainText: event<ByAgent & { text: string }>({ word: 'text/plain', sender: 'user', text: ({ text }) => text }),
  html: event<ByAgent & { text: string }>({ word: 'text/html', sender: 'user', text: ({ text }) => text }),
  startTyping: event<ByAgent>({ word: 'startTyping', sender: 'user', text: null, isTyping: true }),
  endTyping: event<ByAgent>({ word: 'endTyping', sender: 'user', text: null, isTyping: true }),
  complete: event<ByAgent & { endedBy: EndedBy }>({ word: 'complete', sender: 'system', text: textOfComplete, hasNotice: true }),
  assigned: event<{ agent: CallbackAgent; assignedTo: CallbackAgent }>({
    word: (settings) => settings['callback.type.assigned'],
    sender: (settings) => settings['callback.sender'].assigned,
    text: ({ assignedTo: { screenName } }, settings) => fill(settings['callback.content.assigned'], { screenName }),
    hasNotice: true,
  }),
  transfer: event<ByAgent & { transferredTo: TransferTarget }>({
    word: wordOfTransfer,
    sender: (settings) => settings['callback.sender'].transfer,
    text: textOfTransfer,
    hasNotice: true,
  }),
  pagePush: event<ByAgent & { url: string }>({
    word: (settings) => settings['callback.type.pagePush'],
    sender: (settings) => settings['callback.sender'].pagePush,
    text: textOfPagePush,
  }),
  uploadAttachment: event<AboutFile>({
    word: (settings) => settings['callback.type.uploadAttachment'],
    sender: (settings) => settings['callback.sender'].uploadAttachment,
    text: (facts, settings) => textAboutFile(facts, settings['callback.content.uploadAttachment']),
  }),
  acceptAttachment: event<AboutFile>({
    word: (settings) => settings['callback.type.acceptAttachment'],
    sender: (settings) => settings['callback.sender'].acceptAttachment,
    text: (facts, settings) => textAboutFile(facts, settings['callback.content.acceptAttachment']),
  }),
  rejectAttachment: event<AboutFile>({
    word: (settings) => settings['callback.type.rejectAttachment'],
    sender: (settings) => settings['callback.sender'].rejectAttachment,
    text: (facts, settings) => textAboutFile(facts, settings['callback.content.rejectAttachment']),
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
      return fill(settings['callback.content.complete'], { screenName: agent?.screenName ?? '' });
    case 'client':
      return settings['callback.content.completeByClient'];
    case 'timeout':
      return settings['callback.content.completeByTimeout'];
  }
}

function wordOfTransfer(settings: SettingValues, { transferredTo }: TypeFacts): string {
  const word = settings['callback.type.transfer'];
  if (typeof word === 'string') return word;
  return transferredTo?.type === 'agent' ? word.toAgent : word.toQueue;
}

function textOfTransfer({ transferredTo: to }: { transferredTo: TransferTarget }, settings: SettingValues): string | null {
  const text = settings['callback.content.transfer'];
  if (text === null || typeof text === 'string') return text;
  if (to.type === 'agent') return fill(text.toAgent, { screenName: to.agent.screenName });
  const values = { queue: to.queue.name, department: to.department ?? '' };
  return fill(to.department === undefined ? text.toQueue : text.toDepartment, values);
}

function textOfPagePush({ url }: { url: string }, settings: SettingValues): string {
  switch (settings['callback.content.pagePush']) {
    case 'url':
      return url;
    case 'html-link':
      return htmlLink(url);
    case 'sentence':
      return `Has sent a page - ${url}`;
  }
}

function textAboutFile({ agent, fileName }: AboutFile, template: string | null): string | null {
  return fill(template, { screenName: agent?.screenName ?? '', fileName });
}

/** The text with values in place of `{name}`s; null for none. */
function fill(template: string | null, values: Readonly<Record<string, string>>): string | null {
  if (template === null) return null;
  // Between the texts, at the odd places, stand the names.
  return partsOf(template)
    .map((part, at) => (at % 2 === 0 ? part : (values[part] ?? `{${part}}`)))
    .join('');
}

const partsOf = remembering((template) => template.split(/\{(\w+)\}/));

function htmlLink(url: string): string {
  const escaped = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<a href="${escaped}">${escaped}</a>`;
}

/** `type.value` of a message. */
export function wordOf(message: { type: MessageType } & TypeFacts, settings: SettingValues): string {
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
  return speaker === 'system' || agent === undefined ? undefined : callbackAgentOf(agent);
}

/** The facts that a message keeps for the further members of `type`. */
export function typeFactsOf({ transferredTo, assignedTo, url }: CallbackFacts): TypeFacts {
  return {
    ...(transferredTo !== undefined && { transferredTo }),
    ...(assignedTo !== undefined && { assignedTo: callbackAgentOf(assignedTo) }),
    ...(url !== undefined && { url }),
  };
}

/** What callbacks show of an agent, and no more. */
export function callbackAgentOf({ id, firstName, lastName, screenName }: CallbackAgent): CallbackAgent {
  return { id, firstName, lastName, screenName };
}
