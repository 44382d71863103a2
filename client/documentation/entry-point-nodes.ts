// `npm run docs` makes this file from the catalogue.
import type { InputValue } from '../results.ts';

/** What an editor shows of the nodes and their methods. */
export interface EntryPointNodes {
  /** The node Entrypoint Configuration. Methods: Get Entrypoint Configuration. It needs an authorization. */
  entrypointConfiguration: {
    /**
     * Get Entrypoint Configuration, a method of the node Entrypoint Configuration.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `GET /ws/v19/clientapplications/messaging/configuration`.
     * Inputs: `entryPointId`.
     *
     * Outcomes:
     * - `onEntryPointConfigSuccess`: 200; outputs from entryPointConfiguration[0].
     * - `Unauthorized`: 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session.
     * - `Forbidden`: 403: the client application is not configured to use this entry point.
     * - `Not Found`: 404: no entry point with this ID.
     * - `Internal server error`: 500 (after retries).
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other status, e.g. 400 (inactive or non-numeric entry point) or 406.
     * - `onTimeout`: No answer within the time limit (after retries).
     * - `onauthorizationfail`: Token URL answers 4xx, or no fresh token can be had after a 401.
     */
    getEntrypointConfiguration: unknown;
  };
  /** The node Agent Availability. Methods: Get Agent Availability, Get Agent Capacity, Get Queue Depth and Wait Time. It needs an authorization. */
  agentAvailability: {
    /**
     * Get Agent Availability, a method of the node Agent Availability.
     *
     * It sends `GET /egain/chat/entrypoint/agentAvailability/{entryPointId}`.
     * Inputs: `entryPointId`.
     *
     * Outcomes:
     * - `AgentAvailable`: 200 with available true.
     * - `NoAgentAvailable`: 200 with available false.
     * - `GetAgentAvailabilityFailure`: 400, 406 or 500 (after retries), or a 200 without the answer.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other status, e.g. 401, 403, 404.
     * - `onTimeout`: No answer within the time limit (after retries).
     */
    getAgentAvailability: unknown;
    /**
     * Get Agent Capacity, a method of the node Agent Availability.
     *
     * It sends `GET /egain/chat/entrypoint/capacity/{entryPointId}`.
     * Inputs: `entryPointId`.
     *
     * Outcomes:
     * - `SlotAvailable`: 200 with count greater than 0.
     * - `MaximumLoad/NoAgent`: 200 with count 0.
     * - `GetAgentCapacityFailure`: 400, 406 or 500 (after retries), or a 200 without a readable count.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other status, e.g. 401, 403, 404.
     * - `onTimeout`: No answer within the time limit (after retries).
     */
    getAgentCapacity: unknown;
    /**
     * Get Queue Depth and Wait Time, a method of the node Agent Availability.
     *
     * It sends `GET /egain/chat/entrypoint/liveSessionStatus/{entryPointId}`.
     * Inputs: `entryPointId`.
     *
     * Outcomes:
     * - `GetQueueDepthandWaitTimeSuccess`: 200 with queueDepth and waitTime.
     * - `GetQueueDepthandWaitTimeFailure`: 400, 406 or 500 (after retries), or a 200 without both values.
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other status, e.g. 401, 403, 404.
     * - `onTimeout`: No answer within the time limit (after retries).
     */
    getQueueDepthAndWaitTime: unknown;
  };
}

