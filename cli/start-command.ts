import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Logger } from 'pino';
import { greeting, machineReadable } from './banner.ts';
import { printNeeded, tell } from './output.ts';
import type { ConsoleOptions } from '../simulator/start.ts';
import type { Configuration } from '../simulator/configuration/configuration.ts';
import { readConfigurationFile } from '../simulator/configuration/configuration-file.ts';
import { problemInFile } from '../simulator/doors/problems.ts';
import type { SimulatorError } from '../simulator/errors.ts';
import {
  CertificateFileError,
  ConfigurationError,
  ConflictError,
  InvalidInputError,
  isSimulatorError,
  ListenError,
} from '../simulator/errors.ts';
import { didYouMeanOrValid } from '../simulator/protocol/nearest.ts';
import { createLogger, logHappenings } from './logging.ts';
import { readSnapshotFile } from '../simulator/snapshots/snapshot-file.ts';
import { exitAtLatest, stopDeadlineMs } from './stop.ts';
import type { RunningSimulator } from '../simulator/start.ts';
import { startSimulator } from '../simulator/start.ts';

/** The command line and its environment variables. What is absent comes from the file or is the default. */
export interface StartFlags extends Partial<
  Record<
    | 'host'
    | 'publicUrl'
    | 'callbackUrl'
    | 'clientId'
    | 'clientSecret'
    | 'seed'
    | 'clock'
    | 'agents'
    | 'controlToken'
    | 'tlsCert'
    | 'tlsKey'
    | 'trust',
    string
  >
> {
  port?: number;
  config?: string;
  snapshot?: string;
  tls?: boolean;
  tlsName?: string[];
  allowedHost?: string[];
  json?: boolean;
  logLevel: string;
}

/** Exit codes: 2 for wrong input, 1 for what this machine refuses. */
const exitCodes = { input: 2, machine: 1, interrupted: 130 } as const;

/** @param added what the command line adds to the simulator */
export async function start(
  { config, snapshot, json, logLevel, tlsName: tlsNames, allowedHost: allowedHosts, ...flags }: StartFlags,
  added: ConsoleOptions = {},
): Promise<void> {
  try {
    const logger = await loggerOf(logLevel);
    const file = config === undefined ? {} : await readConfigurationFile(config);
    const options = { ...file, ...flags, ...(tlsNames && { tlsNames }), ...(allowedHosts && { allowedHosts }) } as Configuration;
    const simulator = await startSimulator({
      ...options,
      ...added,
      ...(snapshot !== undefined && { snapshot: await readSnapshotFile(snapshot) }),
      onDefect: (error) => logger.error(error, 'defect: answered 500'),
    });
    logHappenings(simulator, logger);
    stopOnSignals(simulator, logger);
    const certificateFile = await keepCertificate(simulator);
    const output = json === true ? machineReadable(simulator, certificateFile) : greeting(simulator, certificateFile);
    printNeeded(`${output}\n`);
  } catch (error) {
    if (!isSimulatorError(error)) throw error;
    const isOfMachine = error instanceof ListenError || error instanceof CertificateFileError;
    for (const line of linesOf(error, snapshot)) tell(line);
    process.exitCode = isOfMachine ? exitCodes.machine : exitCodes.input;
  }
}

/** One line for each problem, after the file that it is in. */
function linesOf(error: SimulatorError, snapshot: string | undefined): string[] {
  const isOfSnapshot = error instanceof InvalidInputError || error instanceof ConflictError;
  const file = error instanceof ConfigurationError ? error.file : isOfSnapshot ? snapshot : undefined;
  if (error.problems.length === 0) return [[file, error.message].filter(Boolean).join(': ')];
  return error.problems.map((problem) => problemInFile(problem, file));
}

async function loggerOf(level: string): Promise<Logger> {
  const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
  if (levels.includes(level)) return createLogger(level);
  const message = `"--log-level" cannot be "${level}".${didYouMeanOrValid(level, levels)}`;
  throw new ConfigurationError([{ path: ['--log-level'], message, allowed: levels }]);
}

/** Clients need the certificate as a file. It is public: no secret is in it. */
async function keepCertificate(simulator: RunningSimulator): Promise<string | undefined> {
  const { certificate, address } = simulator;
  if (certificate === undefined) return undefined;
  const file = path.join(tmpdir(), `ece-simulator-${new URL(address.listening).port}.pem`);
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

/** What is left of the deadline is for the connections. */
const deliveriesMs = stopDeadlineMs - 1500;

/** The first signal finishes deliveries and stops, within the deadline; the second stops at once. */
function stopOnSignals(simulator: RunningSimulator, logger: Logger): void {
  const stop = (signal: string) => {
    if (simulator.isClosing) process.exit(exitCodes.interrupted);
    logger.info(`${signal}: finishing deliveries, then stopping; once more stops at once`);
    exitAtLatest(exitCodes.machine);
    void simulator.close(deliveriesMs).then(() => {
      const left = simulator.applications.list().flatMap(({ name }) => simulator.applications.callbacks(name).pending);
      if (left.length > 0) logger.warn(`${left.length} messages could not be delivered`);
      process.exit(0);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
