// `npm run docs` makes this file from the catalogue.
import type { InputValue } from '../results.ts';

/** What an editor shows of the nodes and their methods. */
export interface CustomerNodes {
  /** The node ECE Login. Methods: ECE Login. It needs an authorization. */
  eceLogin: {
    /**
     * ECE Login, a method of the node ECE Login.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `POST /ws/v12/authentication/user/login`.
     * It has no inputs.
     *
     * Outcomes:
     * - `onCreateSessionSuccess`: 204 (or another 2xx) with header X-egain-session: user authenticated, new session id.
     * - `onCreateSessionFailure`: 401: wrong user or password; 403: session limit; 400; a 2xx without the header: no session id.
     * - `onInvalidData`: User Name or Password missing in the authorization; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other status, e.g. 404 or 500 (after retries).
     * - `onTimeout`: No answer within the time limit (after retries).
     * - `onauthorizationfail`: Token URL answers 4xx for the Client ID and Client Secret of the authorization.
     */
    eceLogin: unknown;
  };
  /** The node Search Customer. Methods: Search Customer. It needs an authorization. */
  searchCustomer: {
    /**
     * Search Customer, a method of the node Search Customer.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `GET /ws/v12/interaction/customer`.
     * Inputs: `key`, `value`, `xEgainSession`.
     *
     * Outcomes:
     * - `onSearchCustomerSuccess`: 200 with at least one customer; outputs from the first one.
     * - `Not Found`: 204, or 404: nobody found.
     * - `Bad Request`: 400: unsupported query parameter or value, no criterion, forbidden combination of parameters.
     * - `Forbidden`: 403: the user lacks the permission.
     * - `Internal server error`: 500 (after retries).
     * - `onInvalidData`: A required input is missing or empty; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other status, e.g. 406.
     * - `onTimeout`: No answer within the time limit (after retries).
     * - `onauthorizationfail`: 401 (401-101): session missing, invalid or expired; or the authorization cannot be established.
     */
    searchCustomer: unknown;
  };
  /** The node Edit Customer. Methods: Edit Individual Customer on SMS, Edit Individual Customer on Messenger. It needs an authorization. */
  editCustomer: {
    /**
     * Edit Individual Customer on SMS, a method of the node Edit Customer.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `PUT /ws/v12/interaction/customer`.
     * Inputs: `xEgainSession`, `contactPersonId`, `customerId`, `clusterId` (optional), `conversationId` (optional), `contactPointId` (optional), `phoneNumber` (optional), `countryCode` (optional).
     *
     * Outcomes:
     * - `onEditCustomerSuccess`: 204: customer changed.
     * - `Bad Request`: 400: a query parameter was sent, a required element is missing, or a value is invalid.
     * - `Forbidden`: 403: the user lacks the permission.
     * - `Not Found`: 404: unknown customer, contact person or contact point.
     * - `Conflict`: 409: edit conflict; ECE is not expected to send it here.
     * - `Internal server error`: 500 (after retries).
     * - `onInvalidData`: A required input is missing or empty, CONTACT POINT ID is missing beside a phone field, or nothing to change is given; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other status, e.g. 406.
     * - `onTimeout`: No answer within the time limit (after retries).
     * - `onauthorizationfail`: 401 (401-101): session missing, invalid or expired; or the authorization cannot be established.
     */
    editIndividualCustomerOnSms: unknown;
    /**
     * Edit Individual Customer on Messenger, a method of the node Edit Customer.
     *
     * It sends `POST /ws/v19/clientapplications/authentication/oauth2/token`, `PUT /ws/v12/interaction/customer`.
     * Inputs: `xEgainSession`, `contactPersonId`, `customerId`, `clusterId` (optional), `conversationId` (optional), `facebookPsid` (optional).
     *
     * Outcomes:
     * - `onEditCustomerSuccess`: 204: customer changed.
     * - `Bad Request`: 400: a query parameter was sent, a required element is missing, or a value is invalid.
     * - `Forbidden`: 403: the user lacks the permission.
     * - `Not Found`: 404: unknown customer, contact person or contact point.
     * - `Conflict`: 409: edit conflict; ECE is not expected to send it here.
     * - `Internal server error`: 500 (after retries).
     * - `onInvalidData`: A required input is missing or empty, or nothing to change is given; no request is sent.
     * - `onError`: No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries).
     * - `onInvalidChoice`: Any other status, e.g. 406.
     * - `onTimeout`: No answer within the time limit (after retries).
     * - `onauthorizationfail`: 401 (401-101): session missing, invalid or expired; or the authorization cannot be established.
     */
    editIndividualCustomerOnMessenger: unknown;
  };
}

