/** A request as a client makes it. */
export interface Call {
  /** Path and query. */
  readonly target: string;
  /** Default GET. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What came back. */
export class Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;

  constructor(status: number, headers: Readonly<Record<string, string>>, bytes: Uint8Array) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }

  /** @throws when the body is not JSON */
  get json(): unknown {
    return JSON.parse(this.text) as unknown;
  }

  get contentType(): string | undefined {
    return this.headers['content-type'];
  }
}

/** The same call with further or other headers. */
export function withHeaders(call: Call, headers: Readonly<Record<string, string>>): Call {
  return { ...call, headers: { ...call.headers, ...headers } };
}

export function withoutHeader({ headers, ...call }: Call, name: string): Call {
  return { ...call, headers: Object.fromEntries(Object.entries(headers ?? {}).filter(([header]) => header !== name)) };
}

/** The same call with a further query parameter. */
export function withQuery(call: Call, parameter: string): Call {
  return { ...call, target: `${call.target}${call.target.includes('?') ? '&' : '?'}${parameter}` };
}
