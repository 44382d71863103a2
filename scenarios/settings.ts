import { changeSettings, defaultSettings, SettingError } from '../simulator/protocol/settings.ts';
import type { PlacedProblem } from './zod-problems.ts';

/** The problems of the section `settings`. */
export function checkSettings({ settings }: Readonly<Record<string, unknown>>): PlacedProblem[] {
  if (typeof settings !== 'object' || settings === null) return [];
  try {
    changeSettings(defaultSettings, settings as Record<string, unknown>);
    return [];
  } catch (error) {
    if (error instanceof SettingError) return [{ at: ['settings', error.path], message: error.message }];
    throw error;
  }
}
