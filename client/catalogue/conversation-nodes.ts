import type { NodeEntry } from './entry.ts';
import { numberOutput, event, optional, output, required, success } from './entry.ts';
import {
  badRequest,
  conflict,
  conversationIdDoesNotExist,
  forbidden,
  internalServerError,
  internalServerErrorAtStart,
  notFound,
  onauthorizationfail,
  onError,
  onInvalidChoice,
  onInvalidData,
  onTimeout,
  unauthorized,
} from './outcomes.ts';

/** Start and end of a conversation (nodes spec 4.3, 4.4). Names of Start Conversation's inputs and outputs are inferred. */

const entryPointInputs = [
  required('inferred', 'ENTRY POINT ID', 'entryPointId', 'to entryPointConfiguration.entryPoint.id'),
  required(
    'inferred',
    'LAST MODIFIED DATE',
    'lastModifiedDate',
    'lastModifiedDate of Entrypoint Configuration; to entryPointConfiguration.lastModified.date',
  ),
] as const;

const customerInputs = [
  optional('inferred', 'FIRST NAME', 'firstName', 'to activity.customer.contacts.contact[].firstName'),
  optional('inferred', 'LAST NAME', 'lastName', 'to activity.customer.contacts.contact[].lastName'),
  optional('inferred', 'SUBJECT', 'subject', 'to activity.subject, cut at 255 characters'),
  optional(
    'inferred',
    'CHAT HISTORY',
    'chatHistory',
    'transcript for the agent; to the activity custom attribute chathistory, characters outside the allowed set replaced by spaces',
  ),
] as const;

const outputs = [
  output(
    'inferred',
    'conversationId',
    'conversationId',
    'ECE conversation id, from id of the answer; set on success and on every event',
  ),
  output('inferred', 'activityId', 'activityId', 'ECE activity id, from activity.id of the answer'),
  output('inferred', 'messageType', 'messageType', 'event: type.value of the callback message'),
  output('inferred', 'content', 'content', 'event: content'),
  output('inferred', 'agentName', 'agentName', 'event: sender.user.screenName, else first and last name; empty for system'),
  output('inferred', 'attachmentId', 'attachmentId', 'attachment event: attachments.attachment[].id'),
  output('inferred', 'fileName', 'fileName', 'attachment event: file name'),
  output('inferred', 'contentType', 'contentType', 'attachment event: media type'),
  numberOutput('inferred', 'fileSize', 'fileSize', 'attachment event: size in bytes'),
  output('inferred', 'contentURL', 'contentUrl', 'attachment event: Content URL'),
  output('inferred', 'response', 'response', 'complete JSON of the answer, then of the callback message'),
] as const;

/** Typing notices, which lead to no outcome: their `type.value` in lower case, and whether the agent is typing. */
export const typingWords: Readonly<Record<string, boolean>> = { starttyping: true, endtyping: false };

const textEvent = ['conversationId', 'messageType', 'content', 'agentName', 'response'] as const;
const attachmentEvent = [
  'conversationId',
  'messageType',
  'agentName',
  'attachmentId',
  'fileName',
  'contentType',
  'fileSize',
  'contentUrl',
  'response',
] as const;

