import type { SettingName } from '../../simulator/protocol/settings.ts';
import type { Observation } from './observe.ts';

/** Values of settings of an open type that nobody foresaw, as the observations show them. */
export function learnValues(_name: SettingName, _seen: ReadonlyMap<string, Observation>): unknown[] {
  return [];
}
