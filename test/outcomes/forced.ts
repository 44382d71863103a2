import type { Pair } from './matrix.ts';

/** Why an outcome may be forced: what the specification says of it, and why nothing in the world leads there. */
export interface ForcedReason {
  readonly holdsFor: (pair: Pick<Pair, 'path' | 'outcome'>) => boolean;
  readonly page: 'ece-v19.md' | 'cce-nodes.md';
  /** As it stands on the page. */
  readonly sentence: string;
  readonly because: string;
}

function outcomes(method: RegExp, outcome: RegExp): ForcedReason['holdsFor'] {
  return (pair) => method.test(pair.path) && outcome.test(pair.outcome);
}

const noCause = 'ECE names no cause, so nothing in the world has one.';

export const forcedReasons: readonly ForcedReason[] = [
  {
    holdsFor: outcomes(/^sendMessage\./, /^Conflict$/),
    page: 'ece-v19.md',
    sentence: 'the request has no such member, so it is never sent',
    because: 'ECE is not expected to send 409 here.',
  },
  {
    holdsFor: outcomes(/^editCustomer\./, /^Conflict$/),
    page: 'ece-v19.md',
    sentence: '| 409 | never sent',
    because: 'ECE is not expected to send 409 here.',
  },
  {
    holdsFor: outcomes(/^(entrypointConfiguration|sendMessage|searchCustomer)\./, /^Internal server error$/),
    page: 'ece-v19.md',
    sentence: '| 500 | internal error [D] |',
    because: noCause,
  },
  {
    holdsFor: outcomes(/^(endConversation|editCustomer)\./, /^Internal server error$/),
    page: 'ece-v19.md',
    sentence: '| 500 | internal error |',
    because: noCause,
  },
  {
    holdsFor: outcomes(/^endConversation\./, /^Bad Request$/),
    page: 'ece-v19.md',
    sentence: '| 400 | no id; body that is not well formed; more than one conversation',
    because: 'The library always sends one id in a body that is well formed.',
  },
  {
    holdsFor: outcomes(/^endConversation\./, /^onInvalidChoice$/),
    page: 'cce-nodes.md',
    sentence: 'Any other status, e.g. 405 or 409',
    because: 'ECE has no rule with such a status for a call that the library makes.',
  },
  {
    holdsFor: outcomes(/^(searchCustomer|editCustomer)\./, /^onInvalidChoice$/),
    page: 'cce-nodes.md',
    sentence: 'Any other status, e.g. 406',
    because: 'ECE has no rule with such a status for a call that the library makes.',
  },
  {
    holdsFor: outcomes(/^(createChat|searchActiveChat|appendChat|updateChat|clearChat)\./, /^onInvalidChoice$/),
    page: 'cce-nodes.md',
    sentence: 'The chat store gives a result that no other outcome covers',
    because: 'The results of SQLite and PostgreSQL are all covered. Only a store that a user writes can give another.',
  },
  {
    holdsFor: outcomes(/^processEceEvents\./, /^onInvalidChoice$/),
    page: 'cce-nodes.md',
    sentence: 'The event API gives an answer that no other outcome covers',
    because: 'The answers of the event API are all covered. Only one that a user writes can give another.',
  },
];
