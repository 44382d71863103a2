import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Command } from 'commander';
import { variablesOf } from '../fixtures/environment-variables.ts';
import type { ConsoleOptions } from '../simulator/start.ts';
import { keepSnapshot } from './ending.ts';
import { exitCodes } from './exit-codes.ts';
import { tell } from './output.ts';
import { whenRunnerEnds } from './package-runner.ts';
import type { StartFlags } from './start-command.ts';
import { openSimulator, tellingErrors } from './start-command.ts';

/**
 * Starts a simulator, runs a command that finds it in its environment, and stops the simulator when the command ends. The exit code is
 * that of the command; 128 and the signal's number when a signal ended it; 2 when the command cannot be run.
 */
export async function execCommand(
  [program, ...parameters]: readonly string[],
  flags: StartFlags,
  command: Command,
  added: ConsoleOptions,
): Promise<void> {
  await tellingErrors(flags, command, async () => {
    const quiet = { ...flags, logLevel: flags.logLevel ?? 'silent' };
    const { simulator, certificateFile, controlToken } = await openSimulator(quiet, { ...added, defaultPort: 0 });
    try {
      process.exitCode = await run(program!, parameters, {
        ...process.env,
        ...variablesOf(simulator),
        ...(controlToken !== undefined && { ECE_CONTROL_TOKEN: controlToken }),
        ...(certificateFile !== undefined && { NODE_EXTRA_CA_CERTS: certificateFile }),
      });
    } finally {
      await simulator.close(0);
      if (!(await keepSnapshot(simulator, flags.snapshotOnExit))) process.exitCode ||= exitCodes.failed;
    }
  });
}

/** @returns the exit code */
function run(command: string, parameters: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(command, parameters, { stdio: 'inherit', env });
  // A terminal sends Ctrl-C to the command as well.
  const signals: NodeJS.Signals[] = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGTERM', 'SIGHUP', 'SIGINT'];
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  whenRunnerEnds(() => pass('SIGTERM'));
  const ignore = () => {};
  process.on('SIGINT', ignore);
  return new Promise<number>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'there is no such command' : error.message;
      tell(`"${command}" cannot be run: ${why}.`);
      resolve(exitCodes.input);
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal!]));
  }).finally(() => {
    for (const signal of signals) process.off(signal, pass);
    process.off('SIGINT', ignore);
  });
}
