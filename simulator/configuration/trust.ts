import type * as NodeCrypto from 'node:crypto';
import type * as NodeFiles from 'node:fs';
import { fileFailureInWords } from '../doors/file-failure.ts';
import { ConfigurationError } from '../errors.ts';

/**
 * The certificates that the option `trust` names.
 * @param trust names of files in PEM, or the PEM itself
 * @returns PEM texts
 * @throws {ConfigurationError} when a file cannot be read or holds no certificate
 */
export function readTrusted(trust: readonly string[]): string[] {
  return trust.map((entry, at) => {
    const pem = entry.includes('-----BEGIN') ? entry : readPemFile(entry, at);
    assertCertificate(pem, at);
    return pem;
  });
}

function readPemFile(file: string, at: number): string {
  const { readFileSync } = process.getBuiltinModule('node:fs') satisfies typeof NodeFiles;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const message = `The certificates in "${file}" cannot be read: ${fileFailureInWords(error)}.`;
    throw new ConfigurationError([{ path: ['trust', at], message }]);
  }
}

function assertCertificate(pem: string, at: number): void {
  const { X509Certificate } = process.getBuiltinModule('node:crypto') satisfies typeof NodeCrypto;
  try {
    new X509Certificate(pem);
  } catch {
    const message = 'must be a file with certificates in PEM ("-----BEGIN CERTIFICATE-----" and what follows), or their text';
    throw new ConfigurationError([{ path: ['trust', at], message }]);
  }
}
