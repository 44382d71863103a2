/** What the codes of the system and of Node's parsers say. */
const words: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'nothing listens there'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the other side closed the connection'],
  [/^ENOTFOUND$/, 'no host has this name'],
  [/^EAI_AGAIN$/, 'the name of the host cannot be looked up now'],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'no connection could be made in time'],
  [/^E(HOST|NET)(UNREACH|DOWN)$/, 'no way leads to this host'],
  [/^HPE_/, 'what answers there does not speak HTTP'],
  [/^(EPROTO|ERR_SSL_)/, 'what answers there does not speak TLS: is it http:// in place of https://?'],
  [/CERT|UNABLE_TO_/, 'its certificate is not trusted: name its authority in NODE_EXTRA_CA_CERTS'],
];

/** Why no answer came to a request, as the part of a sentence, with the code of the system. */
export function describeConnectionProblem(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return message;
  return `${words.find(([pattern]) => pattern.test(code))?.[1] ?? message} (${code})`;
}
