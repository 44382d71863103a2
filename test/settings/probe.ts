import type { SettingName, SettingValues } from '../../simulator/index.ts';
import type { Answer } from '../../simulator/testing/exchange.ts';
import type { Ece, Options } from './ece.ts';

/** Shows the value of a setting on the wire. */
export interface Probe<Value> {
  /** Further settings that the calls need. */
  readonly settings?: Partial<SettingValues>;
  /** The world that the calls need, where the default one does not do, and the like. */
  readonly options?: Options;
  /** Makes real calls and returns what it observed. */
  readonly observe: (ece: Ece) => unknown;
  /** The observation for each listed value. */
  readonly seen: readonly (readonly [value: Value, observation: unknown])[];
}

export type Probes = { readonly [Name in SettingName]?: Probe<SettingValues[Name]> };

/** Observations of a setting that decides the status of a refusal; the number of the code stays the same (`400-912`, `404-912`). */
export function statuses<Status extends number>(number: string, ...values: Status[]): [Status, string][] {
  return values.map((status) => [status, `${status}-${number}`]);
}

/** The same for a conversation that is over or unknown: with 404 it has the code that it always had. */
export function notOngoing<Status extends number>(...values: Status[]): [Status, string][] {
  return values.map((status) => [status, status === 404 ? '404-142' : `${status}-630`]);
}

/**
 * Makes a call in which everything is wrong and corrects what each refusal names, until it succeeds.
 * @param codes the fault that each code of a refusal names
 * @returns the faults in the order in which ECE named them
 */
export async function correctUntilSuccess<Fault extends string>(
  codes: Readonly<Record<string, Fault>>,
  call: (wrong: ReadonlySet<Fault>) => Promise<Answer>,
): Promise<(Fault | 'success')[]> {
  const wrong = new Set(Object.values(codes));
  const named: (Fault | 'success')[] = [];
  for (;;) {
    const { status, outcome, text } = await call(wrong);
    if (status === 201) return [...named, 'success'];
    const fault = codes[outcome];
    if (fault === undefined || !wrong.delete(fault)) throw new Error(`After ${named.join(', ')} came ${status} ${text}`);
    named.push(fault);
  }
}
