import { createInterface } from 'node:readline/promises';
import { printError } from '../../cli/output.ts';

/**
 * Asks the person at the desk to do something, on the terminal.
 * @returns false when nobody does it: it is skipped, the input has ended, or the signal says so
 */
export async function askPerson(act: string, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const over = new Promise<'s'>((resolve) => {
    lines.once('close', () => resolve('s'));
    signal.addEventListener('abort', () => resolve('s'), { once: true });
  });
  // In a terminal, readline takes Ctrl-C away from the process.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    printError(`\n  ${act}.\n`);
    const question = lines.question('  Press Enter when that is done, or type s to skip it: ', { signal }).catch(() => 's');
    return (await Promise.race([question, over])).trim() !== 's';
  } finally {
    lines.close();
  }
}
