import type { catalogue } from './catalogue.ts';
import type { Outcome } from './catalogue/entry.ts';
import type { DocumentedMethods } from './documentation.ts';
import { UnexpectedOutcomeError } from './errors.ts';

type Catalogue = (typeof catalogue)[number];
export type NodeKey = Catalogue['key'];
type NodeOf<Key extends NodeKey> = Extract<Catalogue, { key: Key }>;
export type MethodKey<Node extends NodeKey> = NodeOf<Node>['methods'][number]['key'];
type MethodOf<Node extends NodeKey, Method extends string> = Extract<NodeOf<Node>['methods'][number], { key: Method }>;

/** `node.method`, e.g. `sendMessage.sendPlainTextMessage`. */
export type MethodPath = { [Node in NodeKey]: `${Node}.${MethodKey<Node>}` }[NodeKey];
export type EntryOf<Path extends MethodPath> = Path extends `${infer Node extends NodeKey}.${infer Method}`
  ? MethodOf<Node, Method>
  : never;

/** Paths of the methods that continue after the answer: the two of Start Conversation. */
export type LongRunningPath = { [Path in MethodPath]: EntryOf<Path> extends { longRunning: true } ? Path : never }[MethodPath];

/** A flow variable. A number is converted to text. */
export type InputValue = string | number;

/** Outputs of a method, with their comments. */
type Outputs<Path extends MethodPath> = DocumentedMethods[Path]['outputs'];

type OutputsOfOutcome<Path extends MethodPath, O extends Outcome> = O extends { sets: readonly (infer Key)[] }
  ? Pick<Outputs<Path>, Key & keyof Outputs<Path>>
  : O extends { kind: 'success' }
    ? Outputs<Path>
    : Partial<Outputs<Path>> & {
        /** What happened, in a sentence. */
        error: string;
      };

/** What led to a result, for machines. */
export interface ResultFacts {
  /** HTTP status of the answer that decided; of Process ECE Event, the code of the event API. Undefined when no answer came. */
  status: number | undefined;
  /**
   * Why, as a code: `code` of ECE's answer, e.g. `400-630`; `error` of the token URL, e.g. `invalid_client`; or the system's code of a connection
   * that failed, e.g. `ECONNREFUSED`. Undefined when nothing gave one.
   */
  code: string | undefined;
  /** How often the request that decided was sent; a fresh token after a 401 and redirects count. 0 when none was sent, as for an event. */
  attempts: number;
  /** From the beginning of the invocation, or from the result before, to this result, in milliseconds. */
  durationMs: number;
  /** The id that the answer names its request by: `x-request-id`, `x-correlation-id`, or the like. */
  requestId: string | undefined;
}

type OutcomeEntry<Path extends MethodPath, Name> = Extract<EntryOf<Path>['outcomes'][number], { name: Name }>;

/** A result for each outcome, with the comments of the outcomes. */
type Results<Path extends MethodPath> = {
  [Name in keyof DocumentedMethods[Path]['outcomes']]: DocumentedMethods[Path]['outcomes'][Name] & {
    outputs: OutputsOfOutcome<Path, OutcomeEntry<Path, Name>>;
  } & ResultFacts;
};

/** Inputs of a method by key, e.g. `{ conversationId, message }`. */
export type InputsOf<Path extends MethodPath> = DocumentedMethods[Path]['inputs'];

type Union<Members> = Members[keyof Members];

/** What a method returns: a union discriminated by `outcome`, so that a `switch` over it is exhaustive for the compiler. */
export type ResultOf<Path extends MethodPath> = Union<Results<Path>>;

/** The names of a method's outcomes. */
export type OutcomeOf<Path extends MethodPath> = keyof Results<Path> & string;

type StartOutcome = EntryOf<LongRunningPath>['outcomes'][number];

/** Outcomes that a flow may leave unwired: `Conflict` and `Not Found` of Start Conversation. */
export type UnwirableOutcome = Extract<StartOutcome, { mayBeUnwired: true }>['name'];

/** The outputs that a method sets with one of its outcomes. */
export type OutputsOf<Path extends MethodPath, Name extends OutcomeOf<Path>> =
  Extract<ResultOf<Path>, { outcome: Name }> extends { outputs: infer Outputs } ? Outputs : never;

/** The part of a result that says what the flow does next. */
export interface OutcomeAndOutputs {
  outcome: string;
  outputs: Record<string, string | number | boolean>;
}

/** The part of a result that every method shares. */
export interface AnyResult extends OutcomeAndOutputs, ResultFacts {}

/**
 * The outputs of a result that must have this outcome.
 *
 * @throws {UnexpectedOutcomeError} naming the outcome of the result, with its error
 */
export function requireOutcome<Result extends AnyResult, Name extends Result['outcome']>(
  result: Result,
  outcome: Name,
): Extract<Result, { outcome: Name }>['outputs'] {
  if (result.outcome !== outcome) throw new UnexpectedOutcomeError(outcome, result);
  return result.outputs;
}
