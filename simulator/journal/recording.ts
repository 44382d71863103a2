import { beginningOf } from '../protocol/well-formed-text.ts';
import type { RecordedAnswer, RecordedMessage, RecordedRequest } from './journal.ts';
import { mask, maskText, maskAuthorization, maskForm, maskTarget } from './masking.ts';

/** The most bytes of a body that the journal keeps. */
const bodyKept = 20_000;

/** The headers that the journal keeps. The others differ from client to client and do not matter to ECE. */
const headersKept = [
  'accept',
  'accept-language',
  'allow',
  'authorization',
  'content-disposition',
  'content-encoding',
  'content-type',
  'location',
  'origin',
  'www-authenticate',
  'x-egain-session',
  // A flow names the node that made the call in it.
  'x-node-run',
];

export function toRecordedRequest(request: {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: Uint8Array | string;
}): RecordedRequest {
  return { method: request.method, target: maskTarget(request.target), ...recordMessage(request) };
}

export function toRecordedAnswer(answer: {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array | string;
}): RecordedAnswer {
  return { status: answer.status, ...recordMessage(answer) };
}

function recordMessage({ headers, body }: { headers: Record<string, string>; body: Uint8Array | string }): RecordedMessage {
  const kept = headersKept.flatMap((name) => (headers[name] === undefined ? [] : [[name, maskHeader(name, headers[name])]]));
  return {
    headers: Object.fromEntries(kept) as Record<string, string>,
    body: recordBody(body, headers['content-type'] ?? ''),
  };
}

function maskHeader(name: string, value: string): string {
  switch (name) {
    case 'authorization':
      return maskAuthorization(value);
    case 'x-egain-session':
      return mask;
    case 'location':
      return maskTarget(value);
    default:
      return value;
  }
}

function recordBody(body: Uint8Array | string, contentType: string): string {
  const size = typeof body === 'string' ? body.length : body.byteLength;
  if (size > 0 && !/json|xml|text|urlencoded/i.test(contentType)) return `(${size} bytes)`;
  const text = typeof body === 'string' ? beginningOf(body, bodyKept) : new TextDecoder().decode(body.subarray(0, bodyKept));
  const rest = size > bodyKept ? ` (${size - bodyKept} more bytes)` : '';
  return (/urlencoded/i.test(contentType) ? maskForm(text) : maskText(text)) + rest;
}
