/** A request as a client makes it. */
export interface Call {
  /** Path and query. */
  readonly target: string;
  /** Default GET. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The answer to a call. */
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

  /** The code of a refusal, such as `404-142`, or else the status. A code always begins with the status of its answer. */
  get outcome(): string | number {
    const code = /(?:"code":"|<code>)(\d{3}-\d{3,4})/.exec(this.text)?.[1];
    if (code !== undefined && !code.startsWith(`${this.status}-`))
      throw new Error(`The answer ${this.status} has the code ${code}.`);
    return code ?? this.status;
  }

  get xmlRoot(): string | undefined {
    return /<([\w.-]+)[\s>/]/.exec(this.text.replace(/^<\?xml[^>]*\?>/, ''))?.[1];
  }

  get xmlNamespace(): string | undefined {
    return /\sxmlns="([^"]*)"/.exec(this.text)?.[1];
  }
}

/** The same call with added or replaced headers. */
export function withHeaders(call: Call, headers: Readonly<Record<string, string>>): Call {
  return { ...call, headers: { ...call.headers, ...headers } };
}

export function withoutHeader({ headers, ...call }: Call, name: string): Call {
  return { ...call, headers: Object.fromEntries(Object.entries(headers ?? {}).filter(([header]) => header !== name)) };
}

/** The same call with one more query parameter. */
export function withQuery(call: Call, parameter: string): Call {
  return { ...call, target: `${call.target}${call.target.includes('?') ? '&' : '?'}${parameter}` };
}

/** The call as arguments of `fetch`. The body becomes bytes, because `fetch` adds a content type to a text. */
export function requestInit({ body, ...init }: Omit<Call, 'target'>): RequestInit {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { redirect: 'manual', ...init, ...(bytes !== undefined && { body: new Uint8Array(bytes) }) };
}

export async function answerOf(response: Response): Promise<Answer> {
  return new Answer(response.status, Object.fromEntries(response.headers), new Uint8Array(await response.arrayBuffer()));
}
