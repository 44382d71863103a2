import * as z from 'zod';
import type { EceAnswer } from './ece-api.ts';
import { InvalidAnswerError } from './errors.ts';

/** Text, such as an id, that some answers give as a number. */
export const textOrNumber = z.union([z.string().min(1), z.number()]).transform(String);

/** An answer for the output `response`: its JSON as it came, and XML as JSON. */
export function responseOf({ text, body }: EceAnswer): string {
  return text.trimStart().startsWith('<') ? JSON.stringify(body) : text;
}

/** Whether the answer is a page for people, such as that of a login or a proxy that stands before ECE. */
function isPage({ text, body, headers }: EceAnswer): boolean {
  const isHtml = /^(text\/html|application\/xhtml\+xml)\b/i.test(headers.get('content-type') ?? '');
  return /^\s*<(!doctype\s+html|html)\b/i.test(text) || (isHtml && text !== '' && body === undefined);
}

/** @throws {InvalidAnswerError} when a page says that all is well: no answer of ECE is a page */
export function assertNoPage(answer: EceAnswer): EceAnswer {
  if (answer.status >= 300 || !isPage(answer)) return answer;
  const advice = 'Something that stands before ECE answered it, such as a login or a proxy; check the Host Name.';
  throw new InvalidAnswerError(`${answer.sentence} Its body is a web page. ${advice}`, answer);
}

/**
 * Reads the body of an answer.
 *
 * @throws {InvalidAnswerError} when it is not the answer to the request.
 */
export function readBody<Schema extends z.ZodType>(schema: Schema, answer: EceAnswer): z.output<Schema> {
  const { body, sentence, headers } = answer;
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const type = headers.get('content-type') ?? 'of no stated type';
  if (body === undefined) throw new InvalidAnswerError(`${sentence} Its body (${type}) is neither JSON nor XML.`, answer);
  const paths = parsed.error.issues.map(({ path }) => path.join('.') || 'the body');
  throw new InvalidAnswerError(`${sentence} Its body is not the answer to this request: see ${paths.join(', ')}.`, answer);
}
