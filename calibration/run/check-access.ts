import { CalibrationError } from '../errors.ts';
import type { Known } from '../plan/known.ts';
import type { ProbeAnswer, ProbeRequest } from '../plan/probe.ts';
import { configurationCall, learnToken, tokenCall } from '../plan/requests.ts';
import { Runner } from './runner.ts';
import type { Target } from './target.ts';

const isCertificate = /certificate|self-signed|CERT_|unable to verify/i;

/**
 * Asks for a token and for the entry point, before anything else is sent. When it fails, the token is revoked.
 * @throws {CalibrationError} that says what was tried, what came back, and what to do
 */
export async function checkAccess(target: Target & { isEnding: boolean }, known: Known): Promise<void> {
  try {
    await askForAccess(target, known);
  } catch (error) {
    target.isEnding = true;
    await new Runner(target, known, () => undefined).endAll();
    throw error;
  }
}

async function askForAccess(target: Target, known: Known): Promise<void> {
  const token = await ask(target, tokenCall('access').request(known));
  const isPage = /^\s*<(!doctype|html)/i.test(token.body);
  if (isPage || token.status === 404)
    throw new CalibrationError(
      `${target.origin}${known.root} answered the token call with ${token.status}${isPage ? ' and a web page' : ''}: is it an ECE, and is "${known.root}" its context root? Give --url with the host and the context root, e.g. https://chat.example.com/system.`,
    );
  if (token.status >= 300 && token.status < 400)
    throw new CalibrationError(`${target.origin} redirects the token call to another page: give the URL behind its login page.`);
  if ([400, 401, 403].includes(token.status) && /access_denied|session/i.test(token.body))
    throw new CalibrationError('Every session of this client application is taken: revoke one, or wait until one ends.');
  if ([400, 401, 403].includes(token.status))
    throw new CalibrationError(
      `ECE refused the client id or the client secret with ${token.status}: correct --client-id and --client-secret.`,
    );
  learnToken(token, known);
  if (known.token === undefined)
    throw new CalibrationError(
      `The token call was answered ${token.status} without a token: is ${target.origin} an ECE of version 19?`,
    );
  const id = known.entryPoints.ready ?? '';
  const configuration = await ask(target, configurationCall('access').request(known));
  if (configuration.status >= 300)
    throw new CalibrationError(
      `ECE answered ${configuration.status} for the entry point ${id}: is it active, and may this client application use it? Correct --entry-point.`,
    );
}

async function ask(target: Target, request: ProbeRequest): Promise<ProbeAnswer> {
  const answer = await target.send(request);
  if ('status' in answer) return answer;
  const trust = isCertificate.test(answer.failure)
    ? ' Give the certificate of its authority by --trust, or in NODE_EXTRA_CA_CERTS.'
    : '';
  throw new CalibrationError(
    `${target.origin} could not be reached: ${answer.failure}.${trust || ' Is the host of --url right?'}`,
  );
}
