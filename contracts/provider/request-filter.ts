import type { Request, RequestHandler } from 'express';

/** What the states of an interaction returned, by name: ids, credentials, tokens. */
export type StateValues = Readonly<Record<string, string>>;

/**
 * Corrects a request of a pact on its way to the provider: tokens that live for one run cannot stand in a pact, and the verifier's
 * proxy spoils forms.
 * @param values what the states of the interaction have returned so far
 */
export function requestFilter(values: () => StateValues): RequestHandler {
  return (request, _response, next) => {
    if (!verifierPaths.includes(request.path)) correctRequest(request, values());
    next();
  };
}

/** The paths on which the verifier asks its proxy for states and messages. */
const verifierPaths = ['/_pactSetup', '/_messages'];

function correctRequest(request: Request, { accessToken, session }: StateValues): void {
  const { headers } = request;
  if (accessToken !== undefined && /^bearer\s/i.test(headers.authorization ?? ''))
    headers.authorization = `Bearer ${accessToken}`;
  if (session !== undefined && headers['x-egain-session'] !== undefined) headers['x-egain-session'] = session;
  const body = encodeBody(request.body, headers['content-type'] ?? '');
  if (body === undefined) return;
  request.body = body;
  headers['content-length'] = String(body.byteLength);
}

/** The proxy has parsed the body. It would send a form as JSON, cut at the length of the form. */
function encodeBody(body: unknown, contentType: string): Buffer | undefined {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return undefined;
  const isForm = contentType.startsWith('application/x-www-form-urlencoded');
  return Buffer.from(isForm ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body));
}
