import http from 'node:http';
import type { LoadedCall } from './load.ts';
import { BenchmarkError } from './question.ts';

/** One connection, on which one call follows another. */
export class OneConnection {
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

  /** Milliseconds until the answer has arrived. @throws {BenchmarkError} when it is not the right one */
  async timeOf({ name, url, method = 'GET', headers, body, status, isAnswer }: LoadedCall): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const began = performance.now();
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const request = http.request(url, { method, headers: { ...headers, ...length }, agent: this.#agent }, (answer) => {
      let text = '';
      answer.on('data', (part: Buffer) => (text += part.toString()));
      answer.on('end', () => {
        if (answer.statusCode === status && isAnswer(text)) resolve(performance.now() - began);
        else reject(new BenchmarkError(`"${name}" at ${url} was answered ${answer.statusCode}: ${text.slice(0, 200)}`));
      });
    });
    request.on('error', (error) => reject(new BenchmarkError(`"${name}" at ${url} had no answer: ${error.message}`)));
    request.end(body);
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}

export function percentileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
