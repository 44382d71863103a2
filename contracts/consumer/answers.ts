import type { Answer, Body } from './interaction.ts';
import { like, text } from './templates.ts';

/** Headers and answers that many calls share (spec 2). */

export type Format = 'json' | 'xml';

const mediaTypes = { json: 'application/json', xml: 'application/xml' } as const;

/** Headers of a call without credentials. */
export function headersOf(accepted: Format, body?: Body) {
  return {
    Accept: mediaTypes[accepted],
    ...(body !== undefined && { 'Content-Type': mediaTypes['xml' in body ? 'xml' : 'json'] }),
  };
}

/** Headers of a v19 call: a state gives the access token. */
export function bearerHeaders(format: Format = 'json', body?: Body) {
  return {
    ...headersOf(format, body),
    Authorization: 'Bearer {accessToken}',
  };
}

/** Headers of a v12 call: a state gives the session. */
export function sessionHeaders(body?: Body) {
  return { ...headersOf('json', body), 'X-egain-session': '{session}' };
}

function ofType(format: Format) {
  return { 'Content-Type': text(new RegExp(`application/${format}(;.*)?`), mediaTypes[format]) };
}

export function json(status: number, body: object): Answer {
  return { status, headers: ofType('json'), body: { json: body } };
}

export function xml(status: number, root: string, body: object): Answer {
  return {
    status,
    headers: ofType('xml'),
    body: { xml: body, root },
  };
}

export function plainXml(status: number, body: Extract<Body, { plainXml: string }>): Answer {
  return {
    status,
    headers: ofType('xml'),
    body,
  };
}

export const noContent: Answer = { status: 204 };

type Code = `${number}-${number}`;

/** A refusal with its code (spec 2.4 and 13) in the requested format, and the part of its text that the client looks for. */
export function refusal(code: Code, example: string, format: Format = 'json', lookedFor?: RegExp): Answer {
  const status = Number(code.slice(0, 3));
  const body = { code, developerMessage: lookedFor ? text(lookedFor, example) : like(example) };
  return format === 'json' ? json(status, body) : xml(status, 'error', body);
}

export function notOngoing(format?: Format): Answer {
  return refusal(
    '400-630',
    'Following conversation id is invalid, completed or expired : 645ac530-7520-4daa-b95c-8e8cad6fcda7.',
    format,
    /.*conversation id is invalid, completed or expired.*/,
  );
}

export function internalError(format?: Format): Answer {
  return refusal('500-100', 'System is unable to process this request. Please contact your administrator.', format);
}
