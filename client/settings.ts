import type * as z from 'zod';

/** What a caller configured cannot be used: fields of an authorization, options, settings of a receiver. Says which and why, never their values. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
}

/** @throws {InvalidSettings} naming every field that cannot be used. */
export function checked<Schema extends z.ZodType>(what: string, schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
  throw new InvalidSettings(`${what} cannot be used. ${faults.join('; ')}.`);
}
