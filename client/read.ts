import * as z from 'zod';
import type { EceAnswer } from './ece-api.ts';
import { InvalidAnswerError } from './errors.ts';

/** Text that some answers give as a number, such as ids. */
export const textOrNumber = z.union([z.string().min(1), z.number()]).transform(String);

/**
 * What the body of an answer holds.
 *
 * @throws {InvalidAnswerError} when it is not what the call answers.
 */
export function read<Schema extends z.ZodType>(schema: Schema, { body, sentence, headers }: EceAnswer): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  if (body === undefined) {
    throw new InvalidAnswerError(
      `${sentence} Its body (${headers.get('content-type') ?? 'of no stated type'}) is neither JSON nor XML.`,
    );
  }
  const paths = read.error.issues.map(({ path }) => path.join('.') || 'the body');
  throw new InvalidAnswerError(`${sentence} Its body is not what this call answers: see ${paths.join(', ')}.`);
}
