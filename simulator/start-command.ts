import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Logger } from 'pino';
import { greeting, machineReadable } from './banner.ts';
import type { Configuration } from './configuration.ts';
import { ConfigurationError } from './configuration-error.ts';
import { Problem } from './doors/problem.ts';
import { readConfigurationFile } from './configuration-file.ts';
import { createLogger, logHappenings } from './logging.ts';
import { readSnapshotFile, SnapshotFileError } from './snapshot-file.ts';
import type { RunningSimulator } from './start.ts';
import { ListenError, startSimulator } from './start.ts';

/** The command line and its environment variables. What is absent comes from the file or is the default. */
export interface StartFlags extends Partial<
  Record<'host' | 'publicUrl' | 'callbackUrl' | 'seed' | 'clock' | 'agents' | 'controlToken', string>
> {
  port?: number;
  config?: string;
  snapshot?: string;
  tls?: boolean;
  json?: boolean;
  logLevel: string;
}

/** Exit codes: 2 for what the caller must correct, 1 for what this machine refuses. */
const exitCodes = { configuration: 2, machine: 1, interrupted: 130 } as const;

export async function start({ config, snapshot, json, logLevel, ...flags }: StartFlags): Promise<void> {
  try {
    const logger = await loggerOf(logLevel);
    const file = config === undefined ? {} : await readConfigurationFile(config);
    const options = { ...file, ...flags } as Configuration;
    const simulator = await startSimulator({
      ...options,
      ...(snapshot !== undefined && { snapshot: await readSnapshotFile(snapshot) }),
      onDefect: (error) => logger.error(error, 'defect: answered 500'),
    });
    logHappenings(simulator, logger);
    stopOnSignals(simulator, logger);
    const certificateFile = await keepCertificate(simulator);
    const output = json === true ? machineReadable(simulator, certificateFile) : greeting(simulator, certificateFile);
    process.stdout.write(`${output}\n`);
  } catch (error) {
    if (error instanceof SnapshotFileError) fail(exitCodes.configuration, [error.message]);
    else if (error instanceof Problem)
      fail(exitCodes.configuration, [[snapshot, error.path, error.message].filter(Boolean).join(': ')]);
    else if (error instanceof ConfigurationError) fail(exitCodes.configuration, error.problems);
    else if (error instanceof ListenError || error instanceof CertificateFileError) fail(exitCodes.machine, [error.message]);
    else throw error;
  }
}

async function loggerOf(level: string): Promise<Logger> {
  const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
  if (!levels.includes(level)) throw new ConfigurationError([`--log-level: "${level}" is not one of ${levels.join(', ')}`]);
  return createLogger(level);
}

function fail(code: number, problems: readonly string[]): void {
  for (const problem of problems) process.stderr.write(`ece-simulator: ${problem}\n`);
  process.exitCode = code;
}

/** Clients need the certificate as a file. It is public: no secret is in it. */
async function keepCertificate(simulator: RunningSimulator): Promise<string | undefined> {
  const { certificate, url } = simulator;
  if (certificate === undefined) return undefined;
  const file = path.join(tmpdir(), `ece-simulator-${new URL(url).port}.pem`);
  try {
    await writeFile(file, certificate);
  } catch (error) {
    await simulator.close(0);
    throw new CertificateFileError(
      `The certificate cannot be written: ${(error as Error).message}. Remove the file, or choose another port.`,
    );
  }
  return file;
}

class CertificateFileError extends Error {
  override readonly name = 'CertificateFileError';
}

/** The first signal finishes deliveries and stops, the second stops at once. */
function stopOnSignals(simulator: RunningSimulator, logger: Logger): void {
  const stop = (signal: string) => {
    if (simulator.isClosing) process.exit(exitCodes.interrupted);
    logger.info(`${signal}: finishing deliveries, then stopping; once more stops at once`);
    void simulator.close().then(() => {
      const left = simulator.applications.list().flatMap(({ name }) => simulator.applications.callbacks(name).pending);
      if (left.length > 0) logger.warn(`${left.length} messages could not be delivered`);
      process.exit(0);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
