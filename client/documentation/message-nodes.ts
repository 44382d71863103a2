// `npm run docs` makes this file from the catalogue.
import type { InputValue } from '../results.ts';

/** What an editor shows of the nodes and their methods. */
export interface MessageNodes {
  /** The node Send Message. Methods: Send Plain Text Message, Send HTML Message, Accept Attachment, Reject Attachment, Upload Attachment Available in a URL. It needs an authorization. */
  sendMessage: {
    /**
     * Send Plain Text Message, a method of the node Send Message.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `POST /ws/v19/clientapplications/messaging/sendmessage`.
     * Inputs: `conversationId`, `message`.
     *
     * Outcomes:
     * - `onSendMessageSuccess`: 204 or another 2xx: message sent.
     * - `Conversation ID Does Not Exist`: 404, or 400 naming the conversation: the ID does not map to an ongoing conversation.
     * - `Unauthorized`: 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session.
     * - `Forbidden`: 403: the conversation was not initiated by the logged-in client application.
     * - `Conflict`: 409: last modified date does not match; ECE is not expected to send it here.
     * - `Internal server error`: 500 (after retries).
     * - `Illegal Unquoted Character`: 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other answer, e.g. another 400.
     * - `onTimeout`: No answer within the time limit (after retries).
     * - `onauthorizationfail`: Token URL answers 4xx, or no fresh token can be had after a 401.
     */
    sendPlainTextMessage: unknown;
    /**
     * Send HTML Message, a method of the node Send Message.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `POST /ws/v19/clientapplications/messaging/sendmessage`.
     * Inputs: `conversationId`, `message`.
     *
     * Outcomes:
     * - `onSendMessageSuccess`: 204 or another 2xx: message sent.
     * - `Conversation ID Does Not Exist`: 404, or 400 naming the conversation: the ID does not map to an ongoing conversation.
     * - `Unauthorized`: 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session.
     * - `Forbidden`: 403: the conversation was not initiated by the logged-in client application.
     * - `Conflict`: 409: last modified date does not match; ECE is not expected to send it here.
     * - `Internal server error`: 500 (after retries).
     * - `Illegal Unquoted Character`: 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other answer, e.g. another 400.
     * - `onTimeout`: No answer within the time limit (after retries).
     * - `onauthorizationfail`: Token URL answers 4xx, or no fresh token can be had after a 401.
     */
    sendHtmlMessage: unknown;
    /**
     * Accept Attachment, a method of the node Send Message.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `POST /ws/v19/clientapplications/messaging/sendmessage`.
     * Inputs: `conversationId`, `attachmentId`.
     *
     * Outcomes:
     * - `onSendMessageSuccess`: 204 or another 2xx: message sent.
     * - `Conversation ID Does Not Exist`: 404, or 400 naming the conversation: the ID does not map to an ongoing conversation.
     * - `Unauthorized`: 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session.
     * - `Forbidden`: 403: the conversation was not initiated by the logged-in client application.
     * - `Conflict`: 409: last modified date does not match; ECE is not expected to send it here.
     * - `Internal server error`: 500 (after retries).
     * - `Illegal Unquoted Character`: 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other answer, e.g. 400 for an unknown or already decided attachment.
     * - `onTimeout`: No answer within the time limit (after retries).
     * - `onauthorizationfail`: Token URL answers 4xx, or no fresh token can be had after a 401.
     */
    acceptAttachment: unknown;
    /**
     * Reject Attachment, a method of the node Send Message.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `POST /ws/v19/clientapplications/messaging/sendmessage`.
     * Inputs: `conversationId`, `attachmentId`.
     *
     * Outcomes:
     * - `onSendMessageSuccess`: 204 or another 2xx: message sent.
     * - `Conversation ID Does Not Exist`: 404, or 400 naming the conversation: the ID does not map to an ongoing conversation.
     * - `Unauthorized`: 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session.
     * - `Forbidden`: 403: the conversation was not initiated by the logged-in client application.
     * - `Conflict`: 409: last modified date does not match; ECE is not expected to send it here.
     * - `Internal server error`: 500 (after retries).
     * - `Illegal Unquoted Character`: 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other answer, e.g. 400 for an unknown or already decided attachment.
     * - `onTimeout`: No answer within the time limit (after retries).
     * - `onauthorizationfail`: Token URL answers 4xx, or no fresh token can be had after a 401.
     */
    rejectAttachment: unknown;
    /**
     * Upload Attachment Available in a URL, a method of the node Send Message.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `POST /ws/v19/clientapplications/messaging/sendmessage`.
     * Inputs: `conversationId`, `fileName`, `contentType`, `fileSize`, `attachmentUrl`.
     *
     * Outcomes:
     * - `onSendMessageSuccess`: 204 or another 2xx: message sent.
     * - `Conversation ID Does Not Exist`: 404, or 400 naming the conversation: the ID does not map to an ongoing conversation.
     * - `Unauthorized`: 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session.
     * - `Forbidden`: 403: the conversation was not initiated by the logged-in client application.
     * - `Conflict`: 409: last modified date does not match; ECE is not expected to send it here.
     * - `Internal server error`: 500 (after retries).
     * - `Illegal Unquoted Character`: 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other answer, e.g. 400 for a file refused by the attachment policy.
     * - `onTimeout`: No answer within the time limit (after retries).
     * - `onauthorizationfail`: Token URL answers 4xx, or no fresh token can be had after a 401.
     */
    uploadAttachmentAvailableInAUrl: unknown;
  };
}

