// `npm run docs` makes this file from the catalogue.
import type { InputValue } from '../results.ts';

/** What an editor shows of the nodes and their methods. */
export interface ChatStoreNodes {
  /** The node Create Chat. Methods: Create Chat. It works on the chat store. */
  createChat: {
    /**
     * Create Chat, a method of the node Create Chat.
     *
     * It sends no request to ECE.
     * Inputs: `channel`, `customerId`, `businessId`, `customerName` (optional), `message` (optional).
     *
     * Outcomes:
     * - `onCreateChatSuccess`: Record stored with status active; chatId set.
     * - `onCreateChatFailure`: A chat that is not closed exists for the same channel, customer and business; nothing is stored.
     * - `onInvalidData`: CHANNEL, CUSTOMER ID or BUSINESS ID missing or empty, or CHANNEL unknown; nothing is stored.
     * - `onError`: The chat store cannot be reached or fails internally.
     * - `onInvalidChoice`: The chat store gives a result that no other outcome covers.
     * - `onTimeout`: The chat store does not answer within the time limit.
     */
    createChat: unknown;
  };
  /** The node Search Active Chat. Methods: Search Active Chat. It works on the chat store. */
  searchActiveChat: {
    /**
     * Search Active Chat, a method of the node Search Active Chat.
     *
     * It sends no request to ECE.
     * Inputs: `channel`, `customerId`, `businessId` (optional).
     *
     * Outcomes:
     * - `onActiveChatFound`: A chat that is not closed was found; outputs set.
     * - `onActiveChatNotFound`: No chat that is not closed for this channel and customer.
     * - `onSearchActiveChatFailure`: The store refuses the search, or the record found is unreadable.
     * - `onInvalidData`: CHANNEL or CUSTOMER ID missing or empty, or CHANNEL unknown.
     * - `onError`: The chat store cannot be reached or fails internally.
     * - `onInvalidChoice`: The chat store gives a result that no other outcome covers.
     * - `onTimeout`: The chat store does not answer within the time limit.
     */
    searchActiveChat: unknown;
  };
  /** The node Append Chat. Methods: Append Chat. It works on the chat store. */
  appendChat: {
    /**
     * Append Chat, a method of the node Append Chat.
     *
     * It sends no request to ECE.
     * Inputs: `chatId`, `direction`, `message`, `timestamp` (optional).
     *
     * Outcomes:
     * - `onAppendChatSuccess`: Message appended to the record.
     * - `onAppendChatFailure`: No such chat, or the chat is closed; nothing is stored.
     * - `onInvalidData`: CHAT ID, DIRECTION or MESSAGE missing or empty, or DIRECTION unknown.
     * - `onError`: The chat store cannot be reached or fails internally.
     * - `onInvalidChoice`: The chat store gives a result that no other outcome covers.
     * - `onTimeout`: The chat store does not answer within the time limit.
     */
    appendChat: unknown;
  };
  /** The node Fetch Chat History. Methods: Fetch Active Chat History. It works on the chat store. */
  fetchChatHistory: {
    /**
     * Fetch Active Chat History, a method of the node Fetch Chat History.
     *
     * It sends no request to ECE.
     * Inputs: `chatId`.
     *
     * Outcomes:
     * - `onFetchChatHistorySuccess`: Record found and not closed; outputs set (the history may be empty).
     * - `onFetchChatHistoryFailure`: No such chat, or the chat is closed.
     * - `onInvalidData`: CHAT ID missing or empty.
     * - `onError`: The chat store cannot be reached or fails internally.
     * - `onInvalidChoice`: The chat store gives a result that no other outcome covers.
     * - `onTimeout`: The chat store does not answer within the time limit.
     */
    fetchActiveChatHistory: unknown;
  };
  /** The node Update Chat. Methods: Update Chat. It works on the chat store. */
  updateChat: {
    /**
     * Update Chat, a method of the node Update Chat.
     *
     * It sends no request to ECE.
     * Inputs: `chatId`, `conversationId` (optional), `status` (optional), `activityId` (optional), `entryPointId` (optional), `clusterId` (optional), `customerName` (optional).
     *
     * Outcomes:
     * - `onUpdateChatSuccess`: Given fields stored, the others unchanged.
     * - `onUpdateChatFailure`: No such chat; nothing is stored.
     * - `onInvalidData`: CHAT ID missing or empty, no other input given, or STATUS unknown.
     * - `onError`: The chat store cannot be reached or fails internally.
     * - `onInvalidChoice`: The chat store gives a result that no other outcome covers.
     * - `onTimeout`: The chat store does not answer within the time limit.
     */
    updateChat: unknown;
  };
  /** The node Clear Chat. Methods: Clear Chat. It works on the chat store. */
  clearChat: {
    /**
     * Clear Chat, a method of the node Clear Chat.
     *
     * It sends no request to ECE.
     * Inputs: `chatId`.
     *
     * Outcomes:
     * - `onClearChatSuccess`: Record deleted.
     * - `onClearChatFailure`: No such chat.
     * - `onInvalidData`: CHAT ID missing or empty.
     * - `onError`: The chat store cannot be reached or fails internally.
     * - `onInvalidChoice`: The chat store gives a result that no other outcome covers.
     * - `onTimeout`: The chat store does not answer within the time limit.
     */
    clearChat: unknown;
  };
}

