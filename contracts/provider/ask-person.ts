import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline/promises';
import type { AskPerson } from './person.ts';

/**
 * Asks in a terminal: says what to do, waits for Enter, then asks for what only the person can see.
 * @param input lines that the person types; its end means that nobody is there any more
 */
export function askInTerminal(input: Readable, output: Writable): AskPerson {
  const lines = createInterface({ input, terminal: false })[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<string | undefined> => {
    output.write(question);
    const { done, value } = await lines.next();
    return done === true || value.trim() === 's' ? undefined : value.trim();
  };
  return async ({ interaction, act, tells }) => {
    output.write(`\n  For "${interaction}": ${act}.\n`);
    if ((await ask('  Press Enter when that is done, or type s to skip it: ')) === undefined) return undefined;
    const told: Record<string, string> = {};
    for (const [name, about] of tells) {
      const answer = await ask(`  ${name} (${about}): `);
      if (answer === undefined) return undefined;
      told[name] = answer;
    }
    return told;
  };
}
