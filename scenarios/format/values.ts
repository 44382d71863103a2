import * as z from 'zod';

/** A name under which a result is kept: letters, digits, `-` and `_`. */
export const name = z.string().regex(/^[a-z][\w-]*$/i, 'must begin with a letter and hold letters, digits, - and _ only');
export const text = z.string().min(1);

const scalar = z.union([z.string(), z.number(), z.boolean()]);

function isRegularExpression(source: string): boolean {
  try {
    return new RegExp(source, 's') instanceof RegExp;
  } catch {
    return false;
  }
}

/** An expected value: exactly this, or a text that contains or matches something. */
export const expectedValue = z.union([
  scalar,
  z.strictObject({ contains: z.union([text, z.array(text)]).describe('text, or each of several, in any place') }),
  z.strictObject({ matches: text.refine(isRegularExpression, 'is no regular expression').describe('regular expression') }),
]);
export type ExpectedValue = z.output<typeof expectedValue>;

export const inputs = z.record(z.string(), z.union([...scalar.options, z.null()]));
export const outputs = z.record(z.string(), expectedValue);

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of `+90s`, `+24h`, `+1h30m`. */
export function parseDuration(duration: string): number {
  const parts = duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g);
  return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units], 0);
}

export function matchesExpected(seen: unknown, expected: ExpectedValue): boolean {
  if (typeof expected !== 'object') return seen === expected;
  if ('matches' in expected) return new RegExp(expected.matches, 's').test(String(seen));
  return [expected.contains].flat().every((part) => String(seen).includes(part));
}

export function describeExpected(expected: ExpectedValue): string {
  if (typeof expected !== 'object') return JSON.stringify(expected);
  if ('matches' in expected) return `a text that matches /${expected.matches}/`;
  return `a text that contains ${[expected.contains]
    .flat()
    .map((part) => JSON.stringify(part))
    .join(' and ')}`;
}