/** Inputs, outputs and outcomes by method. */
export interface ChatStoreNodesMethods {
  'createChat.createChat': {
    inputs: {
      /** `CHANNEL`: sms or messenger. One of `sms`, `messenger`. The name is inferred. */
      channel: InputValue;
      /** `CUSTOMER ID`: customer's phone number or Messenger PSID. The name is inferred. */
      customerId: InputValue;
      /** `BUSINESS ID`: service number or page id. The name is inferred. */
      businessId: InputValue;
      /** `CUSTOMER NAME`, optional: name of the customer. The name is inferred. */
      customerName?: InputValue | undefined;
      /** `MESSAGE`, optional: first message, stored as incoming. The name is inferred. */
      message?: InputValue | undefined;
    };
    outputs: {
      /** `chatId`: id of the new record. The name is inferred. */
      chatId: string;
    };
    outcomes: {
      /** Record stored with status active; chatId set. A success outcome. The name is inferred. */
      onCreateChatSuccess: {
        /** Record stored with status active; chatId set. A success outcome. The name is inferred. */
        outcome: 'onCreateChatSuccess';
      };
      /** A chat that is not closed exists for the same channel, customer and business; nothing is stored. A failure outcome. The name is inferred. */
      onCreateChatFailure: {
        /** A chat that is not closed exists for the same channel, customer and business; nothing is stored. A failure outcome. The name is inferred. */
        outcome: 'onCreateChatFailure';
      };
      /** CHANNEL, CUSTOMER ID or BUSINESS ID missing or empty, or CHANNEL unknown; nothing is stored. A standard outcome. The name is inferred. */
      onInvalidData: {
        /** CHANNEL, CUSTOMER ID or BUSINESS ID missing or empty, or CHANNEL unknown; nothing is stored. A standard outcome. The name is inferred. */
        outcome: 'onInvalidData';
      };
      /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
      onError: {
        /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
      onTimeout: {
        /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
    };
  };
  'searchActiveChat.searchActiveChat': {
    inputs: {
      /** `CHANNEL`: sms or messenger. One of `sms`, `messenger`. The name is inferred. */
      channel: InputValue;
      /** `CUSTOMER ID`: customer's phone number or Messenger PSID. The name is inferred. */
      customerId: InputValue;
      /** `BUSINESS ID`, optional: service number or page id; without it the chat updated last is taken. The name is inferred. */
      businessId?: InputValue | undefined;
    };
    outputs: {
      /** `chatId`: id of the record. The name is inferred. */
      chatId: string;
      /** `conversationId`: ECE conversation, empty before the start. The name is inferred. */
      conversationId: string;
      /** `entryPointId`: entry point of the conversation. The name is inferred. */
      entryPointId: string;
      /** `status`: active or queued. The name is inferred. */
      status: string;
      /** `response`: complete record as JSON. The name is inferred. */
      response: string;
    };
    outcomes: {
      /** A chat that is not closed was found; outputs set. A success outcome. The name is inferred. */
      onActiveChatFound: {
        /** A chat that is not closed was found; outputs set. A success outcome. The name is inferred. */
        outcome: 'onActiveChatFound';
      };
      /** No chat that is not closed for this channel and customer. A failure outcome. The name is inferred. */
      onActiveChatNotFound: {
        /** No chat that is not closed for this channel and customer. A failure outcome. The name is inferred. */
        outcome: 'onActiveChatNotFound';
      };
      /** The store refuses the search, or the record found is unreadable. A failure outcome. The name is inferred. */
      onSearchActiveChatFailure: {
        /** The store refuses the search, or the record found is unreadable. A failure outcome. The name is inferred. */
        outcome: 'onSearchActiveChatFailure';
      };
      /** CHANNEL or CUSTOMER ID missing or empty, or CHANNEL unknown. A standard outcome. The name is inferred. */
      onInvalidData: {
        /** CHANNEL or CUSTOMER ID missing or empty, or CHANNEL unknown. A standard outcome. The name is inferred. */
        outcome: 'onInvalidData';
      };
      /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
      onError: {
        /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
      onTimeout: {
        /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
    };
  };
  'appendChat.appendChat': {
    inputs: {
      /** `CHAT ID`: id of the chat record. The name is inferred. */
      chatId: InputValue;
      /** `DIRECTION`: in (received from the customer) or out (sent to the customer). One of `in`, `out`. The name is inferred. */
      direction: InputValue;
      /** `MESSAGE`: text of the message. The name is inferred. */
      message: InputValue;
      /** `TIMESTAMP`, optional: epoch milliseconds; default: now. The name is inferred. */
      timestamp?: InputValue | undefined;
    };
    outputs: Record<never, never>;
    outcomes: {
      /** Message appended to the record. A success outcome. The name is inferred. */
      onAppendChatSuccess: {
        /** Message appended to the record. A success outcome. The name is inferred. */
        outcome: 'onAppendChatSuccess';
      };
      /** No such chat, or the chat is closed; nothing is stored. A failure outcome. The name is inferred. */
      onAppendChatFailure: {
        /** No such chat, or the chat is closed; nothing is stored. A failure outcome. The name is inferred. */
        outcome: 'onAppendChatFailure';
      };
      /** CHAT ID, DIRECTION or MESSAGE missing or empty, or DIRECTION unknown. A standard outcome. The name is inferred. */
      onInvalidData: {
        /** CHAT ID, DIRECTION or MESSAGE missing or empty, or DIRECTION unknown. A standard outcome. The name is inferred. */
        outcome: 'onInvalidData';
      };
      /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
      onError: {
        /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
      onTimeout: {
        /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
    };
  };
  'fetchChatHistory.fetchActiveChatHistory': {
    inputs: {
      /** `CHAT ID`: id of the chat record. The name is inferred. */
      chatId: InputValue;
    };
    outputs: {
      /** `chatHistory`: transcript, one line per message, oldest first: Customer: <text> or Business: <text>. The name is inferred. */
      chatHistory: string;
      /** `response`: complete record as JSON. The name is inferred. */
      response: string;
    };
    outcomes: {
      /** Record found and not closed; outputs set (the history may be empty). A success outcome. The name is inferred. */
      onFetchChatHistorySuccess: {
        /** Record found and not closed; outputs set (the history may be empty). A success outcome. The name is inferred. */
        outcome: 'onFetchChatHistorySuccess';
      };
      /** No such chat, or the chat is closed. A failure outcome. The name is inferred. */
      onFetchChatHistoryFailure: {
        /** No such chat, or the chat is closed. A failure outcome. The name is inferred. */
        outcome: 'onFetchChatHistoryFailure';
      };
      /** CHAT ID missing or empty. A standard outcome. The name is inferred. */
      onInvalidData: {
        /** CHAT ID missing or empty. A standard outcome. The name is inferred. */
        outcome: 'onInvalidData';
      };
      /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
      onError: {
        /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
      onTimeout: {
        /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
    };
  };
  'updateChat.updateChat': {
    inputs: {
      /** `CHAT ID`: id of the chat record. The name is inferred. */
      chatId: InputValue;
      /** `CONVERSATION ID`, optional: ECE conversation id. The name is inferred. */
      conversationId?: InputValue | undefined;
      /** `STATUS`, optional: active, queued or closed. One of `active`, `queued`, `closed`. The name is inferred. */
      status?: InputValue | undefined;
      /** `ACTIVITY ID`, optional: ECE activity id. The name is inferred. */
      activityId?: InputValue | undefined;
      /** `ENTRY POINT ID`, optional: entry point of the conversation. The name is inferred. */
      entryPointId?: InputValue | undefined;
      /** `CLUSTER ID`, optional: ECE cluster. The name is inferred. */
      clusterId?: InputValue | undefined;
      /** `CUSTOMER NAME`, optional: name of the customer. The name is inferred. */
      customerName?: InputValue | undefined;
    };
    outputs: Record<never, never>;
    outcomes: {
      /** Given fields stored, the others unchanged. A success outcome. The name is inferred. */
      onUpdateChatSuccess: {
        /** Given fields stored, the others unchanged. A success outcome. The name is inferred. */
        outcome: 'onUpdateChatSuccess';
      };
      /** No such chat; nothing is stored. A failure outcome. The name is inferred. */
      onUpdateChatFailure: {
        /** No such chat; nothing is stored. A failure outcome. The name is inferred. */
        outcome: 'onUpdateChatFailure';
      };
      /** CHAT ID missing or empty, no other input given, or STATUS unknown. A standard outcome. The name is inferred. */
      onInvalidData: {
        /** CHAT ID missing or empty, no other input given, or STATUS unknown. A standard outcome. The name is inferred. */
        outcome: 'onInvalidData';
      };
      /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
      onError: {
        /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
      onTimeout: {
        /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
    };
  };
  'clearChat.clearChat': {
    inputs: {
      /** `CHAT ID`: id of the chat record. The name is inferred. */
      chatId: InputValue;
    };
    outputs: Record<never, never>;
    outcomes: {
      /** Record deleted. A success outcome. The name is inferred. */
      onClearChatSuccess: {
        /** Record deleted. A success outcome. The name is inferred. */
        outcome: 'onClearChatSuccess';
      };
      /** No such chat. A failure outcome. The name is inferred. */
      onClearChatFailure: {
        /** No such chat. A failure outcome. The name is inferred. */
        outcome: 'onClearChatFailure';
      };
      /** CHAT ID missing or empty. A standard outcome. The name is inferred. */
      onInvalidData: {
        /** CHAT ID missing or empty. A standard outcome. The name is inferred. */
        outcome: 'onInvalidData';
      };
      /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
      onError: {
        /** The chat store cannot be reached or fails internally. A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** The chat store gives a result that no other outcome covers. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
      onTimeout: {
        /** The chat store does not answer within the time limit. A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
    };
  };
}
