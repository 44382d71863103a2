import type { MessageType } from '../simulator/protocol/callbacks.ts';

/** A callback that ECE sends: documented here, made by the simulator's own callback code in `provider/`. */
export interface CallbackMessage {
  /** What has happened, in a sentence. */
  readonly about: string;
  /** The messages of the callback, in order. */
  readonly types: readonly MessageType[];
}

function message<const Types extends readonly MessageType[]>(about: string, ...types: Types) {
  return { about, types };
}

/** Every callback is about one conversation whose agent has a first, last and screen name, unless it says otherwise. */
export const messages = {
  'an agent joins': message('An agent has been given the chat.', 'assigned'),
  'the agent writes text': message('Plain text.', 'plainText'),
  'the agent writes HTML': message('Rich text.', 'html'),
  'the agent starts typing': message('A typing notice.', 'startTyping'),
  'the agent stops typing': message('A typing notice.', 'endTyping'),
  'the agent pushes a page': message('The content is the URL of the page.', 'pagePush'),
  'the chat goes to another agent': message('A transfer to an agent.', 'transfer'),
  'the chat goes back to a queue': message('A transfer to a queue.', 'transfer'),
  'the agent sends a file': message('One file with its content URL.', 'uploadAttachment'),
  "the agent accepts the customer's file": message('One file with what the upload said of it.', 'acceptAttachment'),
  "the agent rejects the customer's file": message('One file with what the upload said of it.', 'rejectAttachment'),
  'the agent ends the conversation': message('The last message of the conversation.', 'complete'),
  'the client ends the conversation': message('The last message of the conversation, after End Conversation.', 'complete'),
  'several messages at once': message('What was queued goes into one request.', 'assigned', 'plainText', 'complete'),
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
