import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const cli = path.join(import.meta.dirname, '../../cli/cli.ts');

export interface StartedCli {
  /** What `--json` printed. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly entryPoints: { readonly id: string; readonly name: string }[];
  readonly certificateFile?: string;
  /** All of it. */
  readonly line: Readonly<Record<string, unknown>>;
  readonly process: ChildProcess;
  /** Everything on standard error so far. */
  log(): string;
  /** Sends a signal and waits for the end; its exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts the command line as a process on a free port and waits for its line. */
export async function startCli(...flags: string[]): Promise<StartedCli> {
  const child = spawn(process.execPath, [cli, 'start', '--port', '0', '--json', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (part: Buffer) => (log += part.toString()));
  const ended = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]) => text as string),
    ended.then(([code]) => Promise.reject(new Error(`the simulator ended with code ${code}: ${log}`))),
  ]);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  };
  return {
    ...(JSON.parse(line) as Pick<StartedCli, 'url' | 'clientId' | 'clientSecret' | 'entryPoints' | 'certificateFile'>),
    line: JSON.parse(line) as Record<string, unknown>,
    process: child,
    log: () => log,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

/** Runs the command line to its end. */
export async function runCli(
  flags: string[],
  env: Record<string, string> = {},
  cwd?: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [cli, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    cwd,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
