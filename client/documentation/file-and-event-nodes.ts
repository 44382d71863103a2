// `npm run docs` makes this file from the catalogue.
import type { InputValue } from '../results.ts';

/** What an editor shows of the nodes and their methods. */
export interface FileAndEventNodes {
  /** The node Get File Info. Methods: Get File Info, Get Attachment URL. It needs an authorization. */
  getFileInfo: {
    /**
     * Get File Info, a method of the node Get File Info.
     *
     * It sends `GET` of the URL that it is given.
     * Inputs: `attachmentUrl`.
     *
     * Outcomes:
     * - `createAttachmentInfoOnSuccess`: File server answers 200 with Content-Length and Content-Type; outputs set.
     * - `createAttachmentInfoOnFailure`: File server answers another status (after retries), or one of the headers is missing.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: The file server gives a result that no other outcome covers, e.g. too many redirects.
     * - `onTimeout`: No answer within the time limit (after retries).
     */
    getFileInfo: unknown;
    /**
     * Get Attachment URL, a method of the node Get File Info.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `GET` of the URL that it is given.
     * Inputs: `fileName`, `contentUrl`.
     *
     * Outcomes:
     * - `createAttachmentInfoOnSuccess`: ECE answers the Content URL with 200; the file is re-hosted and fileAttachmentURL set.
     * - `createAttachmentInfoOnFailure`: ECE answers the Content URL with another status (after retries), no token can be had, or the file cannot be stored.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: The answer is of a kind that no other outcome covers, e.g. too many redirects.
     * - `onTimeout`: No answer within the time limit (after retries).
     */
    getAttachmentUrl: unknown;
  };
  /** The node Process ECE Events. Methods: Process ECE Event. It needs an authorization. */
  processEceEvents: {
    /**
     * Process ECE Event, a method of the node Process ECE Events.
     *
     * It sends no request to ECE.
     * Inputs: `jsonRequest`.
     *
     * Outcomes:
     * - `onProcessECEEventSuccess`: Event API answers 2xx: every message was handed to a waiting conversation.
     * - `onProcessECEEventFailure`: Event API answers an error: unreadable JSON, unknown tenant, or no conversation waiting for an id (the other messages are still handed over).
     * - `onInvalidData`: JSON REQUEST is missing or empty; nothing is processed.
     * - `onError`: The event API cannot be reached or fails internally (after retries).
     * - `onInvalidChoice`: The event API gives an answer that no other outcome covers.
     * - `onTimeout`: The event API does not answer within the time limit (after retries).
     */
    processEceEvent: unknown;
  };
}

