import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '../errors.ts';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/**
 * A self-signed certificate, valid for a year, for the names and for this machine's own: `localhost`, `127.0.0.1`, `::1`. Clients trust it
 * by `NODE_EXTRA_CA_CERTS` or their own CA option.
 * @param names host names and addresses; the first is the common name
 */
export async function makeSelfSignedCertificate(names: readonly string[]): Promise<Certificate> {
  // It is loaded here, because at the top it would double the time of a start without TLS.
  const { generate } = await import('./self-signed.ts');
  const all = [...new Set(['localhost', '127.0.0.1', '::1', ...names])];
  const { private: key, cert } = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: all.map(toAltName) }],
  });
  return { key, cert };
}

function toAltName(name: string): { type: 2; value: string } | { type: 7; ip: string } {
  const isAddress = /^[\d.]+$|:/.test(name);
  return isAddress ? { type: 7, ip: name } : { type: 2, value: name };
}

/**
 * Reads the user's certificate and its key, both in PEM.
 * @throws {ConfigurationError} when a file cannot be read, or the two do not belong together
 */
export async function readCertificate(certFile: string, keyFile: string): Promise<Certificate> {
  const certificate = { cert: await readPem('tlsCert', certFile), key: await readPem('tlsKey', keyFile) };
  // It is loaded here, because most simulators serve no TLS, and it takes 6 ms.
  const { createSecureContext } = process.getBuiltinModule('node:tls');
  try {
    createSecureContext(certificate);
  } catch (error) {
    const message = `${certFile} and ${keyFile} are no certificate with its key, both in PEM: ${(error as Error).message}.`;
    throw new ConfigurationError([{ path: ['tlsCert'], message }]);
  }
  return certificate;
}

async function readPem(name: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError([{ path: [name], message: `The file cannot be read: ${(error as Error).message}.` }]);
  }
}
