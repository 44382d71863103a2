import type { MethodEntry, Outcome } from './catalogue/entry.ts';
import type { ResolvedMethod } from './catalogue/names.ts';
import { outcomeNames } from './catalogue/outcomes.ts';
import type { AnswerFacts } from './catalogue/rules.ts';
import { findOutcomeOfAnswer } from './catalogue/rules.ts';
import { AuthorizationError, InvalidInputError, messageOf, TimeoutError } from './errors.ts';
import type { MethodAnswer, OutputValue } from './nodes/behaviour.ts';
import type { OutcomeAndOutputs } from './results.ts';

/** Replaces secrets in a text. */
type Redact = (text: string) => string;

function findOutcome(method: MethodEntry, name: string): Outcome | undefined {
  return method.outcomes.find((outcome) => outcome.name === name);
}

function completeOutputs(method: MethodEntry, { sets }: Outcome, { outputs = {} }: MethodAnswer): OutcomeAndOutputs['outputs'] {
  const keys = sets ?? method.outputs.map(({ key }) => key);
  return Object.fromEntries(keys.map((key) => [key, outputs[key] ?? '']));
}

function outputsOfFailure(
  method: MethodEntry,
  { when }: Outcome,
  answer: MethodAnswer,
  redact: Redact,
): OutcomeAndOutputs['outputs'] {
  const hasResponse = method.outputs.some(({ key }) => key === 'response') && answer.text !== undefined;
  const known: NonNullable<MethodAnswer['outputs']> = { ...(hasResponse && { response: answer.text }), ...answer.outputs };
  const outputs: Record<string, OutputValue> = {};
  for (const [key, value] of Object.entries(known)) {
    if (value !== undefined && value !== null) outputs[key] = typeof value === 'string' ? redact(value) : value;
  }
  const error = answer.sentence ?? `${when}. The answer was "${answer.result ?? String(answer.status)}".`;
  return { ...outputs, error: redact(error) };
}

/** The result of an answer whose outcome is known, such as an event of a conversation. */
export function resultOfOutcome(method: MethodEntry, outcome: Outcome, answer: MethodAnswer, redact: Redact): OutcomeAndOutputs {
  const succeeded = outcome.kind === 'success' || outcome.kind === 'event';
  const outputs = succeeded ? completeOutputs(method, outcome, answer) : outputsOfFailure(method, outcome, answer, redact);
  return { outcome: outcome.name, outputs };
}

/** The result of an answer by the rules of the catalogue, which look at `facts`: `onInvalidChoice` when no rule matches, or its outcome is in `unwired`. */
export function resultOfAnswer(
  { method, rules }: ResolvedMethod,
  answer: MethodAnswer,
  redact: Redact,
  unwired: readonly string[] = [],
  facts: AnswerFacts = answer,
): OutcomeAndOutputs {
  const matched = findOutcomeOfAnswer(rules, facts);
  const isWired = matched && !(matched.mayBeUnwired && unwired.includes(matched.name));
  return resultOfOutcome(method, isWired ? matched : findOutcome(method, outcomeNames.noRule)!, answer, redact);
}

function outcomeNameOf(method: MethodEntry, error: unknown): string {
  if (error instanceof InvalidInputError) return outcomeNames.unusableInput;
  if (error instanceof TimeoutError) return outcomeNames.tooLate;
  if (error instanceof AuthorizationError && findOutcome(method, outcomeNames.noToken)) return outcomeNames.noToken;
  return outcomeNames.noUsableAnswer;
}

/** The result of an error. An error of an unknown class is an internal failure: `onError`. */
export function resultOfError(method: MethodEntry, error: unknown, redact: Redact): OutcomeAndOutputs {
  return { outcome: outcomeNameOf(method, error), outputs: { error: redact(messageOf(error)) } };
}
