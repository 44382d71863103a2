import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import { defaultSettings, settings } from '../../simulator/protocol/settings.ts';
import { plan } from '../plan/plan.ts';
import type { Probe } from '../plan/probe.ts';
import type { Recording } from '../recording/exchange.ts';
import type { Comparison, Evidence } from './compare.ts';
import { compare, nothingTold } from './compare.ts';
import { learnValues } from './learn.ts';
import type { Observation } from './observe.ts';
import type { TwinView } from './twin-observer.ts';
import { makeTwinViewer, observeMasked } from './twin-observer.ts';
import { differences, settingNames, withValue } from './visibility.ts';
import { visibleSettings } from './visible-settings.ts';

/** What the recording says about one setting. */
export type Finding =
  /** The value explains what was seen, and no other does. */
  | { readonly verdict: 'found'; readonly name: SettingName; readonly value: unknown; readonly evidence: readonly Evidence[] }
  | {
      readonly verdict: 'unclear';
      readonly name: SettingName;
      /** Why, as a sentence. */
      readonly reason: string;
      /** The values that are possible. */
      readonly values: readonly unknown[];
      readonly evidence: readonly Evidence[];
    };

export interface Interpretation {
  readonly findings: readonly Finding[];
  /** The values in force when the findings hold; the others are defaults. */
  readonly settings: SettingValues;
  /** Where the simulator with these settings still shows something else. */
  readonly unexplained: readonly { readonly place: string; readonly seen: string; readonly expected: string }[];
}

/** Sums of fractions are never exactly equal. */
const tooLittle = 1e-6;

/** Rounds after which settings that depend on each other have settled. */
const mostRounds = 8;

/**
 * Finds the settings with which a simulator would have left the recording. It depends on nothing but the recording, which must be
 * masked.
 *
 * 1. Each probe of the recording becomes an observation: a value at each place.
 * 2. For each setting, twins with each value are observed at the probes that can see it. The places where they differ tell.
 * 3. The value that explains most of what was seen there is taken, and the next setting is asked. Settings depend on each other, so
 *    this is repeated until nothing changes.
 * 4. A value is found when it explains every place that any value explains, and one more than each other value.
 */
export async function interpret(
  recording: Recording,
  onRound: (round: number) => void = () => undefined,
): Promise<Interpretation> {
  const interpreter = new Interpreter(recording);
  let round = 0;
  const settle = async (order: readonly SettingName[]) => {
    for (let count = 0; count < mostRounds; count++) {
      onRound(++round);
      if (!(await interpreter.settle(order))) return;
    }
  };
  for (const order of orders) {
    interpreter.beginAnew();
    await settle(order);
    if (await interpreter.isBest()) break;
  }
  return interpreter.conclude();
}

const half = Math.floor(settingNames.length / 2);
/** In which order the settings are asked: where they depend on each other, one order can lead astray. */
const orders: readonly (readonly SettingName[])[] = [
  settingNames,
  settingNames.toReversed(),
  [...settingNames.slice(half), ...settingNames.slice(0, half)],
  settingNames.toSorted((one, other) => visibleSettings[one].length - visibleSettings[other].length),
];

/** What a recording says, and what is thought of the settings so far. */
class Interpreter {
  readonly #probes: readonly Probe[];
  readonly #seen: ReadonlyMap<string, Observation>;
  readonly #viewTwin: ReturnType<typeof makeTwinViewer>;
  #settings = defaultSettings;
  #best = { settings: defaultSettings, unexplained: Infinity };

