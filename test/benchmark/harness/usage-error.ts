/** The command was given what it cannot understand. The message is a sentence for its user. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws {UsageError} when the text is no number above zero */
export function readCount(text: string, what: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count <= 0) throw new UsageError(`${what}: "${text}" is not a whole number above zero.`);
  return count;
}
