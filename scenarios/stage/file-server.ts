import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FileHost } from '../../client/index.ts';
import { LocalServer } from './local-server.ts';

export interface ServedFile {
  contentType: string;
  content: string | Uint8Array;
  status: number;
  without: readonly ('content-length' | 'content-type')[];
  does: 'serves' | 'hangs' | 'closes the connection';
  redirectsTo?: string | undefined;
}

/** The customer's file server. Get Attachment URL stores its files here too. */
export class FileServer implements FileHost {
  readonly #files = new Map<string, ServedFile>();
  #server!: LocalServer;

  static async open(): Promise<FileServer> {
    const files = new FileServer();
    files.#server = await LocalServer.open((request, response) => files.#answer(request, response));
    return files;
  }

  get url(): string {
    return this.#server.url;
  }

  /** Ids of the client's requests that hang here. */
  get hanging(): ReadonlySet<string> {
    return this.#server.hanging;
  }

  /** How many requests hang here, those of ECE included. */
  get held(): number {
    return this.#server.held;
  }

  /** @returns the URL of the file */
  serve(fileName: string, file: ServedFile): string {
    const path = `/${encodeURIComponent(fileName)}`;
    this.#files.set(path, file);
    return this.url + path;
  }

  async store({ fileName, contentType, content }: Parameters<FileHost['store']>[0]): Promise<string> {
    const served = { contentType, content, status: 200, without: [], does: 'serves' } as const;
    return Promise.resolve(this.serve(`hosted/${fileName}`, served));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const file = this.#files.get(request.url?.split('?')[0] ?? '');
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const id = request.headers['x-request-id'];
    if (file.does === 'closes the connection') response.destroy();
    else if (file.does === 'hangs') this.#server.hold(response, typeof id === 'string' ? id : undefined);
    else if (file.redirectsTo !== undefined) {
      response.writeHead(302, { location: file.redirectsTo === 'itself' ? request.url : file.redirectsTo }).end();
    } else serve(file, response);
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

function serve({ status, contentType, content, without }: ServedFile, response: ServerResponse): void {
  response.writeHead(status, {
    ...(!without.includes('content-type') && { 'content-type': contentType }),
    ...(!without.includes('content-length') && { 'content-length': Buffer.byteLength(content) }),
  });
  // Written in two parts, because Node adds the header to a body that it gets as one part.
  if (without.includes('content-length')) response.write('');
  response.end(content);
}