  constructor({ head, lines }: Recording) {
    const ran = new Set(lines.map(({ probe }) => probe));
    this.#probes = plan.filter(({ name }) => ran.has(name));
    const root = head.contextRoot;
    this.#seen = new Map(
      this.#probes.map((probe) => [
        probe.name,
        observeMasked(
          probe,
          lines.filter((line) => line.probe === probe.name),
          root,
          head.receivesCallbacks,
        ),
      ]),
    );
    this.#viewTwin = makeTwinViewer(root, head.receivesCallbacks);
  }

  beginAnew(): void {
    this.#settings = defaultSettings;
  }

  /** Keeps the settings when they explain more than any before. @returns whether they explain everything */
  async isBest(): Promise<boolean> {
    const unexplained = (await this.#listUnexplained()).length;
    if (unexplained < this.#best.unexplained) this.#best = { settings: this.#settings, unexplained };
    return unexplained === 0;
  }

  /** @returns whether the value of any setting has changed */
  async settle(order: readonly SettingName[]): Promise<boolean> {
    let hasChanged = false;
    for (const name of order) {
      const probes = await this.#readersOf(name);
      const surprising = await this.#filterSurprising(probes);
      if (surprising.length === 0) continue;
      const better = await this.#findBetter(name, surprising, probes);
      if (better === undefined) continue;
      this.#settings = withValue(this.#settings, name, better);
      hasChanged = true;
    }
    return hasChanged;
  }

  async conclude(): Promise<Interpretation> {
    this.#settings = this.#best.settings;
    const surprising = new Set(await this.#filterSurprising(this.#probes));
    const findings: Finding[] = [];
    for (const name of settingNames) findings.push(await this.#judge(name, surprising));
    return { findings, settings: this.#settings, unexplained: await this.#listUnexplained() };
  }

  async #listUnexplained(): Promise<Interpretation['unexplained'][number][]> {
    const found = [];
    for (const probe of this.#probes) {
      const [seen, expected] = [this.#seenBy(probe), (await this.#present(probe)).observation];
      for (const place of differences(seen, expected))
        found.push({ place, seen: seen.get(place) ?? 'nothing', expected: expected.get(place) ?? 'nothing' });
    }
    return found;
  }

  #seenBy({ name }: Probe): Observation {
    return this.#seen.get(name)!;
  }

  /** The probes whose twin shows something else than was seen. */
  async #filterSurprising(probes: readonly Probe[]): Promise<Probe[]> {
    const found: Probe[] = [];
    for (const probe of probes)
      if (differences(this.#seenBy(probe), (await this.#present(probe)).observation).length > 0) found.push(probe);
    return found;
  }

  /** The probes that can see the setting, those first at which the fewest others can be seen. */
  #probesOf(name: SettingName): Probe[] {
    const visible = visibleSettings[name];
    return this.#probes.filter((probe) => visible.includes(probe.name)).toSorted((one, other) => crowd(one) - crowd(other));
  }

  /** The probes that depend on the setting with the present values. */
  async #readersOf(name: SettingName): Promise<Probe[]> {
    const readers: Probe[] = [];
    for (const probe of this.#probes) if ((await this.#present(probe)).reads.has(name)) readers.push(probe);
    return readers;
  }

  /** The value that explains more than the present one does; undefined when none does. */
  async #findBetter(name: SettingName, surprising: readonly Probe[], probes: readonly Probe[]): Promise<unknown> {
    const alternatives = this.#valuesOf(name).slice(1);
    const gains: { value: unknown; gain: number }[] = [];
    for (const value of alternatives) gains.push({ value, gain: await this.#gain(name, value, surprising) });
    const [best] = gains.toSorted((one, other) => other.gain - one.gain);
    if (best === undefined || best.gain <= tooLittle) return undefined;
    const others = probes.filter((probe) => !surprising.includes(probe));
    return best.gain + (await this.#gain(name, best.value, others)) > tooLittle ? best.value : undefined;
  }

  /** How much more is explained with the value. */
  async #gain(name: SettingName, value: unknown, probes: readonly Probe[]): Promise<number> {
    let gain = 0;
    for (const probe of probes) gain += (await this.#compare(name, value, probe)).gain;
    return gain;
  }

  /** The present value beside another one. */
  async #compare(name: SettingName, value: unknown, probe: Probe): Promise<Comparison> {
    const { observation, reads } = await this.#present(probe);
    if (!reads.has(name)) return nothingTold;
    const other = await this.#viewTwin(probe, withValue(this.#settings, name, value));
    return compare(this.#seenBy(probe), observation, other.observation);
  }

  #present(probe: Probe): Promise<TwinView> {
    return this.#viewTwin(probe, this.#settings);
  }

  /** The present value first. */
  #valuesOf(name: SettingName): unknown[] {
    const learnt = learnValues(name, this.#seen);
    const all: unknown[] = [this.#settings[name], ...settings[name].values, ...learnt];
    return all.filter((value, at) => all.findIndex((other) => isSame(other, value)) === at);
  }

  async #judge(name: SettingName, surprising: ReadonlySet<Probe>): Promise<Finding> {
    const probes = this.#probesOf(name);
    const unclear = (reason: string, values: readonly unknown[] = [], evidence: readonly Evidence[] = []): Finding => ({
      verdict: 'unclear',
      name,
      reason,
      values,
      evidence,
    });
    if (probes.length === 0) {
      const needed = visibleSettings[name];
      return unclear(needed.length === 0 ? 'no probe of the plan shows it' : `it needs one of the probes ${needed.join(', ')}`);
    }
    const [present, ...alternatives] = this.#valuesOf(name);
    const evidence = new Map<string, Evidence>();
    const contrary: Evidence[] = [];
    const alike: unknown[] = [];
    let isTold = false;
    for (const value of alternatives) {
      let isRuledOut = false;
      for (const probe of probes) {
        const compared = await this.#compare(name, value, probe);
        isTold ||= compared.isTelling;
        contrary.push(...compared.contrary);
        const [first] = compared.supporting;
        if (first === undefined) continue;
        isRuledOut = true;
        evidence.set(first.place, first);
        if (surprising.size === 0) break;
      }
      if (!isRuledOut) alike.push(value);
    }
    const found = [...evidence.values()];
    if (!isTold) return unclear('other settings hide it: every value gives the same answers');
    if (contrary.length > 0) return unclear('no single value explains what was seen', [], [...found, ...contrary].slice(0, 5));
    if (found.length === 0) return unclear('no value that is known gives what was seen');
    if (alike.length > 0) return unclear('several values give the same answers', [present, ...alike], found);
    return { verdict: 'found', name, value: present, evidence: found };
  }
}

const crowds = new Map<string, number>();
for (const probes of Object.values(visibleSettings)) for (const name of probes) crowds.set(name, (crowds.get(name) ?? 0) + 1);

function crowd({ name }: Probe): number {
  return crowds.get(name) ?? 0;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
