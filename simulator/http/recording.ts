import type { RecordedAnswer, RecordedMessage, RecordedRequest } from './journal.ts';
import { mask, masked, maskedAuthorization, maskedForm, maskedTarget } from './masking.ts';

/** Bytes of a body that are kept. */
const bodyKept = 20_000;

/** Headers worth keeping: the others differ from client to client and say nothing. */
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
];

export function recordedRequest(request: {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: Uint8Array | string;
}): RecordedRequest {
  return { method: request.method, target: maskedTarget(request.target), ...message(request) };
}

export function recordedAnswer(answer: {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array | string;
}): RecordedAnswer {
  return { status: answer.status, ...message(answer) };
}

function message({ headers, body }: { headers: Record<string, string>; body: Uint8Array | string }): RecordedMessage {
  const kept = headersKept.flatMap((name) => (headers[name] === undefined ? [] : [[name, recordedHeader(name, headers[name])]]));
  return {
    headers: Object.fromEntries(kept) as Record<string, string>,
    body: recordedBody(body, headers['content-type'] ?? ''),
  };
}

function recordedHeader(name: string, value: string): string {
  switch (name) {
    case 'authorization':
      return maskedAuthorization(value);
    case 'x-egain-session':
      return mask;
    case 'location':
      return maskedTarget(value);
    default:
      return value;
  }
}

function recordedBody(body: Uint8Array | string, contentType: string): string {
  const size = typeof body === 'string' ? body.length : body.byteLength;
  if (size > 0 && !/json|xml|text|urlencoded/i.test(contentType)) return `(${size} bytes)`;
  const text = typeof body === 'string' ? body.slice(0, bodyKept) : new TextDecoder().decode(body.subarray(0, bodyKept));
  const rest = size > bodyKept ? ` (${size - bodyKept} more bytes)` : '';
  return (/urlencoded/i.test(contentType) ? maskedForm(text) : masked(text)) + rest;
}
