import type { LongRunningPath, OutcomeOf } from '../client/index.ts';
import type { Matcher } from './consumer/templates.ts';
import { digits, examples, like, text, uuid } from './consumer/templates.ts';

/** What happens at ECE before a callback; `provider/message-makers.ts` makes it happen. */
export type Cause =
  /** An agent acts in a conversation: a call of the control API below it, such as `typing`. */
  | { readonly agent: string; readonly body?: object }
  /** An agent decides on a file of the customer. */
  | { readonly decision: 'accept' | 'reject' }
  | 'a conversation starts'
  | 'the client ends a conversation'
  | 'a conversation starts, is answered and ends at once';

/** The result that Start Conversation must give for a message: an outcome with some of its outputs, or a typing notice. */
export type Event =
  | { readonly outcome: OutcomeOf<LongRunningPath>; readonly outputs: Readonly<Record<string, string | number>> }
  | { readonly typing: boolean };

/** A message as it is on the wire, with matchers (spec 9.3). */
export interface WireMessage {
  readonly id: Matcher;
  readonly conversation: { readonly id: Matcher };
  readonly type: { readonly value: string };
  readonly sender: object;
}

/** A callback that ECE sends, in both formats, and the result of the client library. */
export interface CallbackMessage {
  /** What has happened, in a sentence. */
  readonly about: string;
  readonly cause: Cause;
  readonly messages: readonly WireMessage[];
  readonly events: readonly Event[];
}

const agentName = 'Ada Moss';
const user = { firstName: like('Ada'), lastName: like('Moss'), id: digits('1005') };
const agent = { type: 'user', user };
const system = { type: 'system' };

let lastId = 3118908900;

function message(type: string, more: object, sender: object): WireMessage {
  return {
    conversation: { id: uuid(examples.conversationId) },
    type: { value: type },
    ...more,
    sender,
    id: digits(String(++lastId)),
  };
}

function said(content: string) {
  return { content: like(content) };
}

const contentUrl = 'https://ece.example.com/system/ws/v19/clientapplications/messaging/attachment/4711/offer.pdf';

function files(...urls: readonly string[]) {
  return {
    attachments: {
      attachment: urls.map((url, at) => ({
        id: digits(String(4711 + at)),
        fileName: like('offer.pdf'),
        contentType: like('application/pdf'),
        size: like(20480),
        contentUrl: text(/https?:\/\/\S+/, url),
      })),
    },
  };
}

function fileOutputs(url: string, attachmentId = '4711') {
  return {
    conversationId: examples.conversationId,
    agentName,
    attachmentId,
    fileName: 'offer.pdf',
    contentType: 'application/pdf',
    fileSize: 20480,
    contentUrl: url,
  };
}

const secondUrl = 'https://ece.example.com/system/ws/v19/clientapplications/messaging/attachment/4712/terms.pdf';
const customerFile = 'https://files.example.com/offer.pdf';
const page = 'https://www.example.com/offers?for=you';
const agentFile = {
  fileName: 'offer.pdf',
  contentType: 'application/pdf',
  content: Buffer.from('%PDF-1.7 an offer').toString('base64'),
};

/**
 * Every callback of spec 9, one row each, as far as the nodes read it. It is about one conversation, whose agent has a first,
 * last and screen name, unless it says otherwise.
 */
