import type { RecordedAnswer, RecordedMessage, RecordedRequest } from './journal.ts';

/** Characters of a body that are kept. */
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

const mask = '***';

export function recordedRequest(request: {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: Uint8Array | string;
}): RecordedRequest {
  return { method: request.method, target: maskedText(request.target), ...message(request) };
}

export function recordedAnswer(answer: {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array | string;
}): RecordedAnswer {
  return { status: answer.status, ...message(answer) };
}

function message({ headers, body }: { headers: Record<string, string>; body: Uint8Array | string }): RecordedMessage {
  const kept = headersKept.flatMap((name) => (headers[name] === undefined ? [] : [[name, maskedHeader(name, headers[name])]]));
  return {
    headers: Object.fromEntries(kept) as Record<string, string>,
    body: maskedText(bodyText(body, headers['content-type'])),
  };
}

/** The scheme stays visible: it often is what was wrong. */
function maskedHeader(name: string, value: string): string {
  if (name === 'x-egain-session') return mask;
  return name === 'authorization' ? value.replace(/^(\s*\S+\s+)?.*$/s, `$1${mask}`) : value;
}

function bodyText(body: Uint8Array | string, contentType = ''): string {
  if (typeof body === 'string') return cut(body);
  if (body.byteLength === 0) return '';
  if (!/json|xml|text|urlencoded/i.test(contentType)) return `(${body.byteLength} bytes)`;
  return cut(new TextDecoder().decode(body.subarray(0, bodyKept * 2)));
}

function cut(text: string): string {
  return text.length <= bodyKept ? text : `${text.slice(0, bodyKept)} (${text.length - bodyKept} more characters)`;
}

const secretMembers = 'access_token|refresh_token|client_secret|password|secret';

/** Values of secret members in JSON, XML, forms and query strings. */
function maskedText(text: string): string {
  return text
    .replaceAll(new RegExp(`("(?:${secretMembers})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, 'gi'), `$1${mask}`)
    .replaceAll(new RegExp(`(<(?:\\w+:)?(?:${secretMembers})(?:\\s[^>]*)?>)[^<]*`, 'gi'), `$1${mask}`)
    .replaceAll(new RegExp(`((?:^|[?&])(?:${secretMembers})=)[^&\\s]*`, 'gi'), `$1${mask}`);
}
