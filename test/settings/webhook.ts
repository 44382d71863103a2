import type { Received, Receiver, Reply } from '../../simulator/testing/receiver.ts';

/** One message of a callback, as JSON has it. */
export interface Message {
  readonly id: string;
  readonly conversation: { readonly id: string };
  readonly type: { readonly value: string };
  readonly content?: string;
  readonly sender: { readonly type: string; readonly user?: Readonly<Record<string, string>> };
  readonly timeStamp: number;
  readonly attachments?: { readonly attachment: readonly Readonly<Record<string, unknown>>[] };
}

export interface Callback extends Received {
  /** Milliseconds of the partition's time since the webhook was set up. */
  readonly at: number;
}

/** The client's webhook server. `reply` is asked for each callback, counted from 1. */
export class Webhook {
  readonly url: string;
  readonly callbacks: Callback[] = [];
  #waiting: { count: number; resolve: () => void }[] = [];

  constructor(receiver: Receiver, now: () => number, reply: (callback: Callback, count: number) => Reply) {
    const start = now();
    this.url = receiver.serve((arrived) => {
      const callback = { ...arrived, at: now() - start };
      this.callbacks.push(callback);
      this.#waiting = this.#waiting.filter(({ count, resolve }) => {
        if (count <= this.callbacks.length) resolve();
        return count > this.callbacks.length;
      });
      return reply(callback, this.callbacks.length);
    });
  }

  /** Resolves when this many callbacks have arrived. */
  arrival(count: number): Promise<void> {
    if (this.callbacks.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ count, resolve }));
  }

  get times(): number[] {
    return this.callbacks.map(({ at }) => at);
  }

  /** The messages of all callbacks, in the order of arrival. */
  get messages(): Message[] {
    return this.callbacks.flatMap(messagesOf);
  }

  get types(): string[] {
    return this.messages.map(({ type }) => type.value);
  }

  /** The first message of the type. */
  message(type: string): Message {
    const found = this.messages.find((message) => message.type.value === type);
    if (found === undefined) throw new Error(`No ${type} among the messages: ${this.types.join(', ')}`);
    return found;
  }
}

export function messagesOf({ body }: Received): Message[] {
  return (JSON.parse(body) as { message: Message[] }).message;
}
