import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import type { Probe } from '../plan/probe.ts';
import type { Evidence } from './compare.ts';
import { compare } from './compare.ts';
import type { Seen } from './seen.ts';
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
      /** The values that are possible; none when any is, or when none explains what was seen. */
      readonly values: readonly unknown[];
      readonly evidence: readonly Evidence[];
    };

const hidden = 'other settings hide it: every value gives the same answers';
const several = 'several values give the same answers';

/** Another value that a setting may have, because nothing that was seen speaks against it. */
interface Doubt {
  readonly name: SettingName;
  readonly value: unknown;
}

/** Judges every setting, beside the values that the search has found. */
export async function conclude(seen: Seen, settings: SettingValues, isAllExplained: boolean): Promise<Finding[]> {
  const judge = new Judge(seen, settings, isAllExplained);
  const findings: Finding[] = [];
  for (const name of settingNames) findings.push(await judge.judge(name));
  const open = findings.flatMap((one) => (one.verdict === 'unclear' && [hidden, several].includes(one.reason) ? [one.name] : []));
  const unlisted = settingNames.filter((name) => visibleSettings[name].length === 0);
  const further = await judge.findFurtherProbes([...open, ...unlisted]);
  for (const [at, { name }] of findings.entries()) if (further.has(name)) findings[at] = await judge.judge(name);
  const doubts = findings.flatMap((finding) => judge.doubtsOf(finding));
  const sure: Finding[] = [];
  for (const finding of findings) sure.push(await judge.doubt(finding, doubts));
  return sure;
}

class Judge {
  readonly #seen: Seen;
  readonly #settings: SettingValues;
  readonly #isAllExplained: boolean;
  /** Probes that see a setting here, though not beside the defaults. */
  readonly #further = new Map<SettingName, Probe[]>();

  constructor(seen: Seen, settings: SettingValues, isAllExplained: boolean) {
    this.#seen = seen;
    this.#settings = settings;
    this.#isAllExplained = isAllExplained;
  }

