import type { RequestName } from './requests.ts';

/** How certain a name and its meaning are: `documented` by the vendor, `partly` (the public text is incomplete), or `inferred` here. */
export type Provenance = 'documented' | 'partly' | 'inferred';

/** `success`: a complete answer, also a negative one; `failure`: any other outcome of the method itself; `event`: a callback message; `standard`: shared by all methods. */
export type OutcomeKind = 'success' | 'failure' | 'event' | 'standard';

/**
 * Conditions of an answer that leads to an outcome. An answer matches when it meets all that are given.
 *
 * The first rule that matches decides (`sortRules`). Rules are data, so a corrected status needs no code (nodes spec 1.4).
 */
export interface Rule {
  /** An exact HTTP status, or a whole class. */
  readonly status?: number | '2xx' | '5xx';
  /** Ending of the error body's `code`, e.g. `-630` for `400-630` and `410-630`. */
  readonly code?: string;
  /** Text contained in the error body, compared without case. */
  readonly bodyContains?: string;
  /** A word: the result of the chat store, or what was read from the body. */
  readonly result?: string;
}

export interface Outcome<Name extends string = string, Kind extends OutcomeKind = OutcomeKind> {
  /** Case- and space-sensitive literal. */
  readonly name: Name;
  /** Other spellings found in the vendor's pages. */
  readonly aliases?: readonly string[];
  readonly kind: Kind;
  /** Whether the node ends with this outcome. Default: true. */
  readonly final?: boolean;
  readonly when: string;
  readonly provenance: Provenance;
  readonly answers?: readonly Rule[];
  /** Keys of the outputs that the outcome sets. Default: all outputs of the method for `success`, none for other kinds. */
  readonly sets?: readonly string[];
  /** `type.value` of the callback messages that lead here, in lower case (nodes spec 1.9). */
  readonly words?: readonly string[];
  /** Printed on the vendor's page by mistake: no answer leads to it. */
  readonly reserved?: true;
  /** A flow may leave it unwired; then `onInvalidChoice` takes its place. */
  readonly mayBeUnwired?: true;
}

/** The form that an input must have. */
export type InputForm = 'text' | 'url' | 'url or path' | 'count' | 'file name' | 'header value' | readonly string[];

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
  /** The node continues after the answer and gives one outcome for each event. */
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
