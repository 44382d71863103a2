import { rulesOf } from './catalogue.ts';
import type { MethodEntry, Outcome, Rule } from './catalogue/entry.ts';
import { decided } from './catalogue/outcomes.ts';
import { AuthorizationError, messageOf, TimeoutError, InvalidInputError } from './errors.ts';
import type { AnyResult } from './results.ts';

type OutputValue = string | number | boolean;

/** What came of a method's work, before it is matched to an outcome. */
export interface MethodAnswer {
  /** Of an HTTP answer, or of the event API. */
  status?: number | undefined;
  code?: string | undefined;
  developerMessage?: string | undefined;
  /** Body as received. */
  text?: string | undefined;
  /** What was read from the answer, or what the chat store answered: a word of the catalogue's rules. */
  result?: string | undefined;
  /** By key. */
  outputs?: Record<string, OutputValue | null | undefined> | undefined;
  /** The answer told in a sentence. */
  sentence?: string | undefined;
}

function isOf(expected: Rule['status'], status: number | undefined) {
  return typeof expected === 'string' ? expected[0] === String(status)[0] : expected === status;
}

function holds(rule: Rule, { status, code, developerMessage, text, result }: MethodAnswer): boolean {
  return (
    (rule.status === undefined || isOf(rule.status, status)) &&
    (rule.result === undefined || rule.result === result) &&
    (rule.code === undefined || code?.endsWith(rule.code) === true) &&
    (rule.bodyContains === undefined || (developerMessage ?? text ?? '').toLowerCase().includes(rule.bodyContains))
  );
}

function outcomeNamed(method: MethodEntry, name: string) {
  return method.outcomes.find((outcome) => outcome.name === name);
}

function outputsOf(
  method: MethodEntry,
  { kind, sets, when }: Outcome,
  answer: MethodAnswer,
  redact: (text: string) => string,
): Record<string, OutputValue> {
  const { outputs = {} } = answer;
  if (kind === 'success' || kind === 'event') {
    const keys = sets ?? method.outputs.map(({ key }) => key);
    return Object.fromEntries(keys.map((key) => [key, outputs[key] ?? '']));
  }
  const hasResponse = method.outputs.some(({ key }) => key === 'response') && answer.text !== undefined;
  const told: Record<string, OutputValue> = {};
  const set: NonNullable<MethodAnswer['outputs']> = { ...(hasResponse && { response: answer.text }), ...outputs };
  for (const [key, value] of Object.entries(set)) {
    if (value !== undefined && value !== null) told[key] = typeof value === 'string' ? redact(value) : value;
  }
  const error = answer.sentence ?? `${when}. The answer was "${answer.result ?? String(answer.status)}".`;
  return { ...told, error: redact(error) };
}

/** The result of an answer whose outcome is known: an event of a conversation. */
export function concludeAs(
  method: MethodEntry,
  outcome: Outcome,
  answer: MethodAnswer,
  redact: (text: string) => string,
): AnyResult {
  return { outcome: outcome.name, outputs: outputsOf(method, outcome, answer, redact) };
}

/** Matches the answer to the first rule of the catalogue that holds; none does, or its outcome is not wired: `onInvalidChoice`. */
export function conclude(
  method: MethodEntry,
  answer: MethodAnswer,
  redact: (text: string) => string,
  unwired: readonly string[] = [],
): AnyResult {
  const matched = rulesOf(method).find(({ rule }) => holds(rule, answer))?.outcome;
  const leaves = matched && !(matched.mayBeUnwired && unwired.includes(matched.name));
  const outcome = leaves ? matched : outcomeNamed(method, decided.noRule)!;
  return concludeAs(method, outcome, answer, redact);
}

function outcomeOf(method: MethodEntry, error: unknown): string {
  if (error instanceof InvalidInputError) return decided.unusableInput;
  if (error instanceof TimeoutError) return decided.tooLate;
  if (error instanceof AuthorizationError && outcomeNamed(method, decided.noToken)) return decided.noToken;
  return decided.noUsableAnswer;
}

/** The outcome of a failure. Whatever the library does not know is an internal failure: `onError`. */
export function concludeFailure(method: MethodEntry, error: unknown, redact: (text: string) => string): AnyResult {
  return {
    outcome: outcomeOf(method, error),
    outputs: { error: redact(messageOf(error)) },
  };
}
