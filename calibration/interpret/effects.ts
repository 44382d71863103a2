import type { SettingName } from '../../simulator/protocol/settings.ts';
import { defaultSettings, settings } from '../../simulator/protocol/settings.ts';
import type { Probe } from '../plan/probe.ts';
import type { Observation } from './observe.ts';
import type { Surprise } from './seen.ts';
import { makeTwinViewer } from './twin-observer.ts';
import { differences, withValue } from './visibility.ts';
import { visibleSettings } from './visible-settings.ts';

/** What a probe shows of one value, where every other setting has its default. */
interface Effect {
  readonly name: SettingName;
  /** The places that the value changes, and what they show then. */
  readonly places: Observation;
}

const viewTwin = makeTwinViewer('/system');
/** By probe, for the life of the process: they depend on nothing that was recorded. */
const kept = new Map<string, Promise<readonly Effect[]>>();

async function findEffects(probe: Probe): Promise<readonly Effect[]> {
  const usual = await viewTwin(probe, defaultSettings);
  const effects: Effect[] = [];
  for (const name of usual.reads) {
    if (!visibleSettings[name].includes(probe.name)) continue;
    for (const value of settings[name].values.slice(1)) {
      const { observation } = await viewTwin(probe, withValue(defaultSettings, name, value));
      const changed = differences(usual.observation, observation);
      effects.push({ name, places: new Map(changed.map((place) => [place, observation.get(place) ?? 'nothing'])) });
    }
  }
  return effects;
}

/**
 * The settings, those first that would show what was seen at most of the places, were they the only ones that differ. The others follow
 * in their order, those first that the probe can see and the fewest other probes can.
 */
export async function likeliestFirst(
  order: readonly SettingName[],
  probe: Probe,
  surprises: readonly Surprise[],
): Promise<SettingName[]> {
  const effects = kept.get(probe.name) ?? findEffects(probe);
  kept.set(probe.name, effects);
  const scores = new Map<SettingName, number>();
  for (const effect of await effects) {
    const score = surprises.filter(({ place, seen }) => effect.places.get(place) === seen).length;
    scores.set(effect.name, Math.max(score, scores.get(effect.name) ?? 0));
  }
  const crowd = (name: SettingName) => (scores.has(name) ? visibleSettings[name].length : Infinity);
  return order.toSorted((one, other) => (scores.get(other) ?? 0) - (scores.get(one) ?? 0) || crowd(one) - crowd(other) || 0);
}
