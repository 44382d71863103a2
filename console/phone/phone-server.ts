import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallbackReceiver } from '../../client/index.ts';

export interface StoredFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** What the phones need of the network: where ECE sends its callbacks, and where it reads the files of customers. */
export class PhoneServer {
  readonly #server;
  readonly #files = new Map<string, StoredFile>();
  receiver: CallbackReceiver | undefined;

  private constructor() {
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://phone');
      if (pathname === '/callback' && this.receiver !== undefined) return this.receiver.router(request, response);
      const file = this.#files.get(pathname);
      if (file === undefined) return response.writeHead(404).end();
      return response
        .writeHead(200, { 'content-type': file.contentType, 'content-length': file.content.byteLength })
        .end(request.method === 'HEAD' ? undefined : file.content);
    });
  }

  static async open(): Promise<PhoneServer> {
    const opened = new PhoneServer();
    await new Promise<void>((resolve, reject) => {
      opened.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    opened.#server.unref();
    return opened;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get callbackUrl(): string {
    return `${this.url}/callback`;
  }

  /** The URL under which the file is read from now on. */
  store(file: StoredFile): string {
    const path = `/files/${crypto.randomUUID()}/${encodeURIComponent(file.fileName)}`;
    this.#files.set(path, file);
    return this.url + path;
  }

  file(url: string): StoredFile | undefined {
    return this.#files.get(new URL(url).pathname);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }
}
