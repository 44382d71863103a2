import { readFileSync } from 'node:fs';

/** How often is asked whether the runner is still there. A stop by its signal is as late as this, which nobody notices. */
const pauseMs = 200;
/**
 * Calls back when the npm or npx that runs this command has ended. A signal to npm reaches only its shell, which ends without passing it on,
 * so the simulator would stay behind. A command that was started by hand has no runner, and outlives its shell.
 */
export function whenRunnerEnds(callback: () => void): void {
  if (runner === undefined) return;
  const watch = setInterval(() => {
    if (isThere(runner)) return;
    clearInterval(watch);
    callback();
  }, pauseMs).unref();
}

function findRunner(): number | undefined {
  // Elsewhere processes cannot be looked at without a further one. There the shell of the runner ends with it.
  if (process.platform !== 'linux') return process.ppid;
  for (let id = process.ppid; id > 0;) {
    const { command, parent } = readProcess(id);
    if (/(^|[/\\\s])(npm|npx|pnpm|pnpx|yarn|bun)(-cli|x)?(\.[cm]?js)?(\s|$)/.test(command)) return id;
    id = parent;
  }
  return undefined;
}

interface ProcessView {
  readonly command: string;
  readonly parent: number;
  /** It has ended, and its parent has not asked how. */
  readonly isZombie: boolean;
}

function readProcess(id: number): ProcessView {
  try {
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    return { command, parent, isZombie: /^State:\s+Z/m.test(status) };
  } catch {
    return { command: '', parent: 0, isZombie: false };
  }
}

function isThere(id: number): boolean {
  try {
    process.kill(id, 0);
    return !readProcess(id).isZombie;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Looked for when the process begins: later it may have ended, and then nothing leads to it. */
const runner = process.env.npm_command === undefined ? undefined : findRunner();
