import type { SettingName, SettingValues } from '../../simulator/index.ts';
import type { Ece, Options } from './ece.ts';

/** Shows on the wire which value a setting has. */
export interface Probe<Value> {
  /** Further settings that the calls need. */
  readonly settings?: Partial<SettingValues>;
  /** The world that the calls need, where the default one does not do, and the like. */
  readonly options?: Options;
  /** Makes real calls and returns what was seen. */
  readonly observe: (ece: Ece) => unknown;
  /** What is seen for each listed value. */
  readonly seen: readonly (readonly [value: Value, observation: unknown])[];
}

export type Probes = { readonly [Name in SettingName]?: Probe<SettingValues[Name]> };

/** Observations of a setting that decides the status of a refusal; the last three digits of the code stay (`404-142`, `400-142`). */
export function statuses<Status extends number>(number: string, ...values: Status[]): [Status, string][] {
  return values.map((status) => [status, `${status}-${number}`]);
}
