/** A request of any skin as text and bytes, without types of Express, MSW or Node. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as on the request line. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Scheme, host, port and perhaps a path at which the client reached the simulator, where the skin can tell. */
  readonly base?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A short text is left as such: a socket sends it in one piece with the head. */
  readonly body: Uint8Array | string;
}

const encoder = new TextEncoder();

export function bytesOf(body: HttpAnswer['body']): Uint8Array {
  return typeof body === 'string' ? encoder.encode(body) : body;
}

/** How a skin sends a body in pieces: the bytes of a piece, and the pause before the next one. */
export interface Pace {
  readonly bytes: number;
  /** Resolves when the next piece may be sent. */
  readonly pause: () => Promise<void>;
}

/** Gives the pieces of a body one by one, with a pause between two of them. */
export async function* splitWithPauses(body: Uint8Array, { bytes, pause }: Pace): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < body.byteLength; at += bytes) {
    if (at > 0) await pause();
    yield body.subarray(at, at + bytes);
  }
}

/** An answer of which only the first bytes of the body are sent. */
export interface PartialAnswer {
  readonly answer: HttpAnswer;
  readonly bytes: number;
}

/** How an exchange ends: the skin sends an answer, or lets the connection fail. */
export type ExchangeEnd =
  | {
      readonly kind: 'answer';
      readonly answer: HttpAnswer;
      /** The skin calls it when the whole answer is sent. */
      readonly flushed: () => void;
      readonly pace?: Pace | undefined;
    }
  /** Close the connection: after `partial.bytes` of the body, or, when `partial` is null, before the answer. */
  | {
      readonly kind: 'close';
      readonly partial: PartialAnswer | null;
      /** Whether it is closed by RST, as a crash closes it. */
      readonly isReset?: boolean | undefined;
    }
  /** Keep the connection open and never answer. */
  | {
      readonly kind: 'hang';
      /** The skin calls it when the client has closed the connection. */
      readonly abandoned: () => void;
    };
