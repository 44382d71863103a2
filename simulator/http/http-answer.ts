import type { Answer, AnswerBody } from '../operations/call.ts';
import type { Format } from '../protocol/representation.ts';
import { mediaTypes } from '../protocol/representation.ts';
import { remembering } from '../protocol/remembering.ts';
import { longestText } from '../protocol/sent-body.ts';
import type { SettingValues } from '../protocol/settings.ts';
import type { HttpAnswer } from './exchange.ts';

const encoder = new TextEncoder();

type Headers = Readonly<Record<string, string>>;

export const noHeaders: Headers = {};

/** Most answers have no other header, and share these. */
const headersOfType = remembering((type) => requireSendable({ 'content-type': type }));

/**
 * Turns an answer into bytes; nothing else does.
 * @throws {Error} for a header that no skin could send, e.g. the content type of a file with a line break in it
 */
export function writeHttpAnswer(answer: Answer, format: Format, settings: SettingValues, further: Headers): HttpAnswer {
  const { status, body } = answer;
  const isWhole = further === noHeaders && answer.headers === undefined;
  if (body === undefined && isWhole) return emptyAnswer(status);
  const own = body === undefined ? noHeaders : headersOfType(contentTypeOf(body, format, settings));
  const headers = isWhole ? own : requireSendable({ ...own, ...further, ...answer.headers });
  return { status, headers, body: body === undefined ? '' : bodyOf(body, format) };
}

const emptyAnswers = new Map<number, HttpAnswer>();

/** One for each status. */
function emptyAnswer(status: number): HttpAnswer {
  let found = emptyAnswers.get(status);
  if (found === undefined) emptyAnswers.set(status, (found = { status, headers: noHeaders, body: '' }));
  return found;
}

function contentTypeOf(body: AnswerBody, format: Format, settings: SettingValues): string {
  if ('bytes' in body) return body.contentType;
  const charset = settings['http.contentTypeCharset'];
  return charset === 'none' ? mediaTypes[format] : `${mediaTypes[format]}; charset=${charset}`;
}

function bodyOf(body: AnswerBody, format: Format): Uint8Array | string {
  if ('bytes' in body) return body.bytes;
  const text = format === 'json' ? JSON.stringify(body.json) : body.xml();
  return text.length <= longestText ? text : encoder.encode(text);
}

function requireSendable(headers: Headers): Headers {
  for (const [name, value] of Object.entries(headers)) {
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) continue;
    throw new Error(`The header ${JSON.stringify(name)} cannot be ${JSON.stringify(value)}: HTTP has no such header.`);
  }
  return headers;
}
