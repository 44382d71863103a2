import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { causeOf } from '../../simulator/callbacks/http-client.ts';
import { InterruptedError, StoppedError } from '../errors.ts';
import type { ActName } from '../plan/acts.ts';
import { acts } from '../plan/acts.ts';
import type { Known } from '../plan/known.ts';
import type { CallbackReply, ProbeAnswer, ProbeRequest } from '../plan/probe.ts';
import type { Exchange } from '../recording/exchange.ts';
import type { Target } from './target.ts';

/** Time as the run sees it; a test gives one that does not wait. */
export interface RunClock {
  now(): number;
  /** Resolves after so many milliseconds, or when the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface NetworkOptions {
  /** Scheme, host and port of the ECE. */
  readonly origin: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: RunClock;
  /** At least so many milliseconds lie between two requests. */
  readonly pauseMs: number;
  /** A port of this machine for callbacks and files; undefined receives none. */
  readonly callbackPort?: number | undefined;
  /** Asks a person; gives false when nobody does it. */
  readonly ask: (act: string) => Promise<boolean>;
}

const answerWithinMs = 30_000;
/** A callback that a call caused has come by then, as a rule. */
const lateMs = 2000;

/** A real ECE, asked slowly, and the server to which it brings callbacks. */
export class NetworkTarget implements Target {
  readonly origin: string;
  /** Set when the user wants to stop: no probe sends any more. */
  isStopping = false;
  /** What was begun is being ended, which goes on in spite of a stop. */
  isEnding = false;
  readonly #options: NetworkOptions;
  readonly #server: Server | undefined;
  #latest = -Infinity;
  /** Before the first answer, a failure is one of the address; afterwards, ECE or the way to it has gone. */
  #hasAnswered = false;
  #arrived: Exchange[] = [];
  #replies: readonly CallbackReply[] = [200];
  #wake: () => void = () => undefined;

  constructor(options: NetworkOptions) {
    this.origin = options.origin;
    this.#options = options;
    if (options.callbackPort !== undefined)
      this.#server = createServer((request, response) => void this.#take(request, response));
  }

  /** @returns the port for callbacks */
  async listen(): Promise<number | undefined> {
    const server = this.#server;
    if (server === undefined) return undefined;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.#options.callbackPort, resolve);
    });
    return (server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  now(): number {
    return this.#options.clock.now();
  }

  async send({ method, target, headers, body }: ProbeRequest): Promise<ProbeAnswer | { failure: string }> {
    const { clock, pauseMs, fetch } = this.#options;
    this.#stopIfWanted();
    await clock.wait(Math.max(0, this.#latest + pauseMs - clock.now()));
    this.#stopIfWanted();
    this.#latest = clock.now();
    try {
      const init = { method, headers: { ...headers }, ...(body !== undefined && { body }), redirect: 'manual' } as const;
      const answer = await fetch(this.origin + target, { ...init, signal: AbortSignal.timeout(answerWithinMs) });
      const read = { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
      this.#hasAnswered = true;
      if (read.status === 429 && !this.isEnding) throw new StoppedError(describeLimit(read));
      return read;
    } catch (error) {
      if (error instanceof StoppedError) throw error;
      const failure = causeOf(error);
      if (this.#hasAnswered && !this.isEnding && !(await this.#isThere()))
        throw new StoppedError(describeLoss(this.origin, failure));
      return { failure };
    }
  }

  /** A connection that is closed may be the answer to one request; a host that answers nothing has gone. */
  async #isThere(): Promise<boolean> {
    const { clock, pauseMs, fetch } = this.#options;
    await clock.wait(pauseMs);
    this.#latest = clock.now();
    return fetch(`${this.origin}/`, { redirect: 'manual', signal: AbortSignal.timeout(answerWithinMs) }).then(
      () => true,
      () => false,
    );
  }

  reply(replies: readonly CallbackReply[]): void {
    this.#replies = replies;
  }

  async waitForCallbacks(withinMs: number, isEnough: () => boolean): Promise<void> {
    if (this.#server === undefined) return;
    const over = new AbortController();
    const until = this.#options.clock.wait(withinMs, over.signal).then(() => true);
    while (!isEnough() && !this.isStopping) {
      const arrival = new Promise<boolean>((resolve) => (this.#wake = () => resolve(false)));
      if (await Promise.race([until, arrival])) break;
    }
    over.abort();
  }

  takeCallbacks(): Exchange[] {
    return this.#arrived.splice(0);
  }

  async settle(): Promise<void> {
    if (this.#server !== undefined) await this.#options.clock.wait(lateMs);
  }

  perform(act: ActName, { entryPoints: { ready = '' } }: Known): Promise<boolean> {
    this.#stopIfWanted();
    return this.#options.ask(acts[act].replace('{entryPoint}', ready));
  }

  /** Ends what waits. */
  stop(): void {
    this.isStopping = true;
    this.#wake();
  }

  #stopIfWanted(): void {
    if (this.isStopping && !this.isEnding)
      throw new InterruptedError('It was stopped, and what was begun is ended. The same command goes on.');
  }

  async #take(...[request, response]: Parameters<NonNullable<Parameters<typeof createServer>[1]>>): Promise<void> {
    const body = await readText(request);
    const reply = this.#replies[0] ?? 200;
    if (request.method !== 'GET' && this.#replies.length > 1) this.#replies = this.#replies.slice(1);
    const isFile = request.method === 'GET';
    const status = isFile ? (request.url!.endsWith('missing.jpeg') ? 404 : 200) : typeof reply === 'number' ? reply : 307;
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const url = `http://${request.headers.host ?? 'client'}${request.url ?? '/'}`;
    this.#arrived.push({
      kind: 'callback',
      startedAt: new Date(this.now()).toISOString(),
      durationMs: 0,
      request: { method: request.method!, url, headers, ...(body !== '' && { body }), bytes: Buffer.byteLength(body) },
      response: { status, headers: {}, bytes: 0 },
    });
    response
      .writeHead(status, status === 307 ? { location: `${url}/elsewhere` } : {})
      .end(isFile && status === 200 ? 'a photo' : '');
    this.#wake();
  }
}

function describeLoss(origin: string, failure: string): string {
  return `${origin} gave no answer any longer: ${failure}. When it answers again, give the same command again: it goes on where it stopped. A conversation that was open may be so still: complete it at the desk.`;
}

function describeLimit({ headers }: ProbeAnswer): string {
  const after = headers['retry-after'];
  return `ECE answered 429, too many requests. Wait${after === undefined ? '' : ` ${after} seconds`}, and give the same command again: it goes on where it stopped. --pause makes it slower.`;
}
