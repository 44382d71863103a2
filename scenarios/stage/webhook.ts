import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallbackAuthentication, CallbackReceiver } from '../../client/index.ts';
import { LocalServer } from './local-server.ts';
import type { Undo } from './undo.ts';

export const receiverStates = ['goes down', 'hangs', 'comes back'] as const;
type State = (typeof receiverStates)[number] | { answers: number; times?: number | undefined };
type MakeReceiver = (authentication: CallbackAuthentication) => CallbackReceiver;

/** The webhook server: the client's callback receiver behind a socket, with breakdowns on demand. */
export class Webhook {
  #server!: LocalServer;
  #makeReceiver: MakeReceiver | undefined;
  #authentication: CallbackAuthentication = { type: 'none' };
  #receiver: CallbackReceiver | undefined;
  #state: State = 'comes back';
  #answered = 0;

  static async open(): Promise<Webhook> {
    const webhook = new Webhook();
    webhook.#server = await LocalServer.open((request, response) => webhook.#answer(request, response));
    return webhook;
  }

  get url(): string {
    return `${this.#server.url}/callback`;
  }

  get held(): number {
    return this.#server.held;
  }

  /** @param makeReceiver undefined while the client's process does not run */
  attach(makeReceiver: MakeReceiver | undefined): void {
    this.#makeReceiver = makeReceiver;
    this.#receiver = makeReceiver?.(this.#authentication);
  }

  /** From now on the receiver takes only callbacks that are authenticated so, also after a restart of the client's process. */
  askFor(authentication: CallbackAuthentication): Undo {
    const before = this.#authentication;
    this.#authentication = authentication;
    this.attach(this.#makeReceiver);
    return () => void this.askFor(before);
  }

  change(state: State): Undo {
    const before = this.#state;
    this.#state = state;
    this.#answered = 0;
    return () => {
      this.#state = before;
    };
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const state = this.#current();
    if (state === 'goes down' || this.#receiver === undefined) response.destroy();
    else if (state === 'hangs') this.#server.hold(response);
    else if (typeof state === 'object') response.writeHead(state.answers).end();
    else this.#receiver.router(request, response);
  }

  #current(): State {
    const state = this.#state;
    if (typeof state !== 'object' || state.times === undefined) return state;
    return this.#answered++ < state.times ? state : 'comes back';
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
