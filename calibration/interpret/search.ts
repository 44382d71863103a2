import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import type { Probe } from '../plan/probe.ts';
import { likeliestFirst } from './effects.ts';
import type { Seen, Surprise } from './seen.ts';
import { settingNames, withValue } from './visibility.ts';
import { visibleSettings } from './visible-settings.ts';

/** Sums of fractions are never exactly equal. */
const tooLittle = 1e-6;

/** Rounds after which settings that depend on each other have settled. */
const mostRounds = 8;

const half = Math.floor(settingNames.length / 2);
/** In which order the settings are asked: where they depend on each other, one order can lead astray. */
const orders: readonly (readonly SettingName[])[] = [
  settingNames,
  settingNames.toReversed(),
  [...settingNames.slice(half), ...settingNames.slice(0, half)],
  settingNames.toSorted((one, other) => visibleSettings[one].length - visibleSettings[other].length),
];

/**
 * Finds the settings with which twins show most of what was seen. Of each probe that shows something else than its twin, the settings that
 * the twin reads are asked: the value that explains most is taken. Settings depend on each other, so this is repeated until
 * values come back that were there before.
 * @param onRound is told the number of each round
 */
export async function searchSettings(seen: Seen, onRound: (round: number) => void): Promise<SettingValues> {
  let best = { settings: defaultSettings, surprises: Infinity };
  let round = 0;
  for (const [attempt, order] of orders.entries()) {
    const search = new Search(seen, order, attempt > 0);
    const before = new Set<string>();
    for (let count = 0; count < mostRounds; count++) {
      onRound(++round);
      await search.goThroughProbes();
      const reached = JSON.stringify(search.settings);
      if (!before.has(reached)) {
        before.add(reached);
        continue;
      }
      // It takes long, so it is tried where the first order ends.
      if (attempt > 0 || !((await search.changeSeveral(false)) || (await search.changeSeveral(true)))) break;
    }
    const { settings } = search;
    const surprises = (await seen.listSurprises(settings)).length;
    if (surprises < best.surprises) best = { settings, surprises };
    if (surprises === 0) break;
  }
  return best.settings;
}

interface Better {
  readonly value: unknown;
  /** How much more it explains than the present value. */
  readonly gain: number;
}

class Search {
  settings = defaultSettings;
  readonly #seen: Seen;
  readonly #order: readonly SettingName[];
  readonly #isThorough: boolean;

  /** @param isThorough holds a value against every probe, also against those that see it only beside unusual values */
  constructor(seen: Seen, order: readonly SettingName[], isThorough: boolean) {
    this.#seen = seen;
    this.#order = order;
    this.#isThorough = isThorough;
  }

  /** Explains one probe after the other. */
  async goThroughProbes(): Promise<void> {
    for (const probe of this.#seen.probes) await this.#explain(probe);
  }

  async #explain(probe: Probe): Promise<void> {
    const surprises = await this.#seen.surprisesAt(probe, this.settings);
    if (surprises.length === 0) return;
    for (const name of await likeliestFirst(this.#order, probe, surprises)) {
      const better = await this.#findBetter(name, probe);
      if (better === undefined) continue;
      this.settings = withValue(this.settings, name, better.value);
      if ((await this.#seen.surprisesAt(probe, this.settings)).length === 0) return;
    }
  }

  /** Explains a probe with the values that explain most, one after the other. @param kept a setting that keeps its value */
  async #explainBestFirst(probe: Probe, kept: SettingName): Promise<void> {
    const names = this.#order.filter((name) => name !== kept);
    while ((await this.#seen.surprisesAt(probe, this.settings)).length > 0) {
      let best: { name: SettingName; value: unknown; gain: number } | undefined;
      for (const name of names) {
        const better = await this.#findBetter(name, probe);
        if (better !== undefined && better.gain > (best?.gain ?? 0)) best = { name, ...better };
      }
      if (best === undefined) return;
      this.settings = withValue(this.settings, best.name, best.value);
    }
  }

  /**
   * Takes a value that changes what is not explained, when further settings then explain more than before.
   * @param isWide explains also what the value spoils at other probes, which takes longer and can lead astray
   * @returns whether such were found
   */
  async changeSeveral(isWide: boolean): Promise<boolean> {
    const before = (await this.#seen.listSurprises(this.settings)).length;
    for (const probe of this.#seen.probes) {
      const surprises = await this.#seen.surprisesAt(probe, this.settings);
      if (surprises.length === 0) continue;
      for (const name of await likeliestFirst(this.#order, probe, surprises)) {
        for (const value of this.#seen.otherValues(name, this.settings)) {
          if (!(await this.#changesAny(surprises, probe, name, value))) continue;
          const other = new Search(this.#seen, this.#order, true);
          other.settings = withValue(this.settings, name, value);
          for (const one of isWide ? [probe, ...this.#seen.probesOf(name)] : [probe]) await other.#explainBestFirst(one, name);
          if ((await this.#seen.listSurprises(other.settings)).length >= before) continue;
          this.settings = other.settings;
          return true;
        }
      }
    }
    return false;
  }

  async #changesAny(surprises: readonly Surprise[], probe: Probe, name: SettingName, value: unknown): Promise<boolean> {
    const { observation, reads } = await this.#seen.view(probe, this.settings);
    if (!reads.has(name)) return false;
    const other = await this.#seen.view(probe, withValue(this.settings, name, value));
    return surprises.some(({ place }) => observation.get(place) !== other.observation.get(place));
  }

  /** The value that explains more of this probe than the present one does, and more of all that can tell; undefined when none does. */
  async #findBetter(name: SettingName, probe: Probe): Promise<Better | undefined> {
    const all = this.#isThorough ? this.#seen.probes : this.#seen.probesOf(name);
    const others = all.filter((other) => other !== probe);
    let best: Better | undefined;
    for (const value of this.#seen.otherValues(name, this.settings)) {
      const gainHere = await this.#gain(name, value, [probe]);
      if (gainHere <= tooLittle) continue;
      const gain = gainHere + (await this.#gain(name, value, others));
      if (gain > (best?.gain ?? tooLittle)) best = { value, gain };
    }
    return best;
  }

  /** How much more is explained with the value. */
  async #gain(name: SettingName, value: unknown, probes: readonly Probe[]): Promise<number> {
    let gain = 0;
    for (const probe of probes) gain += (await this.#seen.compare(probe, this.settings, name, value)).gain;
    return gain;
  }
}
