import type { IncomingMessage } from 'node:http';

/** Whatever the setting `http.maxBodyBytes` says, no more than this is held in memory. */
const hardLimit = 64 * 1024 * 1024;
/** So much of a body that is too large is read and thrown away, so that a client which only listens at the end hears why. */
const drained = 16 * 1024 * 1024;

const nothing = new Uint8Array();

/**
 * Reads a request's body: one byte more than the limit at most, so that the check of the size sees that it is too large.
 * @throws when the client goes away before its request is complete
 */
export function readBody(request: IncomingMessage, limit: number | null): Promise<Uint8Array> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return Promise.resolve(nothing);
  const kept = Math.min(limit ?? hardLimit, hardLimit) + 1;
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const done = () => resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
    request.on('data', (part: Buffer) => {
      if (size < kept) parts.push(part.subarray(0, kept - size));
      size += part.byteLength;
      if (size > kept + drained) {
        request.pause();
        done();
      }
    });
    request.on('end', done);
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new Error('the client went away before its request was complete'));
    });
  });
}
