import type { MethodEntry, Outcome, Rule } from './entry.ts';

/** A rule and the outcome to which it leads. */
export interface OutcomeRule {
  rule: Rule;
  outcome: Outcome;
}

/** What rules look at. */
export interface AnswerFacts {
  /** Of an HTTP answer, or of the event API. */
  status?: number | undefined;
  /** `code` of an error body. */
  code?: string | undefined;
  /** `developerMessage` of an error body. */
  developerMessage?: string | undefined;
  /** Body as received. */
  text?: string | undefined;
  /** What was read from the answer, or the result of the chat store: a word of the rules. */
  result?: string | undefined;
}

function specificity(rule: Rule): number {
  return (
    (rule.code === undefined && rule.bodyContains === undefined ? 0 : 4) +
    (rule.result === undefined ? 0 : 2) +
    (typeof rule.status === 'number' ? 1 : 0)
  );
}

/** The rules of a method in the order in which they are tried: body before status, exact status before a class (nodes spec 1.4). */
export function sortRules(method: MethodEntry): OutcomeRule[] {
  return method.outcomes
    .flatMap((outcome) => (outcome.answers ?? []).map((rule) => ({ rule, outcome })))
    .sort((one, other) => specificity(other.rule) - specificity(one.rule));
}

function matchesStatus(expected: Rule['status'], status: number | undefined): boolean {
  return typeof expected === 'string' ? expected[0] === String(status)[0] : expected === status;
}

function matchesRule(rule: Rule, { status, code, developerMessage, text, result }: AnswerFacts): boolean {
  return (
    (rule.status === undefined || matchesStatus(rule.status, status)) &&
    (rule.result === undefined || rule.result === result) &&
    (rule.code === undefined || code?.endsWith(rule.code) === true) &&
    (rule.bodyContains === undefined || (developerMessage ?? text ?? '').toLowerCase().includes(rule.bodyContains))
  );
}

/** The outcome of the first rule that matches; undefined when none does. */
export function findOutcomeOfAnswer(sortedRules: readonly OutcomeRule[], answer: AnswerFacts): Outcome | undefined {
  return sortedRules.find(({ rule }) => matchesRule(rule, answer))?.outcome;
}
