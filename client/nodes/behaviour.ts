import type { Authorization } from '../authorization.ts';
import type { AnswerFacts } from '../catalogue/rules.ts';
import type { ChatRecords } from '../chat-store/chat-store.ts';
import type { EceApi } from '../ece-api.ts';
import type { EventApi } from '../event-api.ts';
import type { Fetch } from '../exchange.ts';
import type { FileHost } from '../file-host.ts';
import type { InputsOf, MethodKey, MethodPath, NodeKey } from '../results.ts';
import type { Runtime } from '../runtime.ts';

/** What a node method works with. */
export interface Context {
  runtime: Runtime;
  signal: AbortSignal | undefined;
  ece: EceApi;
  authorization: Authorization;
  /** Each operation has the time limit of the options. */
  chatStore: ChatRecords;
  events: EventApi;
  fileHost: FileHost;
  /** Reaches public addresses only. */
  publicFetch: Fetch;
}

export type OutputValue = string | number | boolean;

/** What a node method found out. The rules of the catalogue say to which outcome it leads. */
export interface MethodAnswer extends AnswerFacts {
  /** By key. */
  outputs?: Record<string, OutputValue | null | undefined> | undefined;
  /** How many requests were sent. */
  attempts?: number | undefined;
  /** Id that the answer names its request by. */
  requestId?: string | undefined;
  /** The answer in a sentence, for `outputs.error` of an outcome that is no success. */
  sentence?: string | undefined;
}

/** The inputs as text, none empty, after their check. */
export type CheckedInputs<Path extends MethodPath> = { [Key in keyof InputsOf<Path>]: string };

export type Behaviour<Path extends MethodPath> = (inputs: CheckedInputs<Path>, context: Context) => Promise<MethodAnswer>;

/** What the methods of a node do. */
export type NodeBehaviour<Node extends NodeKey> = {
  [Method in MethodKey<Node>]: Behaviour<Extract<MethodPath, `${Node}.${Method}`>>;
};
