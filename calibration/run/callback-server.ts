import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { CalibrationError } from '../errors.ts';
import type { CallbackReply } from '../plan/probe.ts';
import type { Exchange } from '../recording/exchange.ts';
import type { CallbackSource, RunClock, WantedCallbacks } from './callback-source.ts';
import { lateMs } from './callback-source.ts';
import { ClientReplies } from './client-replies.ts';

/** A port of this machine, to which ECE brings callbacks and from which it fetches files. */
export class CallbackServer implements CallbackSource {
  readonly #port: number;
  readonly #clock: RunClock;
  readonly #server = createServer((request, response) => void this.#take(request, response));
  #arrived: Exchange[] = [];
  readonly #replies = new ClientReplies();
  #wake: () => void = () => undefined;

  constructor(port: number, clock: RunClock) {
    this.#port = port;
    this.#clock = clock;
  }

  /** @throws {CalibrationError} when it cannot listen at the port */
  async open(): Promise<void> {
    try {
      await once(this.#server.listen(this.#port), 'listening');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const why = code === 'EADDRINUSE' ? 'another program has it' : message;
      throw new CalibrationError(`The port ${this.#port} cannot be listened at: ${why}. Give another one with --callback-port.`);
    }
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  reply(replies: readonly CallbackReply[]): void {
    this.#replies.set(replies);
  }

  async waitFor({ withinMs }: WantedCallbacks, isEnough: () => boolean, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const until = this.#clock.wait(withinMs, AbortSignal.any([over.signal, signal])).then(() => true);
    while (!isEnough()) {
      const arrival = new Promise<boolean>((resolve) => (this.#wake = () => resolve(false)));
      if (await Promise.race([until, arrival])) break;
    }
    over.abort();
  }

  take(): Exchange[] {
    return this.#arrived.splice(0);
  }

  async settle(): Promise<void> {
    await this.#clock.wait(lateMs);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const url = `http://${request.headers.host ?? 'client'}${request.url ?? '/'}`;
    const reply = this.#replies.next(request.method!, url);
    this.#arrived.push({
      kind: 'callback',
      startedAt: new Date(this.#clock.now()).toISOString(),
      durationMs: 0,
      request: { method: request.method!, url, headers, ...(body !== '' && { body }), bytes: Buffer.byteLength(body) },
      response: { status: reply.status, headers: {}, bytes: 0 },
    });
    response.writeHead(reply.status, reply.headers).end(reply.body);
    this.#wake();
  }
}
