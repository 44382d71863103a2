import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import { defaultSettings, settings } from '../../simulator/protocol/settings.ts';
import type { Probe } from '../plan/probe.ts';
import type { Observation } from './observe.ts';
import type { ViewTwin } from './twin-observer.ts';

export const settingNames = Object.keys(settings) as SettingName[];

/** The settings with one changed. */
export function withValue(base: SettingValues, name: SettingName, value: unknown): SettingValues {
  return { ...base, [name]: value };
}

/** The places where two observations differ. */
export function differences(one: Observation, other: Observation): string[] {
  const places = new Set([...one.keys(), ...other.keys()]);
  return [...places].filter((place) => one.get(place) !== other.get(place));
}

/**
 * The probes to which two simulators that differ in one setting alone look different.
 * @param base the values of the other settings, and one of this setting
 */
export async function findVisibleIn(
  name: SettingName,
  probes: readonly Probe[],
  viewTwin: ViewTwin,
  base: SettingValues = defaultSettings,
): Promise<string[]> {
  const found: string[] = [];
  for (const probe of probes) {
    const usual = await viewTwin(probe, base);
    if (!usual.reads.has(name)) continue;
    for (const value of settings[name].values) {
      if (value === base[name]) continue;
      const { observation } = await viewTwin(probe, withValue(base, name, value));
      if (differences(usual.observation, observation).length === 0) continue;
      found.push(probe.name);
      break;
    }
  }
  return found;
}
