import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CertificateFileError } from '../simulator/errors.ts';

/**
 * Writes a certificate for clients to trust into a folder of its own, which only this user can read, so that nobody can put another file in its
 * place. The folder goes when the process ends.
 * @throws {CertificateFileError}
 */
export async function keepCertificateFile(certificate: string): Promise<string> {
  try {
    const folder = await mkdtemp(path.join(tmpdir(), 'ece-simulator-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'certificate.pem');
    await writeFile(file, certificate, { flag: 'wx', mode: 0o600 });
    return file;
  } catch (error) {
    throw new CertificateFileError(
      `The certificate cannot be written: ${(error as Error).message}. TMPDIR names the folder of temporary files.`,
    );
  }
}
