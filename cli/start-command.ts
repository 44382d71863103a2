import { flushCompileCache } from 'node:module';
import type { Command } from 'commander';
import { greeting, machineReadable } from './banner.ts';
import { exitCodes } from './exit-codes.ts';
import { readConfiguration } from './configuration.ts';
import { requireSnapshotFolder, stopOnSignals } from './ending.ts';
import { findFlagOfKey } from './flag-of-key.ts';
import { findPortHolder } from './port-holder.ts';
import { keepCertificateFile } from './certificate-file.ts';
import { printNeeded, tell } from './output.ts';
import type { ConsoleOptions } from '../simulator/start.ts';
import type { Locale } from '../simulator/agents/locales.ts';
import type { Problem } from '../simulator/doors/problems.ts';
import { problemInFile, problemInWords } from '../simulator/doors/problems.ts';
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
import type { Conceal, Log } from './logging.ts';
import { concealOf, createLogger, logDefect, logHappenings } from './logging.ts';
import { readSnapshotFile } from '../simulator/snapshots/snapshot-file.ts';
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
    | 'site'
    | 'clock'
    | 'agents'
    | 'locale'
    | 'controlToken'
    | 'memoryBudget'
    | 'partitionMemoryBudget'
    | 'tlsCert'
    | 'tlsKey'
    | 'trust',
    string
  >
> {
  port?: number;
  world?: 'empty' | 'default';
  config?: string;
  snapshot?: string;
  snapshotOnExit?: string;
  metrics?: boolean;
  tls?: boolean;
  tlsName?: string[];
  allowedHost?: string[];
  allowedOrigin?: string[];
  json?: boolean;
  logLevel?: string;
}

export interface Added extends ConsoleOptions {
  /** Where neither flag nor file names a port. */
  readonly defaultPort?: number;
}

export interface OpenedSimulator {
  readonly simulator: RunningSimulator;
  readonly logger: Log;
  /** The file of a self-signed certificate. */
  readonly certificateFile: string | undefined;
  /** Where the configuration stands. */
  readonly configurationFile: string | undefined;
  /** What the control API asks for. */
  readonly controlToken: string | undefined;
  /** What agents speak. */
  readonly locale: Locale;
}

/** @param added what the command line adds to the simulator */
export async function start(flags: StartFlags, command: Command, added: Added): Promise<void> {
  await tellingErrors(flags, command, async () => {
    const opened = await openSimulator(flags, added);
    stopOnSignals(opened.simulator, opened.logger, flags.snapshotOnExit);
    const output = flags.json === true ? machineReadable(opened) : greeting(opened);
    printNeeded(`${output}\n`);
    // A process that is killed writes nothing when it ends, and the next start would compile everything again.
    flushCompileCache();
  });
}

/** Starts a simulator as the flags, the variables and the configuration file say, with its log. */
export async function openSimulator(flags: StartFlags, { defaultPort, ...added }: Added): Promise<OpenedSimulator> {
  const { snapshot, snapshotOnExit, json, logLevel } = flags;
  const logger = await loggerOf(logLevel ?? (json === true ? 'silent' : 'info'));
  const { options, file } = await readConfiguration(flags, defaultPort);
  await requireSnapshotFolder(snapshotOnExit);
  let conceal: Conceal = (text) => text;
  const simulator = await startSimulator({
    ...options,
    ...added,
    ...(snapshot !== undefined && { snapshot: await readSnapshotFile(snapshot) }),
    onDefect: (error) => logDefect(logger, error, conceal),
  });
  conceal = concealOf(simulator);
  logHappenings(simulator, logger);
  const { controlToken, locale = 'en' } = options;
  return { simulator, logger, certificateFile: await keepCertificate(simulator), configurationFile: file, controlToken, locale };
}

/** Does a command's work. An error that the user can correct becomes sentences on standard error and an exit code. */
export async function tellingErrors({ snapshot }: StartFlags, command: Command, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isSimulatorError(error)) throw error;
    const isOfMachine = error instanceof ListenError || error instanceof CertificateFileError;
    for (const line of linesOf(error, snapshot, command)) tell(line);
    if (error instanceof ListenError && error.takenPort !== undefined) await tellHolder(error.takenPort);
    process.exitCode = isOfMachine ? exitCodes.failed : exitCodes.input;
  }
}

async function tellHolder(port: number): Promise<void> {
  const holder = await findPortHolder(port);
  const who = holder === undefined ? '' : `Port ${port} is held by ${holder}. `;
  tell(`${who}The flag is --port, the variable ECE_SIMULATOR_PORT, the key of the configuration "port".`);
}

/** One line for each problem, after the file, the flag or the variable that it is in. */
function linesOf(error: SimulatorError, snapshot: string | undefined, command: Command): string[] {
  const isOfSnapshot = error instanceof InvalidInputError || error instanceof ConflictError;
  const file = error instanceof ConfigurationError ? error.file : isOfSnapshot ? snapshot : undefined;
  if (error.problems.length === 0) return [[file, error.message].filter(Boolean).join(': ')];
  if (!(error instanceof ConfigurationError) || file !== undefined)
    return error.problems.map((problem) => problemInFile(problem, file));
  return error.problems.map((problem) => problemOfFlag(problem, command));
}

function problemOfFlag(problem: Problem, command: Command): string {
  const sentence = problemInWords(problem);
  const found = problem.path.length === 0 ? undefined : findFlagOfKey(command, problem.path[0]!);
  if (found === undefined) return sentence;
  if (found.source !== undefined) return `${found.source}: ${sentence}`;
  return `${sentence} The flag is ${found.flag}, the variable ${found.variable}.`;
}

async function loggerOf(level: string): Promise<Log> {
  const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
  if (levels.includes(level)) return createLogger(level);
  const message = `"--log-level" cannot be "${level}".${didYouMeanOrValid(level, levels)}`;
  throw new ConfigurationError([{ path: ['--log-level'], message, allowed: levels }]);
}

/** Clients need the certificate as a file. It is public: no secret is in it. */
async function keepCertificate(simulator: RunningSimulator): Promise<string | undefined> {
  const { certificate } = simulator;
  if (certificate === undefined) return undefined;
  try {
    return await keepCertificateFile(certificate);
  } catch (error) {
    await simulator.close(0);
    throw error;
  }
}
