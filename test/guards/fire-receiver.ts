import type { Fetch } from '../../simulator/callbacks/http-client.ts';
import type { DeliveryFailureCause } from '../../simulator/protocol/setting-kinds.ts';
import type { SettingValues } from '../../simulator/protocol/settings.ts';
import type { Clock } from '../../simulator/world/clock.ts';

export interface SentMessage {
  readonly id: string;
  readonly conversation: { readonly id: string };
  readonly type: { readonly value: string };
  readonly content?: string;
}

/** Is told of each request with messages, and of how it ended. */
export interface Witness {
  begin: (messages: readonly SentMessage[], bytes: number) => void;
  /** @param cause null when the webhook server accepted the messages */
  end: (messages: readonly SentMessage[], cause: DeliveryFailureCause | null) => void;
}

interface ReceiverOptions {
  readonly clock: Clock;
  readonly settings: SettingValues;
  readonly below: (count: number) => number;
  readonly witness: Witness;
}

/** One request and the requests that follow its redirects. */
interface Exchange {
  readonly number: number;
  readonly messages: readonly SentMessage[];
  redirects: number;
  isLoop: boolean;
  isOver: boolean;
}

type Answering = (exchange: Exchange, signal: AbortSignal) => Response | Promise<Response>;

/** `http-client.ts` follows so many. */
const mostRedirects = 20;
const large = 'x'.repeat(200_000);
const failures = [400, 401, 403, 404, 429, 500, 502, 503];

/** A webhook server that hangs, breaks the connection, refuses, redirects, is slow and answers nonsense, until it recovers. */
export class FireReceiver {
  readonly #options: ReceiverOptions;
  readonly #exchanges: Exchange[] = [];
  #isUnderFire = true;
  #tokens = 0;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  /** From now on it accepts everything at once. */
  recover(): void {
    this.#isUnderFire = false;
  }

  readonly fetch: Fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const signal = init!.signal!;
    if (url.pathname === '/token') return this.#token(signal);
    const known = url.searchParams.get('exchange');
    const exchange = known === null ? this.#begin(init!.body as string) : this.#exchanges[Number(known)]!;
    if (exchange.isLoop) return this.#redirect(exchange);
    const answering = this.#isUnderFire ? this.#answerings[this.#options.below(this.#answerings.length)]! : this.#accept;
    return answering(exchange, signal);
  };

  #begin(body: string): Exchange {
    const { message: messages } = JSON.parse(body) as { message: SentMessage[] };
    const exchange = { number: this.#exchanges.length, messages, redirects: 0, isLoop: false, isOver: false };
    this.#exchanges.push(exchange);
    this.#options.witness.begin(messages, Buffer.byteLength(body));
    return exchange;
  }

  #end(exchange: Exchange, cause: DeliveryFailureCause | null): void {
    if (exchange.isOver) return;
    exchange.isOver = true;
    this.#options.witness.end(exchange.messages, cause);
  }

  #status(
    exchange: Exchange,
    status: number,
    body: string | ReadableStream | null = null,
    headers: Record<string, string> = {},
  ): Response {
    const isAccepted =
      this.#options.settings['callback.successStatuses'] === '2xx' ? status >= 200 && status < 300 : status === 200;
    this.#end(exchange, isAccepted ? null : status);
    return new Response(body, { status, headers });
  }

  readonly #accept: Answering = (exchange) => this.#status(exchange, 200);

  /** Two in five accept the messages, so that runs get on. */
  readonly #answerings: readonly Answering[] = [
    this.#accept,
    this.#accept,
    (exchange) => this.#status(exchange, 204),
    (exchange) => this.#status(exchange, failures[this.#options.below(failures.length)]!),
    (exchange) => this.#status(exchange, 500, large),
    (exchange) => this.#status(exchange, 200, '{"garbage'),
    (exchange) => this.#status(exchange, 200, large),
    (exchange) => this.#status(exchange, 200, endless()),
    (exchange) => this.#status(exchange, 302),
    (exchange) => {
      this.#end(exchange, 'no-connection');
      throw new TypeError('fetch failed', { cause: new Error('ECONNRESET') });
    },
    (exchange) => {
      this.#end(exchange, 'no-connection');
      return new Response(broken());
    },
    (exchange, signal) => this.#hang(exchange, signal),
    (exchange, signal) => this.#hangInBody(exchange, signal),
    (exchange, signal) => this.#answerSlowly(exchange, signal),
    (exchange, signal) => this.#answerSlowly(exchange, signal),
    (exchange) => this.#redirect(exchange),
    (exchange) => {
      exchange.isLoop = true;
      return this.#redirect(exchange);
    },
    (exchange) => this.#redirect(exchange, 'ftp://webhook/in'),
  ];

  #hang(exchange: Exchange, signal: AbortSignal): Promise<Response> {
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        this.#end(exchange, 'timeout');
        reject(signal.reason as Error);
      });
    });
  }

  /** The status says that it accepts, but the answer never ends. */
  #hangInBody(exchange: Exchange, signal: AbortSignal): Response {
    const start = (controller: ReadableStreamDefaultController) => {
      controller.enqueue(Uint8Array.of(123));
      signal.addEventListener('abort', () => {
        this.#end(exchange, 'timeout');
        controller.error(signal.reason);
      });
    };
    return new Response(new ReadableStream({ start }));
  }

  /** Answers within the limit or after it. */
  #answerSlowly(exchange: Exchange, signal: AbortSignal): Promise<Response> {
    const { clock, settings, below } = this.#options;
    const ms = 1 + below(1.5 * settings['callback.timeoutMs']);
    const answer = new Promise<Response>((resolve) => {
      clock.schedule(ms, () => {
        if (!exchange.isOver) resolve(this.#status(exchange, 200));
      });
    });
    return Promise.race([answer, this.#hang(exchange, signal)]);
  }

  #redirect(exchange: Exchange, location = `http://webhook/in?exchange=${exchange.number}`): Response {
    const status = [302, 303, 307, 308][this.#options.below(4)]!;
    if (this.#options.settings['callback.redirects'] === 'refuse') return this.#status(exchange, status, null, { location });
    const isEnd = location.startsWith('ftp:') || exchange.redirects++ === mostRedirects;
    if (isEnd) this.#end(exchange, 'no-connection');
    return new Response(null, { status, headers: { location } });
  }

  #token(signal: AbortSignal): Response | Promise<Response> {
    const answer = this.#isUnderFire ? this.#options.below(10) : 9;
    if (answer === 0) return new Response(null, { status: 500 });
    if (answer === 1) return new Response('{"access_token":');
    if (answer === 2)
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    return Response.json({ access_token: `token-${this.#tokens++}`, expires_in: 1 + this.#options.below(60) });
  }
}

function endless(): ReadableStream {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(16_384)) });
}

function broken(): ReadableStream {
  return new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) });
}
