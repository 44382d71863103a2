import type { RequestName } from './requests.ts';

/** How sure a name and its documented meaning are: `documented` by the vendor, `partly` (the public text is cut), or `inferred` here. */
export type Provenance = 'documented' | 'partly' | 'inferred';

/** `success`: answered as asked, also in the negative; `failure`: any other outcome of the method's own; `event`: a callback message; `standard`: shared by all. */
export type OutcomeKind = 'success' | 'failure' | 'event' | 'standard';

/**
 * What an answer must look like to lead to an outcome. All members given must hold.
 *
 * The first matching rule decides, in the order of `rulesOf`. Rules are data, so that a corrected status needs no code (nodes spec 1.4).
 */
export interface Rule {
  /** Exact HTTP status, or a whole class. Statuses are exact: 500 is not 502. */
  readonly status?: number | '2xx' | '5xx';
  /** Ending of the error body's `code`, e.g. `-142` for `404-142` and `400-142`. */
  readonly code?: string;
  /** Text contained in the error body, compared without case. */
  readonly bodyContains?: string;
  /** Word of an answer that is no HTTP status: what the chat store answered, or what was read from a 200. */
  readonly result?: string;
}

export interface Outcome<Name extends string = string, Kind extends OutcomeKind = OutcomeKind> {
  /** Case- and space-sensitive literal. */
  readonly name: Name;
  /** Other spellings found in the vendor's pages. */
  readonly aliases?: readonly string[];
  readonly kind: Kind;
  /** The node ends here. Default: true. */
  readonly final?: boolean;
  readonly when: string;
  readonly provenance: Provenance;
  readonly answers?: readonly Rule[];
  /** Keys of the outputs set. Default: all of the method for `success`, none otherwise. */
  readonly sets?: readonly string[];
  /** `type.value` of the callback messages that lead here, in lower case (nodes spec 1.9). */
  readonly words?: readonly string[];
  /** Printed on the vendor's page by mistake: nothing leads here. */
  readonly reserved?: true;
  /** A flow may leave it unwired; then the answer leaves by `onInvalidChoice`. */
  readonly mayBeUnwired?: true;
}

/** What an input must look like beyond not being empty. */
export type InputForm = 'text' | 'url' | 'count' | 'file name' | 'header value' | readonly string[];

export interface Input<Key extends string = string, Required extends boolean = boolean> {
  /** Literal of the node's page, e.g. `CONVERSATION ID`. */
  readonly name: string;
  /** Other spellings found in the vendor's pages. */
  readonly aliases?: readonly string[];
  readonly key: Key;
  readonly required: Required;
  readonly description: string;
  readonly provenance: Provenance;
  readonly form: InputForm;
}

export type OutputType = 'string' | 'number' | 'boolean';

export interface Output<Key extends string = string, Type extends OutputType = OutputType> {
  readonly name: string;
  readonly key: Key;
  readonly type: Type;
  readonly description: string;
  readonly provenance: Provenance;
}

export interface MethodEntry {
  readonly method: string;
  readonly key: string;
  readonly aliases?: readonly string[];
  readonly requiresCredentials: boolean;
  /** The node goes on after the answer and leaves by one outcome per event. */
  readonly longRunning?: true;
  /** Names in `requests`, in the order in which they are sent. */
  readonly requests: readonly RequestName[];
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  readonly outcomes: readonly Outcome[];
}

export interface NodeEntry {
  readonly node: string;
  readonly key: string;
  readonly methods: readonly MethodEntry[];
}

function input<Required extends boolean>(required: Required) {
  return <const Key extends string>(
    provenance: Provenance,
    name: string,
    key: Key,
    description: string,
    form: InputForm = 'text',
  ): Input<Key, Required> => ({ name, key, required, description, provenance, form });
}

export const required = input(true);
export const optional = input(false);

function outputOf<Type extends OutputType>(type: Type) {
  return <const Key extends string>(provenance: Provenance, name: string, key: Key, description: string): Output<Key, Type> => ({
    name,
    key,
    type,
    description,
    provenance,
  });
}

export const output = outputOf('string');
export const numberOutput = outputOf('number');
export const booleanOutput = outputOf('boolean');

function outcome<Kind extends OutcomeKind>(kind: Kind) {
  return <const Name extends string, const More extends Partial<Outcome> = { readonly final?: boolean }>(
    provenance: Provenance,
    name: Name,
    when: string,
    more: More = {} as More,
  ): Outcome<Name, Kind> & More => ({ name, kind, when, provenance, ...more });
}

export const success = outcome('success');
export const failure = outcome('failure');
export const event = outcome('event');
export const standard = outcome('standard');
