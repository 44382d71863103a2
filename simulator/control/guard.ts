import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';

/**
 * Refuses calls of the control API from pages of another origin, and calls without the token where one is set.
 * @param url where clients reach the simulator; behind a proxy this is another address than the one it listens on
 */
export function guard(controlToken: string | undefined, url: () => string): RequestHandler {
  return (request, response, next) => {
    if (isForeignPage(request, new URL(url()).origin))
      refuse(response, 403, 'A page of another origin may not drive the control API.');
    else if (controlToken !== undefined && !carriesToken(request, controlToken)) {
      response.setHeader('www-authenticate', 'Bearer realm="ece-simulator control"');
      refuse(response, 401, 'The control API needs its token: Authorization: Bearer <control token>.');
    } else next();
  };
}

/** Browsers send the origin of a page; other clients send none. */
function isForeignPage({ headers, protocol }: Request, own: string): boolean {
  const { origin } = headers;
  if (origin !== undefined) return origin !== own && origin !== `${protocol}://${headers.host ?? ''}`;
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function carriesToken({ headers }: Request, expected: string): boolean {
  const given = /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}

function refuse(response: Response, status: number, message: string): void {
  response.status(status).json({ error: { kind: 'refused', path: '', message } });
}
