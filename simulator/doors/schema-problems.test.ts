import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Problem } from './problems.ts';
import { checkBySchema } from './schema-problems.ts';

function problemsOf(schema: z.ZodType, value: unknown): readonly Problem[] {
  const result = checkBySchema(schema, value, 'The body');
  return 'problems' in result ? result.problems : [];
}

it('a value that fits is given back as the schema reads it', () => {
  expect(checkBySchema(z.strictObject({ at: z.coerce.number() }), { at: '5' })).toEqual({ data: { at: 5 } });
});

describe('a problem is a sentence that names the value:', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.int().min(3), 1, '"x" must be at least 3.'],
    [z.int(), 1.5, '"x" must be a whole number, not 1.5.'],
    [z.int(), 'one', '"x" must be a number, not a text.'],
    [z.int(), '1e3', '"x" must be a number, not a text: write 1000.'],
    [z.number(), Infinity, '"x" must be a number, not Infinity.'],
    [z.number().gt(0), 0, '"x" must be more than 0.'],
    [z.number().max(5), 6, '"x" must be at most 5.'],
    [z.string().min(2), '', '"x" must have at least 2 characters.'],
    [z.array(z.string()).max(1), ['a', 'b'], '"x" must have at most 1 element.'],
    [z.array(z.string()), {}, '"x" must be a list, not a mapping.'],
    [z.string(), null, '"x" must be a text, not nothing.'],
    [z.url(), 'shop', '"x" must be an absolute URL.'],
    [z.string().regex(/^a/), 'b', '"x" must be a text that matches /^a/.'],
    [z.string().regex(/^a/, 'must begin with a'), 'b', '"x" must begin with a.'],
    [z.string().refine(() => false, 'This is another sentence.'), 'b', 'This is another sentence.'],
    [z.record(z.string().regex(/^a/), z.string()), { b: '' }, '"b" is not a name that is allowed here.'],
    [z.union([z.string(), z.number()]), [], '"x" has none of the forms that are valid here: a text, a number.'],
  ])('%#', (schema, x, message) => {
    expect(problemsOf(z.strictObject({ x: schema }), { x }).map((problem) => problem.message)).toEqual([message]);
  });

  it('the value itself has the name that is given', () => {
    expect(problemsOf(z.strictObject({}), undefined)).toEqual([{ path: [], message: 'The body is missing.' }]);
    expect(problemsOf(z.strictObject({}), [])).toEqual([{ path: [], message: 'The body must be a mapping, not a list.' }]);
  });
});

it('every problem has its place, and unknown keys come first', () => {
  const schema = z.strictObject({ people: z.array(z.strictObject({ name: z.string(), age: z.int() })) });
  expect(problemsOf(schema, { people: [{ nam: 'Ann', age: 'old' }] })).toEqual([
    { path: ['people', 0, 'nam'], message: '"nam" is not known here. Did you mean "name"?', allowed: ['name', 'age'] },
    { path: ['people', 0, 'name'], message: '"name" is missing.' },
    { path: ['people', 0, 'age'], message: '"age" must be a number, not a text.' },
  ]);
});

describe('of a union, the alternative that is closest tells the problem:', () => {
  const schema = z.union([z.strictObject({ text: z.string() }), z.strictObject({ html: z.string() })]);

  it.each([
    [{ text: 7 }, '"text" must be a text, not a number.'],
    [{ txt: 'a' }, '"txt" is not known here. Did you mean "text"?'],
    [{ text: 'a', html: 7 }, '"html" is not allowed together with what stands beside it.'],
  ])('%j', (value, message) => {
    expect(problemsOf(schema, value)[0]?.message).toBe(message);
  });
});

describe('what is allowed is listed once, and only for the form that the value has:', () => {
  const action = z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('refuse'), error: z.string().optional(), status: z.int().optional() }),
    z.strictObject({ do: z.literal('answer'), status: z.int().optional(), body: z.string().optional() }),
  ]);
  const fire = z.union([z.literal('always'), z.strictObject({ times: z.int() }), z.strictObject({ from: z.int() })]);

  it.each([
    [action, { do: 'refuse', errr: 'x' }, ['do', 'error', 'status']],
    [z.strictObject({ inner: action }), { inner: { do: 'answer', bdy: 'x' } }, ['do', 'status', 'body']],
    [fire, { tims: 3 }, ['times', 'from']],
    [fire, 'often', ['The value cannot be "often". Valid: always.', 'The value must be a mapping, not a text.']],
  ])('%#', (schema, value, allowed) => {
    expect(problemsOf(schema, value)[0]?.allowed).toEqual(allowed);
  });
});

it('of a union with two alternatives that are as close, the union tells the problem, with what each alternative misses', () => {
  const schema = z.union([z.strictObject({ text: z.string() }), z.strictObject({ html: z.string() })]);
  const message = 'The body has none of the forms that are valid here.';
  expect(problemsOf(schema, {})).toEqual([{ path: [], message, allowed: ['"text" is missing.', '"html" is missing.'] }]);
  expect(problemsOf(schema, { text: '', html: '' })[0]?.allowed).toEqual([
    'The value must not have "html".',
    'The value must not have "text".',
  ]);
});
