import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const cli = path.join(import.meta.dirname, '../../cli/cli.ts');

/** Starts the command, and interrupts it when it has written the text. */
export async function interruptAt(
  text: RegExp,
  flags: string[],
  signal: 'SIGINT' | 'SIGTERM' = 'SIGINT',
): Promise<{ code: number | null; log: string }> {
  const child = spawn(process.execPath, [cli, ...flags], { stdio: ['pipe', 'ignore', 'pipe'] });
  let log = '';
  let isInterrupted = false;
  child.stderr.on('data', (part: Buffer) => {
    log += part.toString();
    if (isInterrupted || !text.test(log)) return;
    isInterrupted = true;
    child.kill(signal);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, log };
}
