import type { RoutedCall } from './call.ts';
import { refuse } from './refusal-error.ts';

/** The value of a parameter; undefined when it is absent. A repeated parameter is refused, since no source says which value counts. */
export function readParameter(call: RoutedCall, name: string): string | undefined {
  const values = call.query.get(name) ?? [];
  if (values.length > 1)
    refuse('invalidQueryValue', { name }, { rule: 'the parameter is given more than once', wouldWork: 'once' });
  return values[0];
}

/** `forceLogin`, whose only legal value is `yes`, in any letters, since public clients send `Yes`: spec 12.1. */
export function readForceLogin(call: RoutedCall): boolean {
  const value = readParameter(call, 'forceLogin')?.toLowerCase();
  if (value !== undefined && value !== 'yes') {
    const reason = { rule: 'the only legal value is yes', wouldWork: 'forceLogin=yes' };
    refuse('invalidQueryParameter', { name: 'forceLogin', values: 'yes' }, reason);
  }
  return value === 'yes';
}