/** Inputs, outputs and outcomes by method. */
export interface CustomerNodesMethods {
  'eceLogin.eceLogin': {
    inputs: Record<never, never>;
    outputs: {
      /** `xEgainSession`: session id for Search Customer and Edit Customer, from header X-egain-session. The name is partly documented. */
      xEgainSession: string;
    };
    outcomes: {
      /** 204 (or another 2xx) with header X-egain-session: user authenticated, new session id. A success outcome. The name is inferred. */
      onCreateSessionSuccess: {
        /** 204 (or another 2xx) with header X-egain-session: user authenticated, new session id. A success outcome. The name is inferred. */
        outcome: 'onCreateSessionSuccess';
      };
      /** 401: wrong user or password; 403: session limit; 400; a 2xx without the header: no session id. A failure outcome. The name is inferred. */
      onCreateSessionFailure: {
        /** 401: wrong user or password; 403: session limit; 400; a 2xx without the header: no session id. A failure outcome. The name is inferred. */
        outcome: 'onCreateSessionFailure';
      };
      /** User Name or Password missing in the authorization; no request is sent. A standard outcome. The name is inferred. */
      onInvalidData: {
        /** User Name or Password missing in the authorization; no request is sent. A standard outcome. The name is inferred. */
        outcome: 'onInvalidData';
      };
      /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
      onError: {
        /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** Any other status, e.g. 404 or 500 (after retries). A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** Any other status, e.g. 404 or 500 (after retries). A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
      /** Token URL answers 4xx for the Client ID and Client Secret of the authorization. A standard outcome. The name is inferred. */
      onauthorizationfail: {
        /** Token URL answers 4xx for the Client ID and Client Secret of the authorization. A standard outcome. The name is inferred. */
        outcome: 'onauthorizationfail';
      };
    };
  };
  'searchCustomer.searchCustomer': {
    inputs: {
      /** `Key`: attribute to search by: phone for SMS, custom.facebookpsid for Messenger. The name is documented by the vendor. */
      key: InputValue;
      /** `Value`: value of the attribute: phone number or PSID. The name is documented by the vendor. */
      value: InputValue;
      /** `X-Egain-Session`: valid ECE session id from ECE Login. The name is documented by the vendor. */
      xEgainSession: InputValue;
    };
    outputs: {
      /** `contactpersonid`: contact person of the customer. The name is documented by the vendor. */
      contactPersonId: string;
      /** `customerid`: id of the customer found. The name is documented by the vendor. */
      customerId: string;
      /** `response`: complete answer (holds the contact point ids). The name is documented by the vendor. */
      response: string;
    };
    outcomes: {
      /** 200 with at least one customer; outputs from the first one. A success outcome. The name is inferred. */
      onSearchCustomerSuccess: {
        /** 200 with at least one customer; outputs from the first one. A success outcome. The name is inferred. */
        outcome: 'onSearchCustomerSuccess';
      };
      /** 204, or 404: nobody found. A failure outcome. The name is inferred. */
      'Not Found': {
        /** 204, or 404: nobody found. A failure outcome. The name is inferred. */
        outcome: 'Not Found';
      };
      /** 400: unsupported query parameter or value, no criterion, forbidden combination of parameters. A failure outcome. The name is documented by the vendor. */
      'Bad Request': {
        /** 400: unsupported query parameter or value, no criterion, forbidden combination of parameters. A failure outcome. The name is documented by the vendor. */
        outcome: 'Bad Request';
      };
      /** 403: the user lacks the permission. A failure outcome. The name is documented by the vendor. */
      Forbidden: {
        /** 403: the user lacks the permission. A failure outcome. The name is documented by the vendor. */
        outcome: 'Forbidden';
      };
      /** 500 (after retries). A failure outcome. The name is partly documented. */
      'Internal server error': {
        /** 500 (after retries). A failure outcome. The name is partly documented. */
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
      /** Any other status, e.g. 406. A standard outcome. The name is documented by the vendor. */
      onInvalidChoice: {
        /** Any other status, e.g. 406. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
        outcome: 'onTimeout';
      };
      /** 401 (401-101): session missing, invalid or expired; or the authorization cannot be established. A standard outcome. The name is documented by the vendor. */
      onauthorizationfail: {
        /** 401 (401-101): session missing, invalid or expired; or the authorization cannot be established. A standard outcome. The name is documented by the vendor. */
        outcome: 'onauthorizationfail';
      };
    };
  };
  'editCustomer.editIndividualCustomerOnSms': {
    inputs: {
      /** `X-EGAIN-SESSION`: valid ECE session id from ECE Login. The name is documented by the vendor. */
      xEgainSession: InputValue;
      /** `CONTACT PERSON ID`: contact person of the customer. The name is documented by the vendor. */
      contactPersonId: InputValue;
      /** `CUSTOMER ID`: id of the customer, from Search Customer. The name is documented by the vendor. */
      customerId: InputValue;
      /** `CLUSTER ID`, optional: to custom attribute smsclusterid. The name is documented by the vendor. */
      clusterId?: InputValue | undefined;
      /** `CONVERSATION ID`, optional: to custom attribute smsececonversationid. The name is documented by the vendor. */
      conversationId?: InputValue | undefined;
      /** `CONTACT POINT ID`, optional: contact point that holds the number, from the response of Search Customer; required with PHONE NUMBER or COUNTRY CODE. The name is documented by the vendor. */
      contactPointId?: InputValue | undefined;
      /** `PHONE NUMBER`, optional: without country code; to phoneNo. The name is documented by the vendor. */
      phoneNumber?: InputValue | undefined;
      /** `COUNTRY CODE`, optional: to countryCode. The name is documented by the vendor. */
      countryCode?: InputValue | undefined;
    };
    outputs: Record<never, never>;
    outcomes: {
      /** 204: customer changed. A success outcome. The name is inferred. */
      onEditCustomerSuccess: {
        /** 204: customer changed. A success outcome. The name is inferred. */
        outcome: 'onEditCustomerSuccess';
      };
      /** 400: a query parameter was sent, a required element is missing, or a value is invalid. A failure outcome. The name is partly documented. */
      'Bad Request': {
        /** 400: a query parameter was sent, a required element is missing, or a value is invalid. A failure outcome. The name is partly documented. */
        outcome: 'Bad Request';
      };
      /** 403: the user lacks the permission. A failure outcome. The name is inferred. */
      Forbidden: {
        /** 403: the user lacks the permission. A failure outcome. The name is inferred. */
        outcome: 'Forbidden';
      };
      /** 404: unknown customer, contact person or contact point. A failure outcome. The name is inferred. */
      'Not Found': {
        /** 404: unknown customer, contact person or contact point. A failure outcome. The name is inferred. */
        outcome: 'Not Found';
      };
      /** 409: edit conflict; ECE is not expected to send it here. A failure outcome. The name is inferred. */
      Conflict: {
        /** 409: edit conflict; ECE is not expected to send it here. A failure outcome. The name is inferred. */
        outcome: 'Conflict';
      };
      /** 500 (after retries). A failure outcome. The name is inferred. */
      'Internal server error': {
        /** 500 (after retries). A failure outcome. The name is inferred. */
        outcome: 'Internal server error';
      };
      /** A required input is missing or empty, CONTACT POINT ID is missing beside a phone field, or nothing to change is given; no request is sent. A standard outcome. The name is documented by the vendor. */
      onInvalidData: {
        /** A required input is missing or empty, CONTACT POINT ID is missing beside a phone field, or nothing to change is given; no request is sent. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidData';
      };
      /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is documented by the vendor. */
      onError: {
        /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is documented by the vendor. */
        outcome: 'onError';
      };
      /** Any other status, e.g. 406. A standard outcome. The name is documented by the vendor. */
      onInvalidChoice: {
        /** Any other status, e.g. 406. A standard outcome. The name is documented by the vendor. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is documented by the vendor. */
        outcome: 'onTimeout';
      };
      /** 401 (401-101): session missing, invalid or expired; or the authorization cannot be established. A standard outcome. The name is inferred. */
      onauthorizationfail: {
        /** 401 (401-101): session missing, invalid or expired; or the authorization cannot be established. A standard outcome. The name is inferred. */
        outcome: 'onauthorizationfail';
      };
    };
  };
  'editCustomer.editIndividualCustomerOnMessenger': {
    inputs: {
      /** `X-EGAIN-SESSION`: valid ECE session id from ECE Login. The name is inferred. */
      xEgainSession: InputValue;
      /** `CONTACT PERSON ID`: contact person of the customer. The name is inferred. */
      contactPersonId: InputValue;
      /** `CUSTOMER ID`: id of the customer, from Search Customer. The name is inferred. */
      customerId: InputValue;
      /** `CLUSTER ID`, optional: to custom attribute facebookclusterid. The name is inferred. */
      clusterId?: InputValue | undefined;
      /** `CONVERSATION ID`, optional: to custom attribute facebookececonversationid. The name is inferred. */
      conversationId?: InputValue | undefined;
      /** `FACEBOOK PSID`, optional: to custom attribute facebookpsid. The name is inferred. */
      facebookPsid?: InputValue | undefined;
    };
    outputs: Record<never, never>;
    outcomes: {
      /** 204: customer changed. A success outcome. The name is inferred. */
      onEditCustomerSuccess: {
        /** 204: customer changed. A success outcome. The name is inferred. */
        outcome: 'onEditCustomerSuccess';
      };
      /** 400: a query parameter was sent, a required element is missing, or a value is invalid. A failure outcome. The name is inferred. */
      'Bad Request': {
        /** 400: a query parameter was sent, a required element is missing, or a value is invalid. A failure outcome. The name is inferred. */
        outcome: 'Bad Request';
      };
      /** 403: the user lacks the permission. A failure outcome. The name is inferred. */
      Forbidden: {
        /** 403: the user lacks the permission. A failure outcome. The name is inferred. */
        outcome: 'Forbidden';
      };
      /** 404: unknown customer, contact person or contact point. A failure outcome. The name is inferred. */
      'Not Found': {
        /** 404: unknown customer, contact person or contact point. A failure outcome. The name is inferred. */
        outcome: 'Not Found';
      };
      /** 409: edit conflict; ECE is not expected to send it here. A failure outcome. The name is inferred. */
      Conflict: {
        /** 409: edit conflict; ECE is not expected to send it here. A failure outcome. The name is inferred. */
        outcome: 'Conflict';
      };
      /** 500 (after retries). A failure outcome. The name is inferred. */
      'Internal server error': {
        /** 500 (after retries). A failure outcome. The name is inferred. */
        outcome: 'Internal server error';
      };
      /** A required input is missing or empty, or nothing to change is given; no request is sent. A standard outcome. The name is inferred. */
      onInvalidData: {
        /** A required input is missing or empty, or nothing to change is given; no request is sent. A standard outcome. The name is inferred. */
        outcome: 'onInvalidData';
      };
      /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
      onError: {
        /** No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries). A standard outcome. The name is inferred. */
        outcome: 'onError';
      };
      /** Any other status, e.g. 406. A standard outcome. The name is inferred. */
      onInvalidChoice: {
        /** Any other status, e.g. 406. A standard outcome. The name is inferred. */
        outcome: 'onInvalidChoice';
      };
      /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
      onTimeout: {
        /** No answer within the time limit (after retries). A standard outcome. The name is inferred. */
        outcome: 'onTimeout';
      };
      /** 401 (401-101): session missing, invalid or expired; or the authorization cannot be established. A standard outcome. The name is inferred. */
      onauthorizationfail: {
        /** 401 (401-101): session missing, invalid or expired; or the authorization cannot be established. A standard outcome. The name is inferred. */
        outcome: 'onauthorizationfail';
      };
    };
  };
}
