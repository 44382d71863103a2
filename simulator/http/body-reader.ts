import type { IncomingMessage } from 'node:http';

/** The most that is held in memory, whatever the setting `http.maxBodyBytes` says. */
export const hardLimit = 64 * 1024 * 1024;
/** How much of a body that is too large is read and dropped: some clients read the answer only when they have sent everything. */
const mostDropped = 16 * 1024 * 1024;

const nothing = new Uint8Array();

export interface BodyReceiver {
  received: (body: Uint8Array) => void;
  /** The client went away before its request was complete. */
  aborted: () => void;
}

/** Reads the body of a request, at most one byte more than the limit: the check of the size then sees that it is too large. */
export function readBody(request: IncomingMessage, limit: number | null, { received, aborted }: BodyReceiver): void {
  if (!hasBody(request)) return received(nothing);
  if (request.destroyed) return aborted();
  const kept = Math.min(limit ?? hardLimit, hardLimit) + 1;
  const parts: Buffer[] = [];
  let size = 0;
  let isDone = false;
  const done = () => {
    if (isDone) return;
    isDone = true;
    received(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
  };
  request.on('data', (part: Buffer) => {
    if (size < kept) parts.push(size + part.byteLength <= kept ? part : part.subarray(0, kept - size));
    size += part.byteLength;
    if (size > kept + mostDropped) {
      request.pause();
      done();
    }
  });
  request.on('end', done);
  request.on('close', () => {
    if (!request.complete) aborted();
  });
}

export function hasBody({ headers: { 'content-length': length, 'transfer-encoding': encoding } }: IncomingMessage): boolean {
  return encoding !== undefined || (length !== undefined && length !== '0');
}
