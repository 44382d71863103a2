// `npm run docs` makes this file from the catalogue.
import type { InputValue } from '../results.ts';

/** What an editor shows of the nodes and their methods. */
export interface ConversationNodes {
  /** The node Start Conversation. Methods: Start Conversation on SMS, Start Conversation on Messenger. It needs an authorization. */
  startConversation: {
    /**
     * Start Conversation on SMS, a method of the node Start Conversation.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `POST /ws/v19/clientapplications/messaging/conversation/start`.
     * Inputs: `entryPointId`, `lastModifiedDate`, `phoneNumber`, `countryCode`, `firstName` (optional), `lastName` (optional), `subject` (optional), `chatHistory` (optional).
     * It goes on after the answer: read it with `for await`, or give handlers in `on`.
     *
     * Outcomes:
     * - `onStartConversationSuccess`: 201 or 200 with the conversation id; the node goes on waiting for callbacks.
     * - `Bad Request`: 400: query or body refused, entry point inactive, no agent available, callback URL deactivated.
     * - `Forbidden`: 403: the client application may not use the entry point.
     * - `Unauthorized`: 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session.
     * - `Internal Server Error`: 500 (after retries), also when the assignment service is not running.
     * - `Conflict`: 409 (409-100): LAST MODIFIED DATE is stale; goes to onInvalidChoice when the flow has not wired it.
     * - `Not Found`: 404: no entry point with this ID; goes to onInvalidChoice when the flow has not wired it.
     * - `Assigned`: Callback assigned: an agent got the chat.
     * - `PagePush`: Callback pagePush: the agent pushed a page; content = URL.
     * - `Message`: Callback text/plain or text/html: text from the agent; may repeat.
     * - `Transfer`: Callback transfer: moved to another agent or queue; may repeat.
     * - `AcceptAttachment`: Callback acceptAttachment: the agent accepted the customer's file.
     * - `UploadAttachment`: Callback uploadAttachment: the agent sent a file.
     * - `RejectAttachment`: Callback rejectAttachment: the agent refused the customer's file.
     * - `Complete`: Callback complete: conversation over; exactly once and last.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other status of the start request, and 404 or 409 when not wired.
     * - `onTimeout`: No answer to the start request within the time limit (after retries).
     * - `onauthorizationfail`: Token URL answers 4xx, or no fresh token can be had after a 401.
     */
    startConversationOnSms: unknown;
    /**
     * Start Conversation on Messenger, a method of the node Start Conversation.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `POST /ws/v19/clientapplications/messaging/conversation/start`.
     * Inputs: `entryPointId`, `lastModifiedDate`, `facebookPsid`, `firstName` (optional), `lastName` (optional), `subject` (optional), `chatHistory` (optional).
     * It goes on after the answer: read it with `for await`, or give handlers in `on`.
     *
     * Outcomes:
     * - `onStartConversationSuccess`: 201 or 200 with the conversation id; the node goes on waiting for callbacks.
     * - `Bad Request`: 400: query or body refused, entry point inactive, no agent available, callback URL deactivated.
     * - `Forbidden`: 403: the client application may not use the entry point.
     * - `Unauthorized`: 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session.
     * - `Internal Server Error`: 500 (after retries), also when the assignment service is not running.
     * - `Conflict`: 409 (409-100): LAST MODIFIED DATE is stale; goes to onInvalidChoice when the flow has not wired it.
     * - `Not Found`: 404: no entry point with this ID; goes to onInvalidChoice when the flow has not wired it.
     * - `Assigned`: Callback assigned: an agent got the chat.
     * - `PagePush`: Callback pagePush: the agent pushed a page; content = URL.
     * - `Message`: Callback text/plain or text/html: text from the agent; may repeat.
     * - `Transfer`: Callback transfer: moved to another agent or queue; may repeat.
     * - `AcceptAttachment`: Callback acceptAttachment: the agent accepted the customer's file.
     * - `UploadAttachment`: Callback uploadAttachment: the agent sent a file.
     * - `RejectAttachment`: Callback rejectAttachment: the agent refused the customer's file.
     * - `Complete`: Callback complete: conversation over; exactly once and last.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other status of the start request, and 404 or 409 when not wired.
     * - `onTimeout`: No answer to the start request within the time limit (after retries).
     * - `onauthorizationfail`: Token URL answers 4xx, or no fresh token can be had after a 401.
     */
    startConversationOnMessenger: unknown;
  };
  /** The node End Conversation. Methods: End Conversation. It needs an authorization. */
  endConversation: {
    /**
     * End Conversation, a method of the node End Conversation.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `POST /ws/v19/clientapplications/messaging/conversation/end`.
     * Inputs: `conversationId`.
     *
     * Outcomes:
     * - `onEndConversationSuccess`: 204 or 200.
     * - `Conversation ID Does Not Exist`: 404, or 400 naming the conversation: the ID does not map to an ongoing conversation.
     * - `Bad Request`: 400: id missing or malformed, several conversations.
     * - `Unauthorized`: 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session.
     * - `Forbidden`: 403: conversation of another client application.
     * - `Internal server error`: 500 (after retries).
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other status, e.g. 405 or 409.
     * - `onTimeout`: No answer within the time limit (after retries).
     * - `onauthorizationfail`: Token URL answers 4xx, or no fresh token can be had after a 401.
     */
    endConversation: unknown;
  };
}

