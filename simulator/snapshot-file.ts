import { readFile, writeFile } from 'node:fs/promises';
import { Problem } from './doors/problem.ts';
import type { Simulator } from './simulator.ts';

/** A snapshot's file cannot be read, or what it holds cannot stand here: says which file and why. */
export class SnapshotFileError extends Error {
  constructor(file: string, why: string) {
    super(`${file}: ${why}`);
    this.name = 'SnapshotFileError';
  }
}

/** Only its owner may read it: it holds secrets and tokens. */
const mode = 0o600;

/** Writes the state of all partitions, from which another process can start: `ece-simulator start --snapshot <file>`. */
export async function writeSnapshotFile(simulator: Simulator, file: string): Promise<void> {
  await writeFile(file, simulator.snapshots.export(), { mode });
}

/** @throws {SnapshotFileError} */
export async function restoreSnapshotFile(simulator: Simulator, file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SnapshotFileError(file, code === 'ENOENT' ? 'there is no such file' : message);
  });
  try {
    simulator.snapshots.import(text);
  } catch (error) {
    if (error instanceof Problem)
      throw new SnapshotFileError(file, [error.path, error.message].filter((part) => part !== '').join(': '));
    throw error;
  }
}
