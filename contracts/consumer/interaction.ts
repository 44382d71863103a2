import type { MethodPath, Options } from '../../client/index.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import type { StateName, StateParameters } from '../states.ts';
import type { Matcher } from './templates.ts';

export interface GivenState {
  readonly name: StateName;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A state of the catalogue, with its parameters where it has some. */
export function state<Name extends StateName>(
  name: Name,
  ...[parameters]: string extends keyof StateParameters<Name> ? [] : [parameters: StateParameters<Name>]
): GivenState {
  return { name, ...(parameters !== undefined && { parameters: parameters as Record<string, string> }) };
}

/** A body with matchers. `xml` is the XML form of the object: ids are attributes, lists repeated elements (spec 15). */
export type Body =
  | { readonly json: object }
  | { readonly xml: object; readonly root: string; readonly namespace?: string }
  | { readonly form: string }
  /** Elements in no namespace, and rules by the path of a text. */
  | { readonly plainXml: string; readonly rules?: Readonly<Record<string, Matcher>> }
  /** Compared by type only. */
  | { readonly file: string; readonly contentType: string };

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** May hold `{stateValue}`s. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** May hold `{stateValue}`s. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | Matcher<string>>>;
  readonly body?: Body;
}

/** How the client library comes to send the request, and the result that it must give for the answer. */
export interface Use {
  readonly method: MethodPath;
  readonly inputs: Readonly<Record<string, string | number | undefined>>;
  readonly outcome: string;
  /** Some of the outputs; a pattern where the value differs each time. */
  readonly outputs?: Readonly<Record<string, string | number | boolean | RegExp>>;
  readonly options?: Partial<Options>;
  /** How often the request is sent. */
  readonly attempts?: number;
  /** Outcomes for which the flow has no handler. */
  readonly unwired?: readonly ('Conflict' | 'Not Found')[];
  /** What the token URL does after the first token. Default: it gives the same token again. */
  readonly renewal?: 'refused' | undefined;
}

/** One request of a consumer and the answer of ECE that its contract holds them to. */
export interface Exchange {
  readonly description: string;
  readonly states: readonly GivenState[];
  /** The row of the operations table that it must conform to. */
  readonly operation: OperationId;
  readonly request: Request;
  readonly answer: Answer;
}

/** An exchange of the client library. */
export interface Interaction extends Exchange {
  /** They run one after another. `authorize`: the button of the authorization sends the request, not a method. */
  readonly uses: readonly Use[] | 'authorize';
}
