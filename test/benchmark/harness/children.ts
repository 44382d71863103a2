import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** A process that ends with this one. Its exit does not keep this one waiting. */
export function spawnChild(command: readonly string[], options: SpawnOptions): ChildProcess {
  const [program = '', ...flags] = command;
  const child = spawn(program, flags, options);
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  child.once('error', () => alive.delete(child));
  return child;
}

/** Rejects when the process ends or cannot be started. */
export async function failsWith(child: ChildProcess, name: string): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  child.once('error', (error) => reject(new Error(`${name} cannot be started: ${error.message}`)));
  void once(child, 'exit').then(
    ([code, signal]) => reject(new Error(`${name} ended with ${String(code ?? signal)} before it answered.`)),
    () => undefined,
  );
  return promise;
}
