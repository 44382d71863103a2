import type { IncomingMessage } from 'node:http';

/** The most that is held in memory, whatever the setting `http.maxBodyBytes` says. */
export const hardLimit = 64 * 1024 * 1024;
/** How much of a body that is too large is read and dropped: some clients read the answer only when they have sent everything. */
const mostDropped = 16 * 1024 * 1024;

const nothing = new Uint8Array();

/**
 * Reads the body of a request, at most one byte more than the limit: the check of the size then sees that it is too large.
 * @throws when the client goes away before its request is complete
 */
export function readBody(request: IncomingMessage, limit: number | null): Promise<Uint8Array> {
  if (!hasBody(request)) return Promise.resolve(nothing);
  if (request.destroyed) return Promise.reject(makeAbortedRequestError());
  const kept = Math.min(limit ?? hardLimit, hardLimit) + 1;
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const done = () => resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
    request.on('data', (part: Buffer) => {
      if (size < kept) parts.push(part.subarray(0, kept - size));
      size += part.byteLength;
      if (size > kept + mostDropped) {
        request.pause();
        done();
      }
    });
    request.on('end', done);
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(makeAbortedRequestError());
    });
  });
}

export function hasBody({ headers: { 'content-length': length, 'transfer-encoding': encoding } }: IncomingMessage): boolean {
  return encoding !== undefined || (length !== undefined && length !== '0');
}

function makeAbortedRequestError(): Error {
  return new Error('the client went away before its request was complete');
}
