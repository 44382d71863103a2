import path from 'node:path';
import { beforeEach } from 'vitest';

/** Where Stryker says which mutant is active. */
const stryker = (globalThis as { __stryker__?: { activeMutant?: string | undefined } }).__stryker__;

// The mutant of the run before must not act while a file is loaded: the thread is the same.
if (stryker !== undefined) stryker.activeMutant = undefined;

const loadedLate = process.env['MUTATION_LOADED_LATE'] || undefined;
for (const file of loadedLate?.split(',') ?? []) await import(path.resolve(file));

const slow = new RegExp(process.env['MUTATION_SLOW'] || '$^');

beforeEach(({ task: { fullTestName }, skip }) => skip(slow.test(fullTestName)));
