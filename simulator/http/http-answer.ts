import type { Reply } from '../operations/call.ts';
import { type Format, mediaTypes } from '../protocol/representation.ts';
import type { HttpAnswer } from './exchange.ts';

const encoder = new TextEncoder();
const nothing = new Uint8Array();

/** The one place where a reply becomes bytes. */
export function httpAnswer(reply: Reply, format: Format, further: Readonly<Record<string, string>>): HttpAnswer {
  const headers = { ...further, ...reply.headers };
  const { status, body } = reply;
  if (body === undefined) return { status, headers, body: nothing };
  if ('bytes' in body) return { status, headers: { 'content-type': body.contentType, ...headers }, body: body.bytes };
  const text = format === 'json' ? JSON.stringify(body.json) : body.xml();
  return { status, headers: { 'content-type': mediaTypes[format], ...headers }, body: encoder.encode(text) };
}
