import { SettingError } from '../errors.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { checkSettings } from '../protocol/settings.ts';

/**
 * The values in force after some settings are changed.
 * @throws {SettingError} for a name that does not exist or a value that is not implemented
 */
export function changeSettings(current: SettingValues, changes: Readonly<Record<string, unknown>>): SettingValues {
  const { values, problems } = checkSettings(current, changes);
  if (problems.length > 0) throw new SettingError(problems.map(({ name, message }) => ({ path: [name], message })));
  return values;
}
