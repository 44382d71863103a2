import { messageOf } from './errors.ts';

const closedEarly = 'the connection was closed by the other side before the answer was complete';

const advice: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused; is the host name right and the server running?',
  ECONNRESET: 'the connection was reset by the other side',
  EPIPE: 'the connection was closed by the other side',
  UND_ERR_SOCKET: closedEarly,
  ENOTFOUND: 'the host name is not known; check its spelling and the DNS',
  EAI_AGAIN: 'the host name could not be looked up; check the DNS',
  ETIMEDOUT: 'the connection could not be made in time',
  UND_ERR_CONNECT_TIMEOUT: 'the connection could not be made in time',
  EPROTO: 'no TLS connection could be made; is it http:// in place of https://?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the other side does not speak TLS; is it http:// in place of https://?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the other side does not speak TLS; is it http:// in place of https://?',
};

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

type Failure = Error & { code?: unknown };

/** Lists the error and its causes. When a host has several addresses, Node's error holds one error for each address. */
const listCauses = function* (error: unknown): Generator<Failure> {
  for (let cause = error; cause instanceof Error; cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause)
    yield cause;
};

/** Whether the other side closed the connection. Node reports this as ECONNRESET too. */
function isClosedEarly({ code, message }: Failure) {
  return code === 'ECONNRESET' && (message === 'socket hang up' || message === 'aborted');
}

/** The system's code of a failed connection, e.g. `ECONNREFUSED`. */
export function codeOfNetworkFailure(error: unknown): string | undefined {
  return [...listCauses(error)].map((cause) => cause.code).find((code) => typeof code === 'string');
}

const withoutConnection =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(HOST|NET)(UNREACH|DOWN)|EADDRNOTAVAIL|EPROTO|UND_ERR_CONNECT_TIMEOUT|ERR_(SSL|TLS)_.+|CERT_.+)$/;

/** Whether the code says that no connection was made, so that the other side cannot have seen the request. */
export function isWithoutConnection(code: string | undefined): boolean {
  return code !== undefined && (withoutConnection.test(code) || untrusted.has(code));
}

/** Why `fetch` threw, as part of a sentence. Holds nothing of what was sent. */
export function describeNetworkFailure(error: unknown): string {
  const chain = [...listCauses(error)];
  const code = codeOfNetworkFailure(error);
  if (code === undefined) return messageOf(chain.at(-1) ?? error).replace(/\.$/, '');
  if (untrusted.has(code))
    return `its certificate is not trusted (${code}); give its authority as option "ca" of the authorization, or in NODE_EXTRA_CA_CERTS`;
  if (chain.some(isClosedEarly)) return `${closedEarly} (${code})`;
  if (code in advice) return `${advice[code]!} (${code})`;
  return `${chain.findLast((cause) => cause.code === code)!.message.trim()} (${code})`;
}
