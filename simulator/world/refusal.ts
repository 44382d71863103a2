import type { ErrorKey, Reason, Refusal } from '../protocol/errors.ts';

/** What a rule of the world answers instead of doing what was asked. `values` fill the placeholders of the error's text. */
export function makeRefusal(key: ErrorKey, values: Refusal['values'], reason: Reason): Refusal {
  return { key, values, reason };
}

export function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'key' in result && 'reason' in result;
}
