/** What the control API answered. */
export interface ControlAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined when there is no body. */
  readonly json: unknown;
}

/** What was wrong with a control call. */
export interface ControlProblem {
  readonly kind: string;
  readonly path: string;
  readonly message: string;
  readonly allowed?: unknown;
}

/** Calls the control API of a running simulator, or of one of its partitions. */
export class Control {
  readonly base: string;
  readonly #headers: Readonly<Record<string, string>>;

  /**
   * @param url where the simulator is reached, e.g. `http://127.0.0.1:8080`
   * @param partition default: the default partition, and the calls that concern the whole simulator
   * @param headers of every call, e.g. `authorization` with the control token
   */
  constructor(url: string, partition?: string, headers: Readonly<Record<string, string>> = {}) {
    this.base = `${url}/_sim/v1${partition === undefined ? '' : `/partitions/${partition}`}`;
    this.#headers = headers;
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ControlAnswer> {
    const response = await fetch(this.base + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...this.#headers, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
  }

  /** The answer of a call that must succeed. */
  async ask<Result>(method: string, path: string, body?: unknown): Promise<Result> {
    const { status, json } = await this.call(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${problemIn(json)?.message ?? status}`);
    return json as Result;
  }

  /** Status and problem of a call that must fail. */
  async refused(method: string, path: string, body?: unknown): Promise<{ status: number } & ControlProblem> {
    const { status, json } = await this.call(method, path, body);
    if (status < 400) throw new Error(`${method} ${path} is not refused: ${status} ${JSON.stringify(json)}`);
    return { status, ...problemIn(json)! };
  }

  advance(ms: number): Promise<object> {
    return this.ask('POST', '/clock/advance', { ms });
  }
}

function problemIn(json: unknown): ControlProblem | undefined {
  return (json as { error?: ControlProblem } | undefined)?.error;
}