/** Inputs, outputs and outcomes by method. */
export interface ConversationNodesMethods {
  'startConversation.startConversationOnSms': {
    inputs: {
      /** `ENTRY POINT ID`: to entryPointConfiguration.entryPoint.id. The name is inferred. */
      entryPointId: InputValue;
      /** `LAST MODIFIED DATE`: lastModifiedDate of Entrypoint Configuration; to entryPointConfiguration.lastModified.date. The name is inferred. */
      lastModifiedDate: InputValue;
      /** `PHONE NUMBER`: without country code; to contact[].phone[].phoneNo. The name is inferred. */
      phoneNumber: InputValue;
      /** `COUNTRY CODE`: to contact[].phone[].countryCode. The name is inferred. */
      countryCode: InputValue;
      /** `FIRST NAME`, optional: to activity.customer.contacts.contact[].firstName. The name is inferred. */
      firstName?: InputValue | undefined;
      /** `LAST NAME`, optional: to activity.customer.contacts.contact[].lastName. The name is inferred. */
      lastName?: InputValue | undefined;
      /** `SUBJECT`, optional: to activity.subject, cut at 255 characters. The name is inferred. */
      subject?: InputValue | undefined;
      /** `CHAT HISTORY`, optional: transcript for the agent; to the activity custom attribute chathistory, characters outside the allowed set replaced by spaces. The name is inferred. */
      chatHistory?: InputValue | undefined;
    };
    outputs: {
      /** `conversationId`: ECE conversation id, from id of the answer; set on success and on every event. The name is inferred. */
      conversationId: string;
      /** `activityId`: ECE activity id, from activity.id of the answer. The name is inferred. */
      activityId: string;
      /** `messageType`: event: type.value of the callback message. The name is inferred. */
      messageType: string;
      /** `content`: event: content. The name is inferred. */
      content: string;
      /** `agentName`: event: sender.user.screenName, else first and last name; empty for system. The name is inferred. */
      agentName: string;
      /** `attachmentId`: attachment event: attachments.attachment[].id. The name is inferred. */
      attachmentId: string;
      /** `fileName`: attachment event: file name. The name is inferred. */
      fileName: string;
      /** `contentType`: attachment event: media type. The name is inferred. */
      contentType: string;
      /** `fileSize`: attachment event: size in bytes. The name is inferred. */
      fileSize: number;
      /** `contentURL`: attachment event: Content URL. The name is inferred. */
      contentUrl: string;
      /** `response`: complete JSON of the answer, then of the callback message. The name is inferred. */
      response: string;
    };
    outcomes: {
      /** 201 or 200 with the conversation id; the node goes on waiting for callbacks. A success outcome, after which the node goes on. The name is documented by the vendor. */
      onStartConversationSuccess: {
        /** 201 or 200 with the conversation id; the node goes on waiting for callbacks. A success outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'onStartConversationSuccess';
      };
      /** 400: query or body refused, entry point inactive, no agent available, callback URL deactivated. A failure outcome. The name is documented by the vendor. */
      'Bad Request': {
        /** 400: query or body refused, entry point inactive, no agent available, callback URL deactivated. A failure outcome. The name is documented by the vendor. */
        outcome: 'Bad Request';
      };
      /** 403: the client application may not use the entry point. A failure outcome. The name is documented by the vendor. */
      Forbidden: {
        /** 403: the client application may not use the entry point. A failure outcome. The name is documented by the vendor. */
        outcome: 'Forbidden';
      };
      /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is documented by the vendor. */
      Unauthorized: {
        /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is documented by the vendor. */
        outcome: 'Unauthorized';
      };
      /** 500 (after retries), also when the assignment service is not running. A failure outcome. The name is documented by the vendor. */
      'Internal Server Error': {
        /** 500 (after retries), also when the assignment service is not running. A failure outcome. The name is documented by the vendor. */
        outcome: 'Internal Server Error';
      };
      /** 409 (409-100): LAST MODIFIED DATE is stale; goes to onInvalidChoice when the flow has not wired it. A failure outcome. The name is inferred. */
      Conflict: {
        /** 409 (409-100): LAST MODIFIED DATE is stale; goes to onInvalidChoice when the flow has not wired it. A failure outcome. The name is inferred. */
        outcome: 'Conflict';
      };
      /** 404: no entry point with this ID; goes to onInvalidChoice when the flow has not wired it. A failure outcome. The name is inferred. */
      'Not Found': {
        /** 404: no entry point with this ID; goes to onInvalidChoice when the flow has not wired it. A failure outcome. The name is inferred. */
        outcome: 'Not Found';
      };
      /** Callback assigned: an agent got the chat. A event outcome, after which the node goes on. The name is documented by the vendor. */
      Assigned: {
        /** Callback assigned: an agent got the chat. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'Assigned';
      };
      /** Callback pagePush: the agent pushed a page; content = URL. A event outcome, after which the node goes on. The name is documented by the vendor. */
      PagePush: {
        /** Callback pagePush: the agent pushed a page; content = URL. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'PagePush';
      };
      /** Callback text/plain or text/html: text from the agent; may repeat. A event outcome, after which the node goes on. The name is documented by the vendor. */
      Message: {
        /** Callback text/plain or text/html: text from the agent; may repeat. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'Message';
      };
      /** Callback transfer: moved to another agent or queue; may repeat. A event outcome, after which the node goes on. The name is documented by the vendor. */
      Transfer: {
        /** Callback transfer: moved to another agent or queue; may repeat. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'Transfer';
      };
      /** Callback acceptAttachment: the agent accepted the customer's file. A event outcome, after which the node goes on. The name is documented by the vendor. */
      AcceptAttachment: {
        /** Callback acceptAttachment: the agent accepted the customer's file. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'AcceptAttachment';
      };
      /** Callback uploadAttachment: the agent sent a file. A event outcome, after which the node goes on. The name is documented by the vendor. */
      UploadAttachment: {
        /** Callback uploadAttachment: the agent sent a file. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'UploadAttachment';
      };
      /** Callback rejectAttachment: the agent refused the customer's file. A event outcome, after which the node goes on. The name is documented by the vendor. */
      RejectAttachment: {
        /** Callback rejectAttachment: the agent refused the customer's file. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'RejectAttachment';
      };
      /** Callback complete: conversation over; exactly once and last. A event outcome. The name is documented by the vendor. */
      Complete: {
        /** Callback complete: conversation over; exactly once and last. A event outcome. The name is documented by the vendor. */
        outcome: 'Complete';
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
      /** Any other status of the start request, and 404 or 409 when not wired. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** Any other status of the start request, and 404 or 409 when not wired. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** No answer to the start request within the time limit (after retries). A standard outcome. The name is inferred. */
      onTimeout: {
        /** No answer to the start request within the time limit (after retries). A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
      /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
      onauthorizationfail: {
        /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
        outcome: 'onauthorizationfail';
      };
    };
  };
  'startConversation.startConversationOnMessenger': {
    inputs: {
      /** `ENTRY POINT ID`: to entryPointConfiguration.entryPoint.id. The name is inferred. */
      entryPointId: InputValue;
      /** `LAST MODIFIED DATE`: lastModifiedDate of Entrypoint Configuration; to entryPointConfiguration.lastModified.date. The name is inferred. */
      lastModifiedDate: InputValue;
      /** `FACEBOOK PSID`: to the customer custom attribute facebookpsid. The name is inferred. */
      facebookPsid: InputValue;
      /** `FIRST NAME`, optional: to activity.customer.contacts.contact[].firstName. The name is inferred. */
      firstName?: InputValue | undefined;
      /** `LAST NAME`, optional: to activity.customer.contacts.contact[].lastName. The name is inferred. */
      lastName?: InputValue | undefined;
      /** `SUBJECT`, optional: to activity.subject, cut at 255 characters. The name is inferred. */
      subject?: InputValue | undefined;
      /** `CHAT HISTORY`, optional: transcript for the agent; to the activity custom attribute chathistory, characters outside the allowed set replaced by spaces. The name is inferred. */
      chatHistory?: InputValue | undefined;
    };
    outputs: {
      /** `conversationId`: ECE conversation id, from id of the answer; set on success and on every event. The name is inferred. */
      conversationId: string;
      /** `activityId`: ECE activity id, from activity.id of the answer. The name is inferred. */
      activityId: string;
      /** `messageType`: event: type.value of the callback message. The name is inferred. */
      messageType: string;
      /** `content`: event: content. The name is inferred. */
      content: string;
      /** `agentName`: event: sender.user.screenName, else first and last name; empty for system. The name is inferred. */
      agentName: string;
      /** `attachmentId`: attachment event: attachments.attachment[].id. The name is inferred. */
      attachmentId: string;
      /** `fileName`: attachment event: file name. The name is inferred. */
      fileName: string;
      /** `contentType`: attachment event: media type. The name is inferred. */
      contentType: string;
      /** `fileSize`: attachment event: size in bytes. The name is inferred. */
      fileSize: number;
      /** `contentURL`: attachment event: Content URL. The name is inferred. */
      contentUrl: string;
      /** `response`: complete JSON of the answer, then of the callback message. The name is inferred. */
      response: string;
    };
    outcomes: {
      /** 201 or 200 with the conversation id; the node goes on waiting for callbacks. A success outcome, after which the node goes on. The name is documented by the vendor. */
      onStartConversationSuccess: {
        /** 201 or 200 with the conversation id; the node goes on waiting for callbacks. A success outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'onStartConversationSuccess';
      };
      /** 400: query or body refused, entry point inactive, no agent available, callback URL deactivated. A failure outcome. The name is documented by the vendor. */
      'Bad Request': {
        /** 400: query or body refused, entry point inactive, no agent available, callback URL deactivated. A failure outcome. The name is documented by the vendor. */
        outcome: 'Bad Request';
      };
      /** 403: the client application may not use the entry point. A failure outcome. The name is documented by the vendor. */
      Forbidden: {
        /** 403: the client application may not use the entry point. A failure outcome. The name is documented by the vendor. */
        outcome: 'Forbidden';
      };
      /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is documented by the vendor. */
      Unauthorized: {
        /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is documented by the vendor. */
        outcome: 'Unauthorized';
      };
      /** 500 (after retries), also when the assignment service is not running. A failure outcome. The name is documented by the vendor. */
      'Internal Server Error': {
        /** 500 (after retries), also when the assignment service is not running. A failure outcome. The name is documented by the vendor. */
        outcome: 'Internal Server Error';
      };
      /** 409 (409-100): LAST MODIFIED DATE is stale; goes to onInvalidChoice when the flow has not wired it. A failure outcome. The name is inferred. */
      Conflict: {
        /** 409 (409-100): LAST MODIFIED DATE is stale; goes to onInvalidChoice when the flow has not wired it. A failure outcome. The name is inferred. */
        outcome: 'Conflict';
      };
      /** 404: no entry point with this ID; goes to onInvalidChoice when the flow has not wired it. A failure outcome. The name is inferred. */
      'Not Found': {
        /** 404: no entry point with this ID; goes to onInvalidChoice when the flow has not wired it. A failure outcome. The name is inferred. */
        outcome: 'Not Found';
      };
      /** Callback assigned: an agent got the chat. A event outcome, after which the node goes on. The name is documented by the vendor. */
      Assigned: {
        /** Callback assigned: an agent got the chat. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'Assigned';
      };
      /** Callback pagePush: the agent pushed a page; content = URL. A event outcome, after which the node goes on. The name is documented by the vendor. */
      PagePush: {
        /** Callback pagePush: the agent pushed a page; content = URL. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'PagePush';
      };
      /** Callback text/plain or text/html: text from the agent; may repeat. A event outcome, after which the node goes on. The name is documented by the vendor. */
      Message: {
        /** Callback text/plain or text/html: text from the agent; may repeat. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'Message';
      };
      /** Callback transfer: moved to another agent or queue; may repeat. A event outcome, after which the node goes on. The name is documented by the vendor. */
      Transfer: {
        /** Callback transfer: moved to another agent or queue; may repeat. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'Transfer';
      };
      /** Callback acceptAttachment: the agent accepted the customer's file. A event outcome, after which the node goes on. The name is documented by the vendor. */
      AcceptAttachment: {
        /** Callback acceptAttachment: the agent accepted the customer's file. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'AcceptAttachment';
      };
      /** Callback uploadAttachment: the agent sent a file. A event outcome, after which the node goes on. The name is documented by the vendor. */
      UploadAttachment: {
        /** Callback uploadAttachment: the agent sent a file. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'UploadAttachment';
      };
      /** Callback rejectAttachment: the agent refused the customer's file. A event outcome, after which the node goes on. The name is documented by the vendor. */
      RejectAttachment: {
        /** Callback rejectAttachment: the agent refused the customer's file. A event outcome, after which the node goes on. The name is documented by the vendor. */
        outcome: 'RejectAttachment';
      };
      /** Callback complete: conversation over; exactly once and last. A event outcome. The name is documented by the vendor. */
      Complete: {
        /** Callback complete: conversation over; exactly once and last. A event outcome. The name is documented by the vendor. */
        outcome: 'Complete';
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
      /** Any other status of the start request, and 404 or 409 when not wired. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** Any other status of the start request, and 404 or 409 when not wired. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** No answer to the start request within the time limit (after retries). A standard outcome. The name is inferred. */
      onTimeout: {
        /** No answer to the start request within the time limit (after retries). A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
      /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
      onauthorizationfail: {
        /** Token URL answers 4xx, or no fresh token can be had after a 401. A standard outcome. The name is inferred. */
        outcome: 'onauthorizationfail';
      };
    };
  };
  'endConversation.endConversation': {
    inputs: {
      /** `CONVERSATION ID`: conversation to end. The name is inferred. */
      conversationId: InputValue;
    };
    outputs: Record<never, never>;
    outcomes: {
      /** 204 or 200. A success outcome. The name is inferred. */
      onEndConversationSuccess: {
        /** 204 or 200. A success outcome. The name is inferred. */
        outcome: 'onEndConversationSuccess';
      };
      /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is inferred. */
      'Conversation ID Does Not Exist': {
        /** 404, or 400 naming the conversation: the ID does not map to an ongoing conversation. A failure outcome. The name is inferred. */
        outcome: 'Conversation ID Does Not Exist';
      };
      /** 400: id missing or malformed, several conversations. A failure outcome. The name is inferred. */
      'Bad Request': {
        /** 400: id missing or malformed, several conversations. A failure outcome. The name is inferred. */
        outcome: 'Bad Request';
      };
      /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is inferred. */
      Unauthorized: {
        /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is inferred. */
        outcome: 'Unauthorized';
      };
      /** 403: conversation of another client application. A failure outcome. The name is inferred. */
      Forbidden: {
        /** 403: conversation of another client application. A failure outcome. The name is inferred. */
        outcome: 'Forbidden';
      };
      /** 500 (after retries). A failure outcome. The name is inferred. */
      'Internal server error': {
        /** 500 (after retries). A failure outcome. The name is inferred. */
        outcome: 'Internal server error';
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
      /** Any other status, e.g. 405 or 409. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** Any other status, e.g. 405 or 409. A standard outcome. The name is inferred. */
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
