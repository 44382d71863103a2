import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** A connection on which a test writes any bytes, also bytes that are not HTTP. */
export class RawSocket implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #closed: Promise<void>;
  #received = '';

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#socket = connect(Number(port), hostname);
    this.#socket.setEncoding('latin1').on('data', (part: string) => (this.#received += part));
    this.#closed = new Promise((resolve) => void this.#socket.once('close', () => resolve()));
    // A reset connection counts as closed: tests look at what was received before.
    this.#socket.on('error', () => undefined);
  }

  /** False when the connection has ended. */
  write(text: string): Promise<boolean> {
    return new Promise((resolve) => void this.#socket.write(text, 'latin1', (error) => resolve(error == null)));
  }

  /** Everything the server sends until it closes the connection. */
  async untilClosed(): Promise<string> {
    await this.#closed;
    return this.#received;
  }

  /** Everything received, as soon as it contains this text. */
  async until(text: string): Promise<string> {
    while (!this.#received.includes(text)) await once(this.#socket, 'data');
    return this.#received;
  }

  /** Stops reading until {@link RawSocket.resume}. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Half-closes the connection: this side sends nothing more. */
  end(): void {
    this.#socket.end();
  }

  /** Resets the connection, as a crashing client does. */
  abort(): void {
    this.#socket.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
    await this.#closed;
  }
}

/** The text of an HTTP/1.1 request on a connection that closes after the answer. */
export function requestText(line: string, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const all = { host: 'ece', connection: 'close', ...headers };
  return `${line} HTTP/1.1\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n${body}`;
}
