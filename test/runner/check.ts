import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program of this project, run by the Node that runs this one. */
export interface Check {
  readonly name: string;
  /** Relative to the root of the project. */
  readonly script: string;
  readonly flags: readonly string[];
}

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  /** What it printed; empty when it printed to this process's output. */
  readonly output: string;
  readonly seconds: number;
}

/** @param output `inherit` lets it print for itself; `pipe` keeps what it prints */
export async function runCheck({ name, script, flags }: Check, root: string, output: 'inherit' | 'pipe'): Promise<CheckResult> {
  const start = performance.now();
  const child = spawn(process.execPath, [script, ...flags], { cwd: root, stdio: ['ignore', output, output] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part: string) => (printed += part));
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = Math.round((performance.now() - start) / 1000);
  return { name, passed: code === 0, output: printed.trimEnd(), seconds };
}
