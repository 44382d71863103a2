import { describe, expect, it } from 'vitest';
import { clockModeSchema } from './clock.ts';
import { faultSchemas } from '../faults/fault-schema.ts';
import type { Problem } from './problems.ts';
import { dottedPath } from './problems.ts';
import { readInput } from './read-input.ts';
import { InvalidInputError } from '../errors.ts';
import type * as z from 'zod';

const { faultSchema } = faultSchemas();

function problemOf(schema: z.ZodType, value: unknown): Problem {
  try {
    readInput(schema, value);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems[0]!;
    throw error;
  }
  throw new Error('it was taken');
}

const hang = { do: 'hang' };

describe('a value that a schema refuses is described in words:', () => {
  it.each<[string, z.ZodType, unknown, string, string]>([
    [
      'a misspelt word',
      faultSchema,
      { match: { operation: 'sendMesage' }, action: hang },
      'match.operation',
      'Did you mean "sendMessage"?',
    ],
    [
      'a word that is near to none',
      faultSchema,
      { action: { do: 'x' } },
      'action.do',
      '"do" cannot be "x". Valid: refuse, answer, ',
    ],
    ['a word that is missing', faultSchema, { action: { do: 'refuse' } }, 'action.error', '"error" is missing.'],
    ['a member that is missing', faultSchema, {}, 'action', '"action" is missing.'],
    ['a member that there is not', faultSchema, { colour: 1, action: hang }, 'colour', '"colour" is not known here.'],
    [
      'none of several forms',
      faultSchema,
      { fire: 'never', action: hang },
      'fire',
      '"fire" has none of the forms that are valid here: always, a mapping.',
    ],
    ['a wrong type', clockModeSchema(), 'manual', '', 'The value must be a mapping, not a text.'],
    ['a mode without its factor', clockModeSchema(), { mode: 'scaled' }, 'factor', '"factor" is missing.'],
  ])('%s', (_what, schema, value, path, words) => {
    const { path: offending, message } = problemOf(schema, value);
    expect(dottedPath(offending)).toBe(path);
    expect(message).toContain(words);
  });

  it('nested too deep, or without an end', () => {
    const endless: Record<string, unknown> = {};
    endless['x'] = endless;
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;
    for (const value of [{ action: hang, match: deep }, deep, { action: endless }])
      expect(problemOf(faultSchema, value)).toEqual({ path: [], message: 'The value is nested deeper than 50 levels.' });
  });

  it('with a hundred problems at most', () => {
    const unknown = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`colour${at}`, 1]));
    for (const value of [
      { action: hang, ...unknown },
      { action: hang, match: unknown },
    ])
      expect(() => readInput(faultSchema, value)).toThrow(
        expect.objectContaining({ problems: expect.objectContaining({ length: 100 }) as unknown }),
      );
  });

  it('with the words that are allowed', () => {
    expect(problemOf(clockModeSchema(), { mode: 'fast' }).allowed).toEqual(['real', 'scaled', 'manual']);
    expect(problemOf(faultSchema, { fire: 'never', action: hang }).allowed).toContain(
      'The value cannot be "never". Valid: always.',
    );
  });
});
