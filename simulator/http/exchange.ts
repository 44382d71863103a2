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

/** How an exchange ends: the skin sends an answer, or lets the connection fail. */
export type ExchangeEnd =
  | {
      readonly kind: 'answer';
      readonly answer: HttpAnswer;
      /** The skin calls it when the answer is sent. */
      readonly flushed: () => void;
    }
  /** Close the connection, after so many bytes of the answer's body or before any of it. */
  | { readonly kind: 'close'; readonly partial: { readonly answer: HttpAnswer; readonly bytes: number } | null }
  /** Keep the connection open and never answer. */
  | {
      readonly kind: 'hang';
      /** The skin calls it when the client has closed the connection. */
      readonly abandoned: () => void;
    };