const startOutcomes = [
  success(
    'documented',
    'onStartConversationSuccess',
    '201 or 200 with the conversation id; the node goes on waiting for callbacks',
    { final: false, sets: ['conversationId', 'activityId', 'response'], answers: [{ status: 201 }, { status: 200 }] },
  ),
  badRequest('documented', '400: query or body refused, entry point inactive, no agent available, callback URL deactivated'),
  forbidden('documented', '403: the client application may not use the entry point'),
  unauthorized('documented'),
  internalServerErrorAtStart('documented'),
  {
    ...conflict('inferred', '409 (409-100): LAST MODIFIED DATE is stale; goes to onInvalidChoice when the flow has not wired it'),
    mayBeUnwired: true,
  },
  {
    ...notFound('inferred', '404: no entry point with this ID; goes to onInvalidChoice when the flow has not wired it'),
    mayBeUnwired: true,
  },
  event('documented', 'Assigned', 'Callback assigned: an agent got the chat', {
    final: false,
    sets: textEvent,
    words: ['assigned'],
  }),
  event('documented', 'PagePush', 'Callback pagePush: the agent pushed a page; content = URL', {
    final: false,
    sets: textEvent,
    words: ['pagepush'],
  }),
  event('documented', 'Message', 'Callback text/plain or text/html: text from the agent; may repeat', {
    final: false,
    sets: textEvent,
    words: ['text/plain', 'text/html'],
  }),
  event('documented', 'Transfer', 'Callback transfer: moved to another agent or queue; may repeat', {
    final: false,
    sets: textEvent,
    words: ['transfer'],
  }),
  event('documented', 'AcceptAttachment', "Callback acceptAttachment: the agent accepted the customer's file", {
    final: false,
    sets: attachmentEvent,
    words: ['acceptattachment'],
  }),
  event('documented', 'UploadAttachment', 'Callback uploadAttachment: the agent sent a file', {
    final: false,
    sets: attachmentEvent,
    words: ['uploadattachment'],
  }),
  event('documented', 'RejectAttachment', "Callback rejectAttachment: the agent refused the customer's file", {
    final: false,
    sets: attachmentEvent,
    words: ['rejectattachment'],
  }),
  event('documented', 'Complete', 'Callback complete: conversation over; exactly once and last', {
    sets: textEvent,
    words: ['complete'],
  }),
  onInvalidData('inferred'),
  onError('inferred'),
  onInvalidChoice('inferred', 'Any other status of the start request, and 404 or 409 when not wired'),
  onTimeout('inferred', 'No answer to the start request within the time limit (after retries)'),
  onauthorizationfail('inferred'),
] as const;

const start = {
  requiresCredentials: true,
  longRunning: true,
  requests: ['token', 'startConversation'],
  outputs,
  outcomes: startOutcomes,
} as const;

export const startConversation = {
  node: 'Start Conversation',
  key: 'startConversation',
  methods: [
    {
      method: 'Start Conversation on SMS',
      key: 'startConversationOnSms',
      ...start,
      inputs: [
        ...entryPointInputs,
        required('inferred', 'PHONE NUMBER', 'phoneNumber', 'without country code; to contact[].phone[].phoneNo'),
        required('inferred', 'COUNTRY CODE', 'countryCode', 'to contact[].phone[].countryCode'),
        ...customerInputs,
      ],
    },
    {
      method: 'Start Conversation on Messenger',
      key: 'startConversationOnMessenger',
      ...start,
      inputs: [
        ...entryPointInputs,
        required('inferred', 'FACEBOOK PSID', 'facebookPsid', 'to the customer custom attribute facebookpsid'),
        ...customerInputs,
      ],
    },
  ],
} as const satisfies NodeEntry;

export const endConversation = {
  node: 'End Conversation',
  key: 'endConversation',
  methods: [
    {
      method: 'End Conversation',
      key: 'endConversation',
      requiresCredentials: true,
      requests: ['token', 'endConversation'],
      inputs: [required('inferred', 'CONVERSATION ID', 'conversationId', 'conversation to end')],
      outputs: [],
      outcomes: [
        success('inferred', 'onEndConversationSuccess', '204 or 200', { answers: [{ status: 204 }, { status: 200 }] }),
        conversationIdDoesNotExist('inferred'),
        badRequest('inferred', '400: id missing or malformed, several conversations'),
        unauthorized('inferred'),
        forbidden('inferred', '403: conversation of another client application'),
        internalServerError('inferred'),
        onInvalidData('inferred'),
        onError('inferred'),
        onInvalidChoice('inferred', 'Any other status, e.g. 405 or 409'),
        onTimeout('inferred'),
        onauthorizationfail('inferred'),
      ],
    },
  ],
} as const satisfies NodeEntry;
