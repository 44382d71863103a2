import { authorization } from './token.ts';

/** The control API said no, or cannot be reached (status 0). The message is for people. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The page lies beside the control API, also behind a gateway that puts a folder in front. */
export const controlBase = new URL('../v1', location.href).pathname;

/** Where clients find ECE. */
export const eceUrl = new URL('../../', location.href).href.replace(/\/$/, '');

export function partitionBase(partition: string): string {
  return `${controlBase}/partitions/${encodeURIComponent(partition)}`;
}

/** @throws {ControlRefusal} */
export async function call(method: string, url: string, body?: unknown): Promise<unknown> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = { ...authorization(), ...(text !== undefined && { 'content-type': 'application/json' }) };
  const response = await fetch(url, { method, headers, ...(text !== undefined && { body: text }) }).catch(() => {
    throw new ControlRefusal(0, 'The simulator does not answer.');
  });
  const answer = await response.text().catch(() => '');
  const json = parsed(answer);
  if (response.ok) return json;
  const { message, allowed } = problemIn(json);
  const hint = Array.isArray(allowed) && allowed.length > 0 ? ` Possible: ${allowed.slice(0, 12).join(', ')}.` : '';
  throw new ControlRefusal(response.status, `${message ?? `The simulator answered ${response.status}.`}${hint}`);
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemIn(json: unknown): { message?: string; allowed?: unknown } {
  return (json as { error?: { message?: string; allowed?: unknown } } | undefined)?.error ?? {};
}

/** The control calls of one partition. */
export class PartitionControl {
  readonly base: string;

  constructor(partition: string) {
    this.base = partitionBase(partition);
  }

  get(path: string): Promise<unknown> {
    return call('GET', this.base + path);
  }

  post(path: string, body?: unknown): Promise<unknown> {
    return call('POST', this.base + path, body);
  }

  patch(path: string, body: unknown): Promise<unknown> {
    return call('PATCH', this.base + path, body);
  }

  put(path: string, body: unknown): Promise<unknown> {
    return call('PUT', this.base + path, body);
  }

  remove(path: string): Promise<unknown> {
    return call('DELETE', this.base + path);
  }
}