export const messages = {
  'an agent joins': {
    about: 'An agent has been given the chat.',
    cause: 'a conversation starts',
    messages: [message('assigned', said('You are now chatting with Ada'), system)],
    events: [
      { outcome: 'Assigned', outputs: { messageType: 'assigned', content: 'You are now chatting with Ada', agentName: '' } },
    ],
  },
  'the agent writes text': {
    about: 'Plain text.',
    cause: { agent: 'messages', body: { text: 'Hello, how can I help?' } },
    messages: [message('text/plain', said('How can I help?'), agent)],
    events: [{ outcome: 'Message', outputs: { messageType: 'text/plain', content: 'How can I help?', agentName } }],
  },
  'the agent writes HTML': {
    about: 'Rich text.',
    cause: { agent: 'messages', body: { html: '<b>Hello</b>, how can I help?' } },
    messages: [message('text/html', said('<p>How can I <b>help</b>?</p>'), agent)],
    events: [{ outcome: 'Message', outputs: { messageType: 'text/html', content: '<p>How can I <b>help</b>?</p>', agentName } }],
  },
  'the agent starts typing': {
    about: 'A typing notice.',
    cause: { agent: 'typing', body: { typing: true } },
    messages: [message('startTyping', {}, agent)],
    events: [{ typing: true }],
  },
  'the agent stops typing': {
    about: 'A typing notice.',
    cause: { agent: 'typing', body: { typing: false } },
    messages: [message('endTyping', {}, agent)],
    events: [{ typing: false }],
  },
  'the agent pushes a page': {
    about: 'The content is the URL of the page.',
    cause: { agent: 'pages', body: { url: 'https://www.example.com/help' } },
    messages: [message('pagePush', { content: text(/https?:\/\/\S+/, page) }, agent)],
    events: [{ outcome: 'PagePush', outputs: { content: page, agentName } }],
  },
  'the chat goes to another agent': {
    about: 'A transfer to an agent.',
    cause: { agent: 'transfer', body: { agent: 'Ben' } },
    messages: [message('transfer', said('You have been transferred to agent Ben'), system)],
    events: [{ outcome: 'Transfer', outputs: { content: 'You have been transferred to agent Ben', agentName: '' } }],
  },
  'the chat goes back to a queue': {
    about: 'A transfer to a queue.',
    cause: { agent: 'transfer', body: {} },
    messages: [message('transfer', said('You have been transferred to queue Service'), system)],
    events: [{ outcome: 'Transfer', outputs: { content: 'You have been transferred to queue Service', agentName: '' } }],
  },
  'the agent sends a file': {
    about: 'One file with its content URL.',
    cause: { agent: 'files', body: agentFile },
    messages: [message('uploadAttachment', files(contentUrl), agent)],
    events: [{ outcome: 'UploadAttachment', outputs: fileOutputs(contentUrl) }],
  },
  'the agent sends two files': {
    about: 'Two files in one message, each with its content URL.',
    cause: { agent: 'messages', body: { files: [agentFile, { ...agentFile, fileName: 'terms.pdf' }] } },
    messages: [message('uploadAttachment', files(contentUrl, secondUrl), agent)],
    events: [
      { outcome: 'UploadAttachment', outputs: fileOutputs(contentUrl) },
      { outcome: 'UploadAttachment', outputs: fileOutputs(secondUrl, '4712') },
    ],
  },
  "the agent accepts the customer's file": {
    about: 'One file with what the upload said of it.',
    cause: { decision: 'accept' },
    messages: [message('acceptAttachment', files(customerFile), agent)],
    events: [{ outcome: 'AcceptAttachment', outputs: fileOutputs(customerFile) }],
  },
  "the agent rejects the customer's file": {
    about: 'One file with what the upload said of it.',
    cause: { decision: 'reject' },
    messages: [message('rejectAttachment', files(customerFile), agent)],
    events: [{ outcome: 'RejectAttachment', outputs: fileOutputs(customerFile) }],
  },
  'the agent ends the conversation': {
    about: 'The last message of the conversation.',
    cause: { agent: 'complete' },
    messages: [message('complete', said('Ada has ended the chat'), system)],
    events: [{ outcome: 'Complete', outputs: { content: 'Ada has ended the chat', agentName: '' } }],
  },
  'the client ends the conversation': {
    about: 'The last message of the conversation, after End Conversation.',
    cause: 'the client ends a conversation',
    messages: [message('complete', said('Customer has left the chat'), system)],
    events: [{ outcome: 'Complete', outputs: { content: 'Customer has left the chat', agentName: '' } }],
  },
  'several messages at once': {
    about: 'What was queued goes into one request.',
    cause: 'a conversation starts, is answered and ends at once',
    messages: [
      message('assigned', said('You are now chatting with Ada'), system),
      message('text/plain', said('Good morning'), agent),
      message('complete', said('Ada has ended the chat'), system),
    ],
    events: [
      { outcome: 'Assigned', outputs: { content: 'You are now chatting with Ada' } },
      { outcome: 'Message', outputs: { content: 'Good morning', agentName } },
      { outcome: 'Complete', outputs: { content: 'Ada has ended the chat' } },
    ],
  },
} as const satisfies Record<string, CallbackMessage>;

export type MessageName = keyof typeof messages;

/** The two formats of callbacks, fixed per application by the administrator. */
export const messageFormats = ['json', 'xml'] as const;
export type MessageFormat = (typeof messageFormats)[number];

/** How a pact names a message. */
export type MessageDescription = `${MessageName}, as ${Uppercase<MessageFormat>}`;

export function descriptionOf(name: MessageName, format: MessageFormat): MessageDescription {
  return `${name}, as ${format.toUpperCase() as Uppercase<MessageFormat>}`;
}
