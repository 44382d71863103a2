import * as z from 'zod';

/** The kinds of messages that Send Message sends. */
export const messageKinds = ['plainText', 'html', 'uploadAttachment', 'acceptAttachment', 'rejectAttachment'] as const;
export type MessageKind = (typeof messageKinds)[number];

const usualMessageTypes: Readonly<Record<MessageKind, string>> = {
  plainText: 'text/plain',
  html: 'text/html',
  uploadAttachment: 'uploadAttachment',
  acceptAttachment: 'acceptAttachment',
  rejectAttachment: 'rejectAttachment',
};

const word = z.string().regex(/^[A-Za-z][\w./-]{0,99}$/, 'must be a word of letters, digits and . / _ -');
const elementName = z.string().regex(/^(?!xml)[A-Za-z][\w.-]{0,99}$/i, 'must be the name of an XML element');

function optionalWords<Key extends string, Word extends z.ZodType>(keys: readonly Key[], text: Word) {
  return Object.fromEntries(keys.map((key) => [key, text.optional()])) as Record<Key, z.ZodOptional<Word>>;
}

/** The options of forms that public sources do not state. Each has the values of the simulator's setting of that form. */
export const formOptionsShape = {
  idForm: z.enum(['string', 'number']).default('string'),
  contactFields: z.enum(['flat', 'v12']).default('flat'),
  customAttributesAt: z.enum(['customer', 'contact']).default('customer'),
  contactPointForm: z.enum(['wrapped', 'flat']).default('wrapped'),
  messageTypes: z.strictObject(optionalWords(messageKinds, word)).default({}),
  decisionForm: z.enum(['attachments', 'content', 'attachment']).default('attachments'),
  endRoute: z.enum(['post-conversation', 'post-id', 'put-conversation', 'post-path', 'put-query']).default('post-conversation'),
  liveSessionStatusRoute: word.default('liveSessionStatus'),
  loginMember: z.enum(['userName', 'username']).default('userName'),
  notOngoingCodes: z.array(z.string().regex(/^\d{3}-\d{3,4}$/, 'must be a code such as 400-630')).default([]),
  xmlRoots: z.strictObject(optionalWords(['conversation', 'message'], elementName)).default({}),
};

/** Forms that the library writes. It reads every form without an option. */
export interface FormOptions {
  /** Whether ids that are whole numbers are written into JSON as texts or as numbers. Default `string`. */
  idForm: 'string' | 'number';
  /** Form of the contact's phone in a start: `flat` as the successor's, or wrapped in `type` as in v12. Default `flat`. */
  contactFields: 'flat' | 'v12';
  /** Where Start Conversation on Messenger writes a searched custom attribute. Default `customer`. */
  customAttributesAt: 'customer' | 'contact';
  /** Where Edit Customer writes the contact point: in `contactPoints`, or flat. Default `wrapped`. */
  contactPointForm: 'wrapped' | 'flat';
  /** Words of `type.value` that Send Message writes, where they are not `text/plain`, `text/html` or the name of the kind. */
  messageTypes: Readonly<Partial<Record<MessageKind, string | undefined>>>;
  /** Where Accept and Reject Attachment write the id: in a list, as `content`, or in `attachment`. Default `attachments`. */
  decisionForm: 'attachments' | 'content' | 'attachment';
  /** Method and place of the id in End Conversation. Default `post-conversation`. */
  endRoute: 'post-conversation' | 'post-id' | 'put-conversation' | 'post-path' | 'put-query';
  /** Last word of the path of Get Queue Depth and Wait Time. Default `liveSessionStatus`. */
  liveSessionStatusRoute: string;
  /** The member of ECE Login that holds the User Name. Default `userName`. */
  loginMember: 'userName' | 'username';
  /** Further codes that say that a conversation is not ongoing, e.g. `400-999`. Default: none beyond those of nodes spec 1.4. */
  notOngoingCodes: readonly string[];
  /** Names of the root elements of XML bodies, where they are not `conversation` and `message`. */
  xmlRoots: Readonly<Partial<Record<'conversation' | 'message', string | undefined>>>;
}

/** An id as the option `idForm` writes it. */
export function writeId(id: string, { idForm }: Pick<FormOptions, 'idForm'>): string | number {
  return idForm === 'number' && /^[1-9]\d{0,14}$/.test(id) ? Number(id) : id;
}

/** The word of `type.value` for a kind of message. */
export function messageTypeOf(kind: MessageKind, { messageTypes }: Pick<FormOptions, 'messageTypes'>): string {
  return messageTypes[kind] ?? usualMessageTypes[kind];
}