  async judge(name: SettingName): Promise<Finding> {
    const probes = this.#probesOf(name);
    const unclear = (reason: string, values: readonly unknown[] = [], found: readonly Evidence[] = []): Finding => ({
      verdict: 'unclear',
      name,
      reason,
      values,
      evidence: found,
    });
    if (probes.length === 0) {
      const needed = visibleSettings[name];
      return unclear(needed.length === 0 ? 'no probe of the plan shows it' : `it needs one of the probes ${needed.join(', ')}`);
    }
    const evidence = new Map<string, Evidence>();
    const contrary: Evidence[] = [];
    const alike: unknown[] = [];
    let isTold = false;
    for (const value of this.#otherValues(name)) {
      let isRuledOut = false;
      for (const probe of probes) {
        const compared = await this.#seen.compare(probe, this.#settings, name, value);
        isTold ||= compared.isTelling;
        contrary.push(...compared.contrary);
        const [first] = compared.supporting;
        if (first === undefined) continue;
        isRuledOut = true;
        evidence.set(first.place, first);
        if (this.#isAllExplained) break;
      }
      if (!isRuledOut) alike.push(value);
    }
    const found = [...evidence.values()];
    if (!isTold) return unclear(hidden);
    if (contrary.length > 0) return unclear('no single value explains what was seen', [], [...found, ...contrary].slice(0, 5));
    if (found.length === 0) return unclear('no value that is known gives what was seen');
    const value = this.#settings[name];
    return alike.length > 0 ? unclear(several, [value, ...alike], found) : { verdict: 'found', name, value, evidence: found };
  }

  /**
   * Finds the probes that see a setting here, though not beside the defaults. Many settings are changed together; only where something
   * else is shown then, each is changed alone.
   * @returns the settings that have such probes
   */
  async findFurtherProbes(names: readonly SettingName[]): Promise<ReadonlySet<SettingName>> {
    for (const probe of this.#seen.probes) {
      const { reads } = await this.#seen.view(probe, this.#settings);
      let left = names.filter((name) => reads.has(name) && !visibleSettings[name].includes(probe.name));
      for (let at = 0; left.length > 0; at++) {
        const doubts = left.flatMap((name) =>
          this.#otherValues(name)
            .slice(at, at + 1)
            .map((value) => ({ name, value })),
        );
        const shown = (await this.#shownAmong(probe, doubts, this.#settings)).map(({ name }) => name);
        for (const name of shown) this.#further.set(name, [...(this.#further.get(name) ?? []), probe]);
        left = doubts.map(({ name }) => name).filter((name) => !shown.includes(name));
      }
    }
    return new Set(this.#further.keys());
  }

  #probesOf(name: SettingName): Probe[] {
    return [...this.#seen.probesOf(name), ...(this.#further.get(name) ?? [])];
  }

  /** Which of the doubts a probe would show beside these settings. All are changed together; what differs then is looked for in halves. */
  async #shownAmong(probe: Probe, doubts: readonly Doubt[], base: SettingValues): Promise<Doubt[]> {
    if (doubts.length === 0) return [];
    const changed = doubts.reduce((settings, { name, value }) => withValue(settings, name, value), base);
    const [one, other] = [await this.#seen.view(probe, base), await this.#seen.view(probe, changed)];
    if (differences(one.observation, other.observation).length === 0) return [];
    if (doubts.length === 1) return [...doubts];
    const half = Math.ceil(doubts.length / 2);
    const first = await this.#shownAmong(probe, doubts.slice(0, half), base);
    return [...first, ...(await this.#shownAmong(probe, doubts.slice(half), base))];
  }

  /** The other values that an unclear setting may have. */
  doubtsOf(finding: Finding): Doubt[] {
    if (finding.verdict === 'found') return [];
    const { name, values } = finding;
    const possible = values.length > 0 ? values.slice(1) : this.#otherValues(name);
    return possible.map((value) => ({ name, value }));
  }

  /** A value that was chosen because no other fitted is not found when another fits beside a doubtful value. */
  async doubt(finding: Finding, doubts: readonly Doubt[]): Promise<Finding> {
    const { name } = finding;
    if (finding.verdict !== 'found') return finding;
    const possible: unknown[] = [];
    let on: Doubt | undefined;
    for (const value of this.#otherValues(name)) {
      const reason = await this.#findExcuse({ name, value }, doubts);
      if (reason === undefined) continue;
      possible.push(value);
      on ??= reason;
    }
    if (on === undefined) return finding;
    const reason = `it depends on ${on.name}: with ${JSON.stringify(on.value)} ${several}`;
    return { verdict: 'unclear', name, reason, values: [finding.value, ...possible], evidence: finding.evidence };
  }

  /** The doubt beside which the value explains all that is explained. It must show where the value alone does not. */
  async #findExcuse(other: Doubt, doubts: readonly Doubt[]): Promise<Doubt | undefined> {
    const base = withValue(this.#settings, other.name, other.value);
    const probe = await this.#findSpoilt(base, this.#probesOf(other.name));
    if (probe === undefined) return undefined;
    const { reads } = await this.#seen.view(probe, base);
    let left = doubts.filter(({ name }) => reads.has(name));
    while (left.length > 0) {
      // One value of each setting at a time.
      const these = left.filter(({ name }, at) => left.findIndex((doubt) => doubt.name === name) === at);
      for (const { name, value } of await this.#shownAmong(probe, these, base)) {
        const probes = new Set([probe, ...this.#probesOf(other.name), ...this.#probesOf(name)]);
        if ((await this.#findSpoilt(withValue(base, name, value), [...probes])) === undefined) return { name, value };
      }
      left = left.filter((doubt) => !these.includes(doubt));
    }
    return undefined;
  }

  /** The first probe at which settings do not explain what is explained. */
  async #findSpoilt(settings: SettingValues, probes: readonly Probe[]): Promise<Probe | undefined> {
    for (const probe of probes) {
      const { observation } = await this.#seen.view(probe, this.#settings);
      const other = await this.#seen.view(probe, settings);
      if (compare(this.#seen.at(probe), observation, other.observation).supporting.length > 0) return probe;
    }
    return undefined;
  }

  #otherValues(name: SettingName): unknown[] {
    return this.#seen.otherValues(name, this.#settings);
  }
}