/** Inputs, outputs and outcomes by method. */
export interface FileAndEventNodesMethods {
  'getFileInfo.getFileInfo': {
    inputs: {
      /** `Attachment URL`: URL of the attachment on the channel's file server. The name is documented by the vendor. */
      attachmentUrl: InputValue;
    };
    outputs: {
      /** `fileSize`: size in bytes. The name is documented by the vendor. */
      fileSize: number;
      /** `contentType`: media type. The name is documented by the vendor. */
      contentType: string;
    };
    outcomes: {
      /** File server answers 200 with Content-Length and Content-Type; outputs set. A success outcome. The name is documented by the vendor. */
      createAttachmentInfoOnSuccess: {
        /** File server answers 200 with Content-Length and Content-Type; outputs set. A success outcome. The name is documented by the vendor. */
        outcome: 'createAttachmentInfoOnSuccess';
      };
      /** File server answers another status (after retries), or one of the headers is missing. A failure outcome. The name is documented by the vendor. */
      createAttachmentInfoOnFailure: {
        /** File server answers another status (after retries), or one of the headers is missing. A failure outcome. The name is documented by the vendor. */
        outcome: 'createAttachmentInfoOnFailure';
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
      /** The file server gives a result that no other outcome covers, e.g. too many redirects. A standard outcome. The name is documented by the vendor. */
      onInvalidChoice: {
        /** The file server gives a result that no other outcome covers, e.g. too many redirects. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
        outcome: 'onTimeout';
      };
    };
  };
  'getFileInfo.getAttachmentUrl': {
    inputs: {
      /** `FILE NAME`: name of the attachment. The name is documented by the vendor. */
      fileName: InputValue;
      /** `Content URL`: URL received from ECE. The name is documented by the vendor. */
      contentUrl: InputValue;
    };
    outputs: {
      /** `fileAttachmentURL`: URL that can be sent to Messenger; ends in FILE NAME. The name is documented by the vendor. */
      fileAttachmentUrl: string;
    };
    outcomes: {
      /** ECE answers the Content URL with 200; the file is re-hosted and fileAttachmentURL set. A success outcome. The name is inferred. */
      createAttachmentInfoOnSuccess: {
        /** ECE answers the Content URL with 200; the file is re-hosted and fileAttachmentURL set. A success outcome. The name is inferred. */
        outcome: 'createAttachmentInfoOnSuccess';
      };
      /** ECE answers the Content URL with another status (after retries), no token can be had, or the file cannot be stored. A failure outcome. The name is inferred. */
      createAttachmentInfoOnFailure: {
        /** ECE answers the Content URL with another status (after retries), no token can be had, or the file cannot be stored. A failure outcome. The name is inferred. */
        outcome: 'createAttachmentInfoOnFailure';
      };
      /** A required input is missing or empty; no request is sent. A standard outcome. The name is documented by the vendor. */
      onInvalidData: {
        /** A required input is missing or empty; no request is sent. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidData';
      };
      /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
      onError: {
        /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** The answer is of a kind that no other outcome covers, e.g. too many redirects. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** The answer is of a kind that no other outcome covers, e.g. too many redirects. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
    };
  };
  'processEceEvents.processEceEvent': {
    inputs: {
      /** `JSON REQUEST`: text holding the JSON payload received on the callback URL from ECE, with the tenant identifier added as client. The name is documented by the vendor. */
      jsonRequest: InputValue;
    };
    outputs: {
      /** `code`: API response code. The name is documented by the vendor. */
      code: number;
      /** `message`: response message. The name is documented by the vendor. */
      message: string;
      /** `response`: complete payload. The name is documented by the vendor. */
      response: string;
    };
    outcomes: {
      /** Event API answers 2xx: every message was handed to a waiting conversation. A success outcome. The name is documented by the vendor. */
      onProcessECEEventSuccess: {
        /** Event API answers 2xx: every message was handed to a waiting conversation. A success outcome. The name is documented by the vendor. */
        outcome: 'onProcessECEEventSuccess';
      };
      /** Event API answers an error: unreadable JSON, unknown tenant, or no conversation waiting for an id (the other messages are still handed over). A failure outcome. The name is documented by the vendor. */
      onProcessECEEventFailure: {
        /** Event API answers an error: unreadable JSON, unknown tenant, or no conversation waiting for an id (the other messages are still handed over). A failure outcome. The name is documented by the vendor. */
        outcome: 'onProcessECEEventFailure';
      };
      /** JSON REQUEST is missing or empty; nothing is processed. A standard outcome. The name is documented by the vendor. */
      onInvalidData: {
        /** JSON REQUEST is missing or empty; nothing is processed. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidData';
      };
      /** The event API cannot be reached or fails internally (after retries). A standard outcome. The name is documented by the vendor. */
      onError: {
        /** The event API cannot be reached or fails internally (after retries). A standard outcome. The name is documented by the vendor. */
        outcome: 'onError';
      };
      /** The event API gives an answer that no other outcome covers. A standard outcome. The name is documented by the vendor. */
      onInvalidChoice: {
        /** The event API gives an answer that no other outcome covers. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidChoice';
      };
      /** The event API does not answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
      onTimeout: {
        /** The event API does not answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
        outcome: 'onTimeout';
      };
    };
  };
}
