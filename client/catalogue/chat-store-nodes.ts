import type { NodeEntry } from './entry.ts';
import { failure, optional, output, required, success } from './entry.ts';
import { onError, onInvalidChoice, onInvalidData, onTimeout } from './outcomes.ts';

/** The nodes that work on the chat store (nodes spec 3). Only the descriptions are documented; the names are inferred. */

const channels = ['sms', 'messenger'] as const;

function chatStoreOutcomes(whenInvalid: string) {
  return [
    onInvalidData('inferred', whenInvalid),
    onError('inferred', 'The chat store cannot be reached or fails internally'),
    onInvalidChoice('inferred', 'The chat store gives a result that no other outcome covers'),
    onTimeout('inferred', 'The chat store does not answer within the time limit'),
  ] as const;
}

const withoutCredentials = { requiresCredentials: false, requests: [] } as const;
const chatIdInput = required('inferred', 'CHAT ID', 'chatId', 'id of the chat record');
const channelInput = required('inferred', 'CHANNEL', 'channel', 'sms or messenger', channels);
const customerIdInput = required('inferred', 'CUSTOMER ID', 'customerId', "customer's phone number or Messenger PSID");
const responseOutput = output('inferred', 'response', 'response', 'complete record as JSON');

export const createChat = {
  node: 'Create Chat',
  key: 'createChat',
  methods: [
    {
      method: 'Create Chat',
      key: 'createChat',
      ...withoutCredentials,
      inputs: [
        channelInput,
        customerIdInput,
        required('inferred', 'BUSINESS ID', 'businessId', 'service number or page id'),
        optional('inferred', 'CUSTOMER NAME', 'customerName', 'name of the customer'),
        optional('inferred', 'MESSAGE', 'message', 'first message, stored as incoming'),
      ],
      outputs: [output('inferred', 'chatId', 'chatId', 'id of the new record')],
      outcomes: [
        success('inferred', 'onCreateChatSuccess', 'Record stored with status active; chatId set', {
          answers: [{ result: 'created' }],
        }),
        failure(
          'inferred',
          'onCreateChatFailure',
          'A chat that is not closed exists for the same channel, customer and business; nothing is stored',
          { answers: [{ result: 'exists' }] },
        ),
        ...chatStoreOutcomes('CHANNEL, CUSTOMER ID or BUSINESS ID missing or empty, or CHANNEL unknown; nothing is stored'),
      ],
    },
  ],
} as const satisfies NodeEntry;

export const searchActiveChat = {
  node: 'Search Active Chat',
  key: 'searchActiveChat',
  methods: [
    {
      method: 'Search Active Chat',
      key: 'searchActiveChat',
      ...withoutCredentials,
      inputs: [
        channelInput,
        customerIdInput,
        optional('inferred', 'BUSINESS ID', 'businessId', 'service number or page id; without it the chat updated last is taken'),
      ],
      outputs: [
        output('inferred', 'chatId', 'chatId', 'id of the record'),
        output('inferred', 'conversationId', 'conversationId', 'ECE conversation, empty before the start'),
        output('inferred', 'entryPointId', 'entryPointId', 'entry point of the conversation'),
        output('inferred', 'status', 'status', 'active or queued'),
        responseOutput,
      ],
      outcomes: [
        success('inferred', 'onActiveChatFound', 'A chat that is not closed was found; outputs set', {
          answers: [{ result: 'found' }],
        }),
        failure('inferred', 'onActiveChatNotFound', 'No chat that is not closed for this channel and customer', {
          answers: [{ result: 'not found' }],
        }),
        failure('inferred', 'onSearchActiveChatFailure', 'The store refuses the search, or the record found is unreadable', {
          answers: [{ result: 'refused' }, { result: 'unreadable' }],
        }),
        ...chatStoreOutcomes('CHANNEL or CUSTOMER ID missing or empty, or CHANNEL unknown'),
      ],
    },
  ],
} as const satisfies NodeEntry;

