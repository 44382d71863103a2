import * as z from 'zod';
import type { InboxMessage } from '../../client/index.ts';
import { readMessage } from '../../client/callback-message.ts';
import { text } from '../format/values.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';

/** The types of messages, in order. */
export function messageTypes() {
  return z.array(text).describe('type.value of each message, e.g. assigned, text/plain, complete');
}

/** @throws {StepFailedError} when the messages have other types */
export function assertTypes(messages: readonly InboxMessage[], types: readonly string[]): void {
  const seen = messages.map(({ json }) => readMessage(json).type.value);
  if (seen.join() !== types.join()) throw new StepFailedError(listTypes(types), listTypes(seen));
}

export function listTypes(types: readonly string[]): string {
  return types.join(', ') || 'nothing';
}
