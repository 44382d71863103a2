import type { NodeEntry, Provenance } from './entry.ts';
import { optional, output, required, success } from './entry.ts';
import {
  badRequest,
  conflict,
  createSessionFailure,
  createSessionSuccess,
  forbidden,
  internalServerError,
  notFound,
  onauthorizationfail,
  onError,
  onInvalidChoice,
  onInvalidData,
  onTimeout,
} from './outcomes.ts';

/** The nodes with an ECE user session (nodes spec 5). */

export const eceLogin = {
  node: 'ECE Login',
  key: 'eceLogin',
  methods: [
    {
      method: 'ECE Login',
      key: 'eceLogin',
      requiresCredentials: true,
      requests: ['token', 'userLogin'],
      inputs: [],
      outputs: [
        output(
          'partly',
          'xEgainSession',
          'xEgainSession',
          'session id for Search Customer and Edit Customer, from header X-egain-session',
        ),
      ],
      outcomes: [
        createSessionSuccess('inferred', '204 (or another 2xx) with header X-egain-session: user authenticated, new session id', {
          answers: [{ status: '2xx', result: 'session' }],
        }),
        createSessionFailure(
          'inferred',
          '401: wrong user or password; 403: session limit; 400; a 2xx without the header: no session id',
          { answers: [{ status: 401 }, { status: 403 }, { status: 400 }, { status: '2xx', result: 'no session' }] },
        ),
        onInvalidData('inferred', 'User Name or Password missing in the authorization; no request is sent'),
        onError('inferred'),
        onInvalidChoice('inferred', 'Any other status, e.g. 404 or 500 (after retries)'),
        onTimeout('inferred'),
        onauthorizationfail('inferred', 'Token URL answers 4xx for the Client ID and Client Secret of the authorization'),
      ],
    },
  ],
} as const satisfies NodeEntry;

const sessionSpellings = ['X-Egain-Session', 'X-EGAIN-SESSION', 'X-egain-session'] as const;

function session(provenance: Provenance, name: string) {
  return {
    ...required(provenance, name, 'xEgainSession', 'valid ECE session id from ECE Login', 'header value'),
    aliases: sessionSpellings.filter((spelling) => spelling !== name),
  };
}

function sessionOutcome(provenance: Provenance) {
  return onauthorizationfail(
    provenance,
    '401 (401-101): session missing, invalid or expired; or the authorization cannot be established',
    [{ status: 401 }],
  );
}

export const searchCustomer = {
  node: 'Search Customer',
  key: 'searchCustomer',
  methods: [
    {
      method: 'Search Customer',
      key: 'searchCustomer',
      requiresCredentials: true,
      requests: ['token', 'customerSearch'],
      inputs: [
        required('documented', 'Key', 'key', 'attribute to search by: phone for SMS, custom.facebookpsid for Messenger'),
        required('documented', 'Value', 'value', 'value of the attribute: phone number or PSID'),
        session('documented', 'X-Egain-Session'),
      ],
      outputs: [
        output('documented', 'contactpersonid', 'contactPersonId', 'contact person of the customer'),
        output('documented', 'customerid', 'customerId', 'id of the customer found'),
        output('documented', 'response', 'response', 'complete answer (holds the contact point ids)'),
      ],
      outcomes: [
        success('inferred', 'onSearchCustomerSuccess', '200 with at least one customer; outputs from the first one', {
          answers: [{ status: 200, result: 'found' }],
        }),
        notFound('inferred', '204, or 404: nobody found', [
          { status: 204 },
          { status: 404 },
          { status: 200, result: 'not found' },
        ]),
        badRequest('documented', '400: unsupported query parameter or value, no criterion, forbidden combination of parameters'),
        forbidden('documented', '403: the user lacks the permission'),
        internalServerError('partly'),
        createSessionSuccess(
          'documented',
          'Reserved: printed on this page with the text of ECE Login (new session id); no answer of the search produces it',
          { reserved: true },
        ),
        createSessionFailure(
          'documented',
          'Reserved: printed on this page with the text of ECE Login (no session id); no answer of the search produces it',
          { reserved: true },
        ),
        onInvalidData('documented'),
        onError('documented'),
        onInvalidChoice('documented', 'Any other status, e.g. 406'),
        onTimeout('documented'),
        sessionOutcome('documented'),
      ],
    },
  ],
} as const satisfies NodeEntry;

function editInputs(provenance: Provenance) {
  return [
    session(provenance, 'X-EGAIN-SESSION'),
    {
      ...required(provenance, 'CONTACT PERSON ID', 'contactPersonId', 'contact person of the customer'),
      aliases: ['CONTACT PERSION ID'],
    },
    required(provenance, 'CUSTOMER ID', 'customerId', 'id of the customer, from Search Customer'),
  ] as const;
}

function editOutcomes(provenances: { badRequest: Provenance; standard: Provenance }, whenInvalid: string) {
  return [
    success('inferred', 'onEditCustomerSuccess', '204: customer changed', { answers: [{ status: 204 }] }),
    badRequest(provenances.badRequest, '400: a query parameter was sent, a required element is missing, or a value is invalid'),
    forbidden('inferred', '403: the user lacks the permission'),
    notFound('inferred', '404: unknown customer, contact person or contact point'),
    conflict('inferred', '409: edit conflict; ECE is not expected to send it here'),
    internalServerError('inferred'),
    onInvalidData(provenances.standard, whenInvalid),
    onError(provenances.standard),
    onInvalidChoice(provenances.standard, 'Any other status, e.g. 406'),
    onTimeout(provenances.standard),
    sessionOutcome('inferred'),
  ] as const;
}

const edit = { requiresCredentials: true, requests: ['token', 'customerEdit'], outputs: [] } as const;

export const editCustomer = {
  node: 'Edit Customer',
  key: 'editCustomer',
  methods: [
    {
      method: 'Edit Individual Customer on SMS',
      key: 'editIndividualCustomerOnSms',
      ...edit,
      inputs: [
        ...editInputs('documented'),
        optional('documented', 'CLUSTER ID', 'clusterId', 'to custom attribute smsclusterid'),
        optional('documented', 'CONVERSATION ID', 'conversationId', 'to custom attribute smsececonversationid'),
        optional(
          'documented',
          'CONTACT POINT ID',
          'contactPointId',
          'contact point that holds the number, from the response of Search Customer; required with PHONE NUMBER or COUNTRY CODE',
        ),
        optional('documented', 'PHONE NUMBER', 'phoneNumber', 'without country code; to phoneNo'),
        optional('documented', 'COUNTRY CODE', 'countryCode', 'to countryCode'),
      ],
      outcomes: editOutcomes(
        { badRequest: 'partly', standard: 'documented' },
        'A required input is missing or empty, CONTACT POINT ID is missing beside a phone field, or nothing to change is given; no request is sent',
      ),
    },
    {
      method: 'Edit Individual Customer on Messenger',
      key: 'editIndividualCustomerOnMessenger',
      ...edit,
      inputs: [
        ...editInputs('inferred'),
        optional('inferred', 'CLUSTER ID', 'clusterId', 'to custom attribute facebookclusterid'),
        optional('inferred', 'CONVERSATION ID', 'conversationId', 'to custom attribute facebookececonversationid'),
        optional('inferred', 'FACEBOOK PSID', 'facebookPsid', 'to custom attribute facebookpsid'),
      ],
      outcomes: editOutcomes(
        { badRequest: 'inferred', standard: 'inferred' },
        'A required input is missing or empty, or nothing to change is given; no request is sent',
      ),
    },
  ],
} as const satisfies NodeEntry;
