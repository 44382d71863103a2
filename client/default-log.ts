import { createRequire } from 'node:module';

/** The part of pino that is used. */
type MakePino = ((options: object, destination: unknown) => { warn: (sentence: string) => void }) & {
  destination: (options: object) => unknown;
};

const name = 'ece-client';

function loadPino(): MakePino | undefined {
  try {
    return createRequire(import.meta.url)('pino') as MakePino;
  } catch {
    return undefined;
  }
}

/**
 * Writes sentences to stderr as lines of JSON: with pino when it is installed, else in the same form.
 *
 * @param load finds pino, when the first sentence is written
 */
export function makeDefaultLog(load: () => MakePino | undefined = loadPino): (sentence: string) => void {
  let write: ((sentence: string) => void) | undefined;
  const open = () => {
    const pino = load();
    if (!pino) {
      return (msg: string) => {
        process.stderr.write(`${JSON.stringify({ level: 40, time: Date.now(), pid: process.pid, name, msg })}\n`);
      };
    }
    const logger = pino({ name }, pino.destination({ dest: 2, sync: true }));
    return (sentence: string) => logger.warn(sentence);
  };
  return (sentence) => {
    write ??= open();
    write(sentence);
  };
}
