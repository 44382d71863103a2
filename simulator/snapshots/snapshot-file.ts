import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { fileFailureInWords } from '../doors/file-failure.ts';
import { readUserText } from '../doors/user-text.ts';
import { SnapshotFileError } from '../errors.ts';
import type { Simulator } from '../simulator.ts';

/** Only its owner may read it: it holds secrets and tokens. */
const mode = 0o600;

/**
 * Writes the state of all partitions, from which another process can start: `ece-simulator start --snapshot <file>`.
 * @throws {SnapshotFileError} when the file cannot be written; then nothing of it is left
 */
export async function writeSnapshotFile(simulator: Simulator, file: string): Promise<void> {
  // Writing to an existing file would keep its mode, and leave half a snapshot if the process died meanwhile.
  const written = `${file}.${crypto.randomUUID()}`;
  try {
    await writeFile(written, simulator.snapshots.export(), { mode });
    await rename(written, file);
  } catch (error) {
    await rm(written, { force: true });
    throw new SnapshotFileError(`${file} cannot be written: ${(error as Error).message}. It is as it was before.`);
  }
}

/**
 * The text of a snapshot, for the option `snapshot` of `startSimulator` and `createSimulator`.
 * @throws {SnapshotFileError} when the file cannot be read
 */
export async function readSnapshotFile(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new SnapshotFileError(`${file} cannot be read: ${fileFailureInWords(error)}.`);
  });
  const read = readUserText(bytes);
  if ('problem' in read) throw new SnapshotFileError(`${file} ${read.problem}`);
  return read.text;
}
