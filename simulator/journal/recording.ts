import { encodingOf } from '../protocol/body-text.ts';
import { remembering } from '../protocol/remembering.ts';
import type { RecordedAnswer, RecordedMessage, RecordedRequest } from './journal.ts';
import type { KeptText } from './kept-text.ts';
import { cutMasked, keepText, showText, sizeOfText } from './kept-text.ts';
import { mask, maskAuthorization, maskForm, maskTarget, maskText } from './masking.ts';

/** A request or an answer as it came. */
export interface SentMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

export interface SentRequest extends SentMessage {
  readonly method: string;
  readonly target: string;
}

export interface SentAnswer extends SentMessage {
  readonly status: number;
}

/** The most bytes of a body that the journal shows, and UTF-16 code units of a target and of a header. */
export const shownOf = { body: 20_000, target: 8000, header: 2000 } as const;

/** The headers that the journal shows. The others differ from client to client and do not matter to ECE. */
const headersShown = [
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
/** Headers with more than this together are not kept as they came, but only as far as they are shown. */
const headersKeptWhole = 4000;

/** What the journal keeps of a message until it is read. Nothing in it is masked. */
export interface KeptMessage {
  readonly headers: Readonly<Record<string, KeptText>>;
  /** Empty when the journal would not show it. */
  readonly body: Uint8Array | string;
  /** Bytes of the whole body; UTF-16 code units when it came as a string. */
  readonly bodySize: number;
  /** Bytes in memory. */
  readonly size: number;
}

export interface KeptRequest {
  readonly method: string;
  readonly target: KeptText;
  readonly message: KeptMessage;
}

export interface KeptAnswer {
  readonly status: number;
  readonly message: KeptMessage;
}

/** @param margin the length of the longest secret that could stand at a bound, in its longest encoding */
export function keepRequest(request: SentRequest, margin: number): KeptRequest {
  const { method, target } = request;
  return { method, target: keepText(target, shownOf.target, margin), message: keepMessage(request, margin) };
}

export function keepAnswer(answer: SentAnswer, margin: number): KeptAnswer {
  return { status: answer.status, message: keepMessage(answer, margin) };
}

function keepMessage({ headers, body }: SentMessage, margin: number): KeptMessage {
  const sizeOfHeaders = sizeOf(headers);
  const isSmall = sizeOfHeaders <= headersKeptWhole;
  const keptBody = body.length > 0 && isTextual(headers) ? keepBody(body, shownOf.body + margin) : '';
  return {
    headers: isSmall ? headers : keepShownHeaders(headers, margin),
    body: keptBody,
    bodySize: body.length,
    size:
      (isSmall ? sizeOfHeaders : headersKeptWhole) +
      (typeof keptBody === 'string' ? 2 * keptBody.length : keptBody.byteLength) +
      300,
  };
}

function sizeOf(headers: SentMessage['headers']): number {
  let size = 0;
  for (const name in headers) size += 100 + name.length + headers[name]!.length;
  return size;
}

/** Bytes in memory of a message that is kept as it came; Infinity for one of which something must be cut or copied. */
export function sizeOfShortMessage({ headers, body }: SentMessage): number {
  const sizeOfHeaders = sizeOf(headers);
  if (sizeOfHeaders > headersKeptWhole || (body.length > 0 && !(isShortBody(body) && isTextual(headers)))) return Infinity;
  return sizeOfHeaders + (typeof body === 'string' ? 2 * body.length : body.byteLength) + 300;
}

/** A part of a buffer keeps the whole buffer in memory. */
function isShortBody(body: Uint8Array | string): boolean {
  return body.length <= shownOf.body && (typeof body === 'string' || body.buffer.byteLength === body.byteLength);
}

function isTextual(headers: SentMessage['headers']): boolean {
  const type = headers['content-type'];
  return type !== undefined && isTextualType(type);
}

const isTextualType = remembering((type) => /json|xml|text|urlencoded/i.test(type));

function keepBody(body: Uint8Array | string, most: number): Uint8Array | string {
  if (typeof body === 'string') {
    const kept = keepText(body, most, 0);
    return typeof kept === 'string' ? kept : kept.beginning;
  }
  // A part of a buffer keeps the whole buffer in memory.
  const isWholeBuffer = body.byteLength <= most && body.buffer.byteLength === body.byteLength;
  return isWholeBuffer ? body : Uint8Array.prototype.slice.call(body, 0, most);
}

function keepShownHeaders(headers: SentMessage['headers'], margin: number): Record<string, KeptText> {
  const names = headersShown.filter((name) => headers[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, keepText(headers[name]!, shownOf.header, margin)]));
}

export function sizeOfRequest({ target, message }: KeptRequest): number {
  return sizeOfText(target) + message.size;
}

/** @param conceal masks the secrets of the partition */
export function toRecordedRequest({ method, target, message }: KeptRequest, conceal: (text: string) => string): RecordedRequest {
  return {
    method: conceal(method),
    target: showText(target, shownOf.target, (text) => conceal(maskTarget(text))),
    ...recordMessage(message, conceal),
  };
}

export function toRecordedAnswer({ status, message }: KeptAnswer, conceal: (text: string) => string): RecordedAnswer {
  return { status, ...recordMessage(message, conceal) };
}

function recordMessage({ headers, body, bodySize }: KeptMessage, conceal: (text: string) => string): RecordedMessage {
  const shown: Record<string, string> = {};
  for (const name of headersShown) {
    const value = headers[name];
    if (value !== undefined) shown[name] = showText(value, shownOf.header, (text) => conceal(maskHeader(name, text)));
  }
  const type = headers['content-type'] ?? '';
  return { headers: shown, body: recordBody(body, bodySize, typeof type === 'string' ? type : type.beginning, conceal) };
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

function recordBody(body: Uint8Array | string, size: number, contentType: string, conceal: (text: string) => string): string {
  if (body.length === 0) return size > 0 ? `(${size} bytes)` : '';
  const text = decode(body, contentType);
  const masked = conceal(/urlencoded/i.test(contentType) ? maskForm(text) : maskText(text));
  if (size <= shownOf.body) return masked;
  const shown = decode(typeof body === 'string' ? body.slice(0, shownOf.body) : body.subarray(0, shownOf.body), contentType);
  const cut = cutMasked(masked, shown.length, body.length === size ? 0 : text.length - shown.length);
  return `${cut} (${size - shownOf.body} more bytes)`;
}

/** Reads a body in its encoding; what is not of the encoding is shown as U+FFFD. */
function decode(body: Uint8Array | string, contentType: string): string {
  return typeof body === 'string' ? body : decoderOf(encodingOf(body, contentType)).decode(body);
}

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder();
  }
}
