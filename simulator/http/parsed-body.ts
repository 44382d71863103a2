import type { IncomingMessage } from 'node:http';
import { deepestNesting } from '../protocol/nesting.ts';

/** The bytes of a body that a middleware has read, and its headers as they fit these bytes. */
export interface RestoredBody {
  readonly bytes: Uint8Array;
  readonly headers: IncomingMessage['headers'];
}

/** What body parsers add to a request. Serverless platforms, and users with the option `verify`, add `rawBody`. */
interface Parsed {
  readonly rawBody?: unknown;
  readonly body?: unknown;
}

/** Whether a middleware has read the body before. */
export function isBodyRead(request: IncomingMessage): boolean {
  return request.readableDidRead || request.readableEnded;
}

/** Makes the bytes of the body again from what the parser has left; undefined when that cannot be used. */
export function restoreBody(request: IncomingMessage): RestoredBody | undefined {
  const { rawBody, body } = request as Parsed;
  const type = request.headers['content-type'] ?? '';
  // Parsers decompress.
  const { 'content-encoding': _, ...headers } = request.headers;
  if (rawBody instanceof Uint8Array) return { bytes: rawBody, headers };
  if (body instanceof Uint8Array) return { bytes: body, headers };
  const text = textOf(body, type);
  if (text === undefined) return undefined;
  const typeInUtf8 = `${type.replaceAll(/;\s*charset=[^;]*/gi, '')}; charset=utf-8`;
  return { bytes: new TextEncoder().encode(text), headers: { ...headers, ...(type !== '' && { 'content-type': typeInUtf8 }) } };
}

function textOf(body: unknown, type: string): string | undefined {
  if (typeof body === 'string') return body;
  if (body === undefined) return undefined;
  if (/^[^;]*[/+]json\b/i.test(type)) return JSON.stringify(cutBelow(body, deepestNesting + 1));
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return new URLSearchParams(formFields(body)).toString();
  return undefined;
}

/** The value without what is nested deeper than some levels, which no JSON writer may see. What is left is still refused as too deep. */
function cutBelow(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return levels === 1 ? [] : value.map((member) => cutBelow(member, levels - 1));
  if (levels === 1) return {};
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cutBelow(member, levels - 1)]));
}

/** Parsers make lists of repeated names, and some make objects of names with brackets. */
function formFields(value: unknown, name = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, member]) => {
    const isRepeated = Array.isArray(value);
    return formFields(member, isRepeated ? name : name === '' ? key : `${name}[${key}]`);
  });
}
