import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallbackMessage } from '../../client/callback-message.ts';
import { readEnvelope, readMessage } from '../../client/callback-message.ts';
import type { CallbackAuthentication, CallbackReceiver } from '../../client/index.ts';
import { decode } from '../../client/wire.ts';
import { LocalServer } from './local-server.ts';
import type { Undo } from './undo.ts';

export const receiverStates = ['goes down', 'hangs', 'comes back'] as const;
type State = (typeof receiverStates)[number] | { answers: number; times?: number | undefined };
type MakeReceiver = (authentication: CallbackAuthentication) => CallbackReceiver;

/** The webhook server: the client's callback receiver behind a socket, with breakdowns on demand. */
export class Webhook {
  readonly #accepted: CallbackMessage[] = [];
  #server!: LocalServer;
  #makeReceiver: MakeReceiver | undefined;
  #authentication: CallbackAuthentication = { type: 'none' };
  #receiver: CallbackReceiver | undefined;
  #state: State = 'comes back';
  #answered = 0;

  static async open(): Promise<Webhook> {
    const webhook = new Webhook();
    webhook.#server = await LocalServer.open((request, response) => void webhook.#answer(request, response));
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

  /** The messages of a conversation that were answered 200, in order, repeated messages too. */
  acceptedMessages(conversationId: string): CallbackMessage[] {
    return this.#accepted.filter(({ conversation }) => conversation.id === conversationId);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const state = this.#current();
    if (state === 'goes down' || this.#receiver === undefined) response.destroy();
    else if (state === 'hangs') this.#server.hold(response);
    else if (typeof state === 'object') response.writeHead(state.answers).end();
    else await this.#receive(this.#receiver, request, response);
  }

  #current(): State {
    const state = this.#state;
    if (typeof state !== 'object' || state.times === undefined) return state;
    return this.#answered++ < state.times ? state : 'comes back';
  }

  async #receive(receiver: CallbackReceiver, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request.setEncoding('utf8') as AsyncIterable<string>) body += part;
    const answer = await receiver.receive({ authorization: request.headers.authorization, body });
    if (answer.status === 200) {
      this.#accepted.push(...(readEnvelope(decode(body))?.messages ?? []).map(({ json }) => readMessage(json)));
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