/** Inputs, outputs and outcomes by method. */
export interface EntryPointNodesMethods {
  'entrypointConfiguration.getEntrypointConfiguration': {
    inputs: {
      /** `Entry Point ID`: ID of the entry point. The name is documented by the vendor. */
      entryPointId: InputValue;
    };
    outputs: {
      /** `entryPointId`: id of the entry point. The name is documented by the vendor. */
      entryPointId: string;
      /** `lastModifiedDate`: last modification date of the entry point, verbatim. The name is documented by the vendor. */
      lastModifiedDate: string;
      /** `attachmentPolicies`: value of the attachment policy restriction type, e.g. allow_all. The name is documented by the vendor. */
      attachmentPolicies: string;
      /** `response`: complete JSON answer. The name is documented by the vendor. */
      response: string;
    };
    outcomes: {
      /** 200; outputs from entryPointConfiguration[0]. A success outcome. The name is documented by the vendor. */
      onEntryPointConfigSuccess: {
        /** 200; outputs from entryPointConfiguration[0]. A success outcome. The name is documented by the vendor. */
        outcome: 'onEntryPointConfigSuccess';
      };
      /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is documented by the vendor. */
      Unauthorized: {
        /** 401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session. A failure outcome. The name is documented by the vendor. */
        outcome: 'Unauthorized';
      };
      /** 403: the client application is not configured to use this entry point. A failure outcome. The name is documented by the vendor. */
      Forbidden: {
        /** 403: the client application is not configured to use this entry point. A failure outcome. The name is documented by the vendor. */
        outcome: 'Forbidden';
      };
      /** 404: no entry point with this ID. A failure outcome. The name is documented by the vendor. */
      'Not Found': {
        /** 404: no entry point with this ID. A failure outcome. The name is documented by the vendor. */
        outcome: 'Not Found';
      };
      /** 500 (after retries). A failure outcome. The name is documented by the vendor. */
      'Internal server error': {
        /** 500 (after retries). A failure outcome. The name is documented by the vendor. */
        outcome: 'Internal server error';
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
      /** Any other status, e.g. 400 (inactive or non-numeric entry point) or 406. A standard outcome. The name is documented by the vendor. */
      onInvalidChoice: {
        /** Any other status, e.g. 400 (inactive or non-numeric entry point) or 406. A standard outcome. The name is documented by the vendor. */
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
  'agentAvailability.getAgentAvailability': {
    inputs: {
      /** `Entry Point ID`: entry point to check. The name is documented by the vendor. */
      entryPointId: InputValue;
    };
    outputs: {
      /** `Available`: True: an agent is available; False: none. The name is documented by the vendor. */
      available: boolean;
    };
    outcomes: {
      /** 200 with available true. A success outcome. The name is documented by the vendor. */
      AgentAvailable: {
        /** 200 with available true. A success outcome. The name is documented by the vendor. */
        outcome: 'AgentAvailable';
      };
      /** 200 with available false. A success outcome. The name is documented by the vendor. */
      NoAgentAvailable: {
        /** 200 with available false. A success outcome. The name is documented by the vendor. */
        outcome: 'NoAgentAvailable';
      };
      /** 400, 406 or 500 (after retries), or a 200 without the answer. A failure outcome. The name is documented by the vendor. */
      GetAgentAvailabilityFailure: {
        /** 400, 406 or 500 (after retries), or a 200 without the answer. A failure outcome. The name is documented by the vendor. */
        outcome: 'GetAgentAvailabilityFailure';
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
      /** Any other status, e.g. 401, 403, 404. A standard outcome. The name is documented by the vendor. */
      onInvalidChoice: {
        /** Any other status, e.g. 401, 403, 404. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
        outcome: 'onTimeout';
      };
    };
  };
  'agentAvailability.getAgentCapacity': {
    inputs: {
      /** `Entry Point ID`: entry point to check. The name is documented by the vendor. */
      entryPointId: InputValue;
    };
    outputs: {
      /** `availableSlots`: remaining capacity; positive = free slots, zero = no agent or all at maximum load. The name is documented by the vendor. */
      availableSlots: number;
    };
    outcomes: {
      /** 200 with count greater than 0. A success outcome. The name is documented by the vendor. */
      SlotAvailable: {
        /** 200 with count greater than 0. A success outcome. The name is documented by the vendor. */
        outcome: 'SlotAvailable';
      };
      /** 200 with count 0. A success outcome. The name is documented by the vendor. */
      'MaximumLoad/NoAgent': {
        /** 200 with count 0. A success outcome. The name is documented by the vendor. */
        outcome: 'MaximumLoad/NoAgent';
      };
      /** 400, 406 or 500 (after retries), or a 200 without a readable count. A failure outcome. The name is documented by the vendor. */
      GetAgentCapacityFailure: {
        /** 400, 406 or 500 (after retries), or a 200 without a readable count. A failure outcome. The name is documented by the vendor. */
        outcome: 'GetAgentCapacityFailure';
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
      /** Any other status, e.g. 401, 403, 404. A standard outcome. The name is documented by the vendor. */
      onInvalidChoice: {
        /** Any other status, e.g. 401, 403, 404. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
        outcome: 'onTimeout';
      };
    };
  };
  'agentAvailability.getQueueDepthAndWaitTime': {
    inputs: {
      /** `Entry Point ID`: entry point to check. The name is documented by the vendor. */
      entryPointId: InputValue;
    };
    outputs: {
      /** `queueDepth`: chats waiting for assignment. The name is inferred. */
      queueDepth: number;
      /** `waitTime`: wait time in seconds. The name is inferred. */
      waitTime: number;
    };
    outcomes: {
      /** 200 with queueDepth and waitTime. A success outcome. The name is inferred. */
      GetQueueDepthandWaitTimeSuccess: {
        /** 200 with queueDepth and waitTime. A success outcome. The name is inferred. */
        outcome: 'GetQueueDepthandWaitTimeSuccess';
      };
      /** 400, 406 or 500 (after retries), or a 200 without both values. A failure outcome. The name is inferred. */
      GetQueueDepthandWaitTimeFailure: {
        /** 400, 406 or 500 (after retries), or a 200 without both values. A failure outcome. The name is inferred. */
        outcome: 'GetQueueDepthandWaitTimeFailure';
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
      /** Any other status, e.g. 401, 403, 404. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** Any other status, e.g. 401, 403, 404. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
    };
  };
}
