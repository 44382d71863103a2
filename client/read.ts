import * as z from 'zod';
import type { EceAnswer } from './ece-api.ts';
import { InvalidAnswerError } from './errors.ts';

/** Text, such as an id, that some answers give as a number. */
export const textOrNumber = z.union([z.string().min(1), z.number()]).transform(String);

/** An answer for the output `response`: its JSON as it came, and XML as JSON. */
export function responseOf({ text, body }: EceAnswer): string {
  return text.trimStart().startsWith('<') ? JSON.stringify(body) : text;
}

/**
 * Reads the body of an answer.
 *
 * @throws {InvalidAnswerError} when it is not the answer to the request.
 */
export function readBody<Schema extends z.ZodType>(schema: Schema, { body, sentence, headers }: EceAnswer): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  if (body === undefined) {
    throw new InvalidAnswerError(
      `${sentence} Its body (${headers.get('content-type') ?? 'of no stated type'}) is neither JSON nor XML.`,
    );
  }
  const paths = parsed.error.issues.map(({ path }) => path.join('.') || 'the body');
  throw new InvalidAnswerError(`${sentence} Its body is not the answer to this request: see ${paths.join(', ')}.`);
}
