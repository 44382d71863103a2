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
  readonly body: Uint8Array;
}

/** The body of an answer goes out so many bytes at a time. */
export interface Pace {
  readonly bytes: number;
  /** Resolves when the next bytes may go. */
  readonly pause: () => Promise<void>;
}

/** The pieces of a body, each when it may go. */
export async function* paced(body: Uint8Array, { bytes, pause }: Pace): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < body.byteLength; at += bytes) {
    if (at > 0) await pause();
    yield body.subarray(at, at + bytes);
  }
}

/** How an exchange ends: the skin sends an answer, or lets the connection fail. */
export type ExchangeEnd =
  | {
      readonly kind: 'answer';
      readonly answer: HttpAnswer;
      /** The skin calls it when the answer is sent and no pause of its pace is left. */
      readonly flushed: () => void;
      readonly pace?: Pace | undefined;
    }
  /** Close the connection, after so many bytes of the answer's body or before any of it. */
  | {
      readonly kind: 'close';
      readonly partial: { readonly answer: HttpAnswer; readonly bytes: number } | null;
      /** By RST. */
      readonly isReset?: boolean | undefined;
    }
  /** Keep the connection open and never answer. */
  | {
      readonly kind: 'hang';
      /** The skin calls it when the client has closed the connection. */
      readonly abandoned: () => void;
    };
