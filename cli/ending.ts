import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { ConfigurationError, isSimulatorError } from '../simulator/errors.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { writeSnapshotFile } from '../simulator/snapshots/snapshot-file.ts';
import type { EndingSignal } from './exit-codes.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { tell } from './output.ts';
import type { Log } from './logging.ts';
import { whenRunnerEnds } from './package-runner.ts';
import { exitAtLatest, stopDeadlineMs } from './stop.ts';

/** What is left of the deadline is for the connections. */
const deliveriesMs = stopDeadlineMs - 1500;

/** @throws {ConfigurationError} when no file can be written into the folder of the snapshot */
export async function requireSnapshotFolder(file: string | undefined): Promise<void> {
  if (file === undefined) return;
  const folder = path.dirname(path.resolve(file));
  try {
    await access(folder, constants.W_OK);
  } catch {
    const message = `"--snapshot-on-exit" cannot write ${file}: there is no folder ${folder} in which files can be written.`;
    throw new ConfigurationError([{ path: ['--snapshot-on-exit'], message }]);
  }
}

/** Writes the state of all partitions, if a file for it is named. @returns whether that went well */
export async function keepSnapshot(simulator: Simulator, file: string | undefined): Promise<boolean> {
  if (file === undefined) return true;
  try {
    await writeSnapshotFile(simulator, file);
    return true;
  } catch (error) {
    if (!isSimulatorError(error)) throw error;
    tell(error.message);
    return false;
  }
}

/** The callbacks that did not leave, in a sentence; undefined when all did. */
export function undeliveredInWords({ partitions }: Pick<Simulator, 'partitions'>): string | undefined {
  const left = partitions
    .map(({ name, applications }) => ({
      name,
      count: applications.list().reduce((sum, { id }) => sum + applications.callbacks(id).pending.length, 0),
    }))
    .filter(({ count }) => count > 0);
  const sum = left.reduce((total, { count }) => total + count, 0);
  if (sum === 0) return undefined;
  const where = left.map(({ name, count }) => `${count} in the partition ${name}`).join(', ');
  return `${sum} ${sum === 1 ? 'callback was' : 'callbacks were'} not delivered: ${where}`;
}

/** The first signal finishes deliveries and stops, within the deadline; the second stops at once. */
export function stopOnSignals(simulator: Simulator, logger: Log, snapshotFile: string | undefined): void {
  const stop = (signal: EndingSignal) => {
    if (simulator.isClosing) process.exit(exitCodeOf(signal));
    logger.info(`${signal}: finishing deliveries, then stopping; once more stops at once`);
    exitAtLatest(exitCodeOf(signal));
    void simulator.close(deliveriesMs).then(async () => {
      const undelivered = undeliveredInWords(simulator);
      if (undelivered !== undefined) logger.warn(undelivered);
      process.exit((await keepSnapshot(simulator, snapshotFile)) ? exitCodeOf(signal) : exitCodes.failed);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  whenRunnerEnds(() => stop('SIGTERM'));
}