/** Inputs, outputs and outcomes by method. */
export interface MessageNodesMethods {
  'sendMessage.sendPlainTextMessage': {
    inputs: {
      /** `CONVERSATION ID`: conversation between agent and customer. The name is documented by the vendor. */
      conversationId: InputValue;
      /** `MESSAGE`: content of the message. The name is documented by the vendor. */
      message: InputValue;
    };
    outputs: Record<never, never>;
    outcomes: {
      /** 204 or another 2xx: message sent. A success outcome. The name is documented by the vendor. */
      onSendMessageSuccess: {
        /** 204 or another 2xx: message sent. A success outcome. The name is documented by the vendor. */
        outcome: 'onSendMessageSuccess';
      };
      /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is documented by the vendor. */
      'Conversation ID Does Not Exist': {
        /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is documented by the vendor. */
        outcome: 'Conversation ID Does Not Exist';
      };
      /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is documented by the vendor. */
      Unauthorized: {
        /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is documented by the vendor. */
        outcome: 'Unauthorized';
      };
      /** 403: the conversation was not initiated by the logged-in client application. A failure outcome. The name is documented by the vendor. */
      Forbidden: {
        /** 403: the conversation was not initiated by the logged-in client application. A failure outcome. The name is documented by the vendor. */
        outcome: 'Forbidden';
      };
      /** 409: last modified date does not match; ECE is not expected to send it here. A failure outcome. The name is documented by the vendor. */
      Conflict: {
        /** 409: last modified date does not match; ECE is not expected to send it here. A failure outcome. The name is documented by the vendor. */
        outcome: 'Conflict';
      };
      /** 500 (after retries). A failure outcome. The name is documented by the vendor. */
      'Internal server error': {
        /** 500 (after retries). A failure outcome. The name is documented by the vendor. */
        outcome: 'Internal server error';
      };
      /** 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string. A failure outcome. The name is documented by the vendor. */
      'Illegal Unquoted Character': {
        /** 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string. A failure outcome. The name is documented by the vendor. */
        outcome: 'Illegal Unquoted Character';
      };
      /** A required input is missing or empty; no request is sent. A standard outcome. The name is documented by the vendor. */
      onInvalidData: {
        /** A required input is missing or empty; no request is sent. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidData';
      };
      /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is documented by the vendor. */
      onError: {
        /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is documented by the vendor. */
        outcome: 'onError';
      };
      /** Any other answer, e.g. another 400. A standard outcome. The name is documented by the vendor. */
      onInvalidChoice: {
        /** Any other answer, e.g. another 400. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
        outcome: 'onTimeout';
      };
      /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is documented by the vendor. */
      onauthorizationfail: {
        /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is documented by the vendor. */
        outcome: 'onauthorizationfail';
      };
    };
  };
  'sendMessage.sendHtmlMessage': {
    inputs: {
      /** `CONVERSATION ID`: conversation between agent and customer. The name is documented by the vendor. */
      conversationId: InputValue;
      /** `MESSAGE`: content of the message, HTML. The name is documented by the vendor. */
      message: InputValue;
    };
    outputs: Record<never, never>;
    outcomes: {
      /** 204 or another 2xx: message sent. A success outcome. The name is inferred. */
      onSendMessageSuccess: {
        /** 204 or another 2xx: message sent. A success outcome. The name is inferred. */
        outcome: 'onSendMessageSuccess';
      };
      /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is inferred. */
      'Conversation ID Does Not Exist': {
        /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is inferred. */
        outcome: 'Conversation ID Does Not Exist';
      };
      /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is inferred. */
      Unauthorized: {
        /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is inferred. */
        outcome: 'Unauthorized';
      };
      /** 403: the conversation was not initiated by the logged-in client application. A failure outcome. The name is inferred. */
      Forbidden: {
        /** 403: the conversation was not initiated by the logged-in client application. A failure outcome. The name is inferred. */
        outcome: 'Forbidden';
      };
      /** 409: last modified date does not match; ECE is not expected to send it here. A failure outcome. The name is inferred. */
      Conflict: {
        /** 409: last modified date does not match; ECE is not expected to send it here. A failure outcome. The name is inferred. */
        outcome: 'Conflict';
      };
      /** 500 (after retries). A failure outcome. The name is inferred. */
      'Internal server error': {
        /** 500 (after retries). A failure outcome. The name is inferred. */
        outcome: 'Internal server error';
      };
      /** 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string. A failure outcome. The name is inferred. */
      'Illegal Unquoted Character': {
        /** 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string. A failure outcome. The name is inferred. */
        outcome: 'Illegal Unquoted Character';
      };
      /** A required input is missing or empty; no request is sent. A standard outcome. The name is documented by the vendor. */
      onInvalidData: {
        /** A required input is missing or empty; no request is sent. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidData';
      };
      /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is documented by the vendor. */
      onError: {
        /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is documented by the vendor. */
        outcome: 'onError';
      };
      /** Any other answer, e.g. another 400. A standard outcome. The name is documented by the vendor. */
      onInvalidChoice: {
        /** Any other answer, e.g. another 400. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
      /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
      onauthorizationfail: {
        /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
        outcome: 'onauthorizationfail';
      };
    };
  };
  'sendMessage.acceptAttachment': {
    inputs: {
      /** `CONVERSATION ID`: conversation between agent and customer. The name is inferred. */
      conversationId: InputValue;
      /** `ATTACHMENT ID`: attachmentId of the UploadAttachment event. The name is inferred. */
      attachmentId: InputValue;
    };
    outputs: Record<never, never>;
    outcomes: {
      /** 204 or another 2xx: message sent. A success outcome. The name is inferred. */
      onSendMessageSuccess: {
        /** 204 or another 2xx: message sent. A success outcome. The name is inferred. */
        outcome: 'onSendMessageSuccess';
      };
      /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is inferred. */
      'Conversation ID Does Not Exist': {
        /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is inferred. */
        outcome: 'Conversation ID Does Not Exist';
      };
      /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is inferred. */
      Unauthorized: {
        /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is inferred. */
        outcome: 'Unauthorized';
      };
      /** 403: the conversation was not initiated by the logged-in client application. A failure outcome. The name is inferred. */
      Forbidden: {
        /** 403: the conversation was not initiated by the logged-in client application. A failure outcome. The name is inferred. */
        outcome: 'Forbidden';
      };
      /** 409: last modified date does not match; ECE is not expected to send it here. A failure outcome. The name is inferred. */
      Conflict: {
        /** 409: last modified date does not match; ECE is not expected to send it here. A failure outcome. The name is inferred. */
        outcome: 'Conflict';
      };
      /** 500 (after retries). A failure outcome. The name is inferred. */
      'Internal server error': {
        /** 500 (after retries). A failure outcome. The name is inferred. */
        outcome: 'Internal server error';
      };
      /** 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string. A failure outcome. The name is inferred. */
      'Illegal Unquoted Character': {
        /** 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string. A failure outcome. The name is inferred. */
        outcome: 'Illegal Unquoted Character';
      };
      /** A required input is missing or empty; no request is sent. A standard outcome. The name is inferred. */
      onInvalidData: {
        /** A required input is missing or empty; no request is sent. A standard outcome. The name is inferred. */
        outcome: 'onInvalidData';
      };
      /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
      onError: {
        /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** Any other answer, e.g. 400 for an unknown or already decided attachment. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** Any other answer, e.g. 400 for an unknown or already decided attachment. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
      /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
      onauthorizationfail: {
        /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
        outcome: 'onauthorizationfail';
      };
    };
  };
  'sendMessage.rejectAttachment': {
    inputs: {
      /** `CONVERSATION ID`: conversation between agent and customer. The name is inferred. */
      conversationId: InputValue;
      /** `ATTACHMENT ID`: attachmentId of the UploadAttachment event. The name is inferred. */
      attachmentId: InputValue;
    };
    outputs: Record<never, never>;
    outcomes: {
      /** 204 or another 2xx: message sent. A success outcome. The name is inferred. */
      onSendMessageSuccess: {
        /** 204 or another 2xx: message sent. A success outcome. The name is inferred. */
        outcome: 'onSendMessageSuccess';
      };
      /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is inferred. */
      'Conversation ID Does Not Exist': {
        /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is inferred. */
        outcome: 'Conversation ID Does Not Exist';
      };
      /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is inferred. */
      Unauthorized: {
        /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is inferred. */
        outcome: 'Unauthorized';
      };
      /** 403: the conversation was not initiated by the logged-in client application. A failure outcome. The name is inferred. */
      Forbidden: {
        /** 403: the conversation was not initiated by the logged-in client application. A failure outcome. The name is inferred. */
        outcome: 'Forbidden';
      };
      /** 409: last modified date does not match; ECE is not expected to send it here. A failure outcome. The name is inferred. */
      Conflict: {
        /** 409: last modified date does not match; ECE is not expected to send it here. A failure outcome. The name is inferred. */
        outcome: 'Conflict';
      };
      /** 500 (after retries). A failure outcome. The name is inferred. */
      'Internal server error': {
        /** 500 (after retries). A failure outcome. The name is inferred. */
        outcome: 'Internal server error';
      };
      /** 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string. A failure outcome. The name is inferred. */
      'Illegal Unquoted Character': {
        /** 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string. A failure outcome. The name is inferred. */
        outcome: 'Illegal Unquoted Character';
      };
      /** A required input is missing or empty; no request is sent. A standard outcome. The name is inferred. */
      onInvalidData: {
        /** A required input is missing or empty; no request is sent. A standard outcome. The name is inferred. */
        outcome: 'onInvalidData';
      };
      /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
      onError: {
        /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** Any other answer, e.g. 400 for an unknown or already decided attachment. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** Any other answer, e.g. 400 for an unknown or already decided attachment. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
      /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
      onauthorizationfail: {
        /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
        outcome: 'onauthorizationfail';
      };
    };
  };
  'sendMessage.uploadAttachmentAvailableInAUrl': {
    inputs: {
      /** `CONVERSATION ID`: conversation between agent and customer. The name is inferred. */
      conversationId: InputValue;
      /** `FILE NAME`: to fileName. The name is inferred. */
      fileName: InputValue;
      /** `CONTENT TYPE`: contentType of Get File Info; to contentType. The name is inferred. */
      contentType: InputValue;
      /** `FILE SIZE`: bytes, fileSize of Get File Info; to size, sent as a string. The name is inferred. */
      fileSize: InputValue;
      /** `ATTACHMENT URL`: absolute URL that ECE can fetch; to contentUrl. The name is inferred. */
      attachmentUrl: InputValue;
    };
    outputs: Record<never, never>;
    outcomes: {
      /** 204 or another 2xx: message sent. A success outcome. The name is inferred. */
      onSendMessageSuccess: {
        /** 204 or another 2xx: message sent. A success outcome. The name is inferred. */
        outcome: 'onSendMessageSuccess';
      };
      /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is inferred. */
      'Conversation ID Does Not Exist': {
        /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is inferred. */
        outcome: 'Conversation ID Does Not Exist';
      };
      /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is inferred. */
      Unauthorized: {
        /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is inferred. */
        outcome: 'Unauthorized';
      };
      /** 403: the conversation was not initiated by the logged-in client application. A failure outcome. The name is inferred. */
      Forbidden: {
        /** 403: the conversation was not initiated by the logged-in client application. A failure outcome. The name is inferred. */
        outcome: 'Forbidden';
      };
      /** 409: last modified date does not match; ECE is not expected to send it here. A failure outcome. The name is inferred. */
      Conflict: {
        /** 409: last modified date does not match; ECE is not expected to send it here. A failure outcome. The name is inferred. */
        outcome: 'Conflict';
      };
      /** 500 (after retries). A failure outcome. The name is inferred. */
      'Internal server error': {
        /** 500 (after retries). A failure outcome. The name is inferred. */
        outcome: 'Internal server error';
      };
      /** 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string. A failure outcome. The name is inferred. */
      'Illegal Unquoted Character': {
        /** 400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string. A failure outcome. The name is inferred. */
        outcome: 'Illegal Unquoted Character';
      };
      /** A required input is missing or empty; no request is sent. A standard outcome. The name is inferred. */
      onInvalidData: {
        /** A required input is missing or empty; no request is sent. A standard outcome. The name is inferred. */
        outcome: 'onInvalidData';
      };
      /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
      onError: {
        /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** Any other answer, e.g. 400 for a file refused by the attachment policy. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** Any other answer, e.g. 400 for a file refused by the attachment policy. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
      /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
      onauthorizationfail: {
        /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
        outcome: 'onauthorizationfail';
      };
    };
  };
}