export const appendChat = {
  node: 'Append Chat',
  key: 'appendChat',
  methods: [
    {
      method: 'Append Chat',
      key: 'appendChat',
      ...withoutCredentials,
      inputs: [
        chatIdInput,
        required('inferred', 'DIRECTION', 'direction', 'in (received from the customer) or out (sent to the customer)', [
          'in',
          'out',
        ]),
        required('inferred', 'MESSAGE', 'message', 'text of the message'),
        optional('inferred', 'TIMESTAMP', 'timestamp', 'epoch milliseconds; default: now', 'count'),
      ],
      outputs: [],
      outcomes: [
        success('inferred', 'onAppendChatSuccess', 'Message appended to the record', { answers: [{ result: 'appended' }] }),
        failure('inferred', 'onAppendChatFailure', 'No such chat, or the chat is closed; nothing is stored', {
          answers: [{ result: 'not found' }, { result: 'closed' }],
        }),
        ...chatStoreOutcomes('CHAT ID, DIRECTION or MESSAGE missing or empty, or DIRECTION unknown'),
      ],
    },
  ],
} as const satisfies NodeEntry;

export const fetchChatHistory = {
  node: 'Fetch Chat History',
  key: 'fetchChatHistory',
  methods: [
    {
      method: 'Fetch Active Chat History',
      key: 'fetchActiveChatHistory',
      aliases: ['Fetch Chat History'],
      ...withoutCredentials,
      inputs: [chatIdInput],
      outputs: [
        output(
          'inferred',
          'chatHistory',
          'chatHistory',
          'transcript, one line per message, oldest first: Customer: <text> or Business: <text>',
        ),
        responseOutput,
      ],
      outcomes: [
        success('inferred', 'onFetchChatHistorySuccess', 'Record found and not closed; outputs set (the history may be empty)', {
          answers: [{ result: 'found' }],
        }),
        failure('inferred', 'onFetchChatHistoryFailure', 'No such chat, or the chat is closed', {
          answers: [{ result: 'not found' }, { result: 'closed' }],
        }),
        ...chatStoreOutcomes('CHAT ID missing or empty'),
      ],
    },
  ],
} as const satisfies NodeEntry;

export const updateChat = {
  node: 'Update Chat',
  key: 'updateChat',
  methods: [
    {
      method: 'Update Chat',
      key: 'updateChat',
      ...withoutCredentials,
      inputs: [
        chatIdInput,
        optional('inferred', 'CONVERSATION ID', 'conversationId', 'ECE conversation id'),
        optional('inferred', 'STATUS', 'status', 'active, queued or closed', ['active', 'queued', 'closed']),
        optional('inferred', 'ACTIVITY ID', 'activityId', 'ECE activity id'),
        optional('inferred', 'ENTRY POINT ID', 'entryPointId', 'entry point of the conversation'),
        optional('inferred', 'CLUSTER ID', 'clusterId', 'ECE cluster'),
        optional('inferred', 'CUSTOMER NAME', 'customerName', 'name of the customer'),
      ],
      outputs: [],
      outcomes: [
        success('inferred', 'onUpdateChatSuccess', 'Given fields stored, the others unchanged', {
          answers: [{ result: 'updated' }],
        }),
        // A customer has at most one open chat (nodes spec 3), so a second one cannot be reopened.
        failure('inferred', 'onUpdateChatFailure', 'No such chat; nothing is stored', {
          answers: [{ result: 'not found' }, { result: 'exists' }],
        }),
        ...chatStoreOutcomes('CHAT ID missing or empty, no other input given, or STATUS unknown'),
      ],
    },
  ],
} as const satisfies NodeEntry;

export const clearChat = {
  node: 'Clear Chat',
  key: 'clearChat',
  methods: [
    {
      method: 'Clear Chat',
      key: 'clearChat',
      ...withoutCredentials,
      inputs: [chatIdInput],
      outputs: [],
      outcomes: [
        success('inferred', 'onClearChatSuccess', 'Record deleted', { answers: [{ result: 'deleted' }] }),
        failure('inferred', 'onClearChatFailure', 'No such chat', { answers: [{ result: 'not found' }] }),
        ...chatStoreOutcomes('CHAT ID missing or empty'),
      ],
    },
  ],
} as const satisfies NodeEntry;
