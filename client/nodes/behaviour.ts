import type { Authorization } from '../authorization.ts';
import type { ChatStore } from '../chat-store/chat-store.ts';
import type { EceApi } from '../ece-api.ts';
import type { EventApi } from '../event-api.ts';
import type { Fetch } from '../exchange.ts';
import type { FileHost } from '../file-host.ts';
import type { InputsOf, MethodKey, MethodPath, NodeKey } from '../results.ts';
import type { MethodAnswer } from '../run.ts';
import type { Runtime } from '../runtime.ts';

/** What a method works with. */
export interface Context {
  runtime: Runtime;
  signal: AbortSignal | undefined;
  ece: EceApi;
  authorization: Authorization;
  /** Each call of it has the time limit of the options. */
  chatStore: Pick<ChatStore, 'createChat' | 'findOpenChat' | 'readChat' | 'appendMessage' | 'updateChat' | 'deleteChat'>;
  events: EventApi;
  fileHost: FileHost;
  /** Reaches public addresses only. */
  publicFetch: Fetch;
}

/** Inputs after the check: as text, none empty. */
export type CheckedInputs<Path extends MethodPath> = { [Key in keyof InputsOf<Path>]: string };

export type Behaviour<Path extends MethodPath> = (inputs: CheckedInputs<Path>, context: Context) => Promise<MethodAnswer>;

/** What the methods of a node do. To which outcome their answers lead, the catalogue says. */
export type NodeBehaviour<Node extends NodeKey> = {
  [Method in MethodKey<Node>]: Behaviour<Extract<MethodPath, `${Node}.${Method}`>>;
};
