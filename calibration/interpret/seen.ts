import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import { settings } from '../../simulator/protocol/settings.ts';
import { plan } from '../plan/plan.ts';
import type { Probe } from '../plan/probe.ts';
import type { Recording } from '../recording/exchange.ts';
import type { Comparison } from './compare.ts';
import { compare, nothingTold } from './compare.ts';
import type { Observation } from './observe.ts';
import type { TwinView, ViewTwin } from './twin-observer.ts';
import { makeTwinViewer, observeMasked } from './twin-observer.ts';
import { differences, withValue } from './visibility.ts';
import { visibleSettings } from './visible-settings.ts';

/** A place where a twin shows something else than was seen. */
export interface Surprise {
  readonly place: string;
  readonly seen: string;
  readonly expected: string;
}

/** What a recording shows at its probes, beside what twins would have shown there. */
export class Seen {
  readonly probes: readonly Probe[];
  readonly #observations: ReadonlyMap<string, Observation>;
  readonly #viewTwin: ViewTwin;

  constructor({ head, lines }: Recording, viewTwin: ViewTwin = makeTwinViewer(head.contextRoot, head.receivesCallbacks)) {
    const byProbe = Map.groupBy(lines, ({ probe }) => probe);
    this.probes = plan.filter(({ name }) => byProbe.has(name));
    this.#viewTwin = viewTwin;
    this.#observations = new Map(
      this.probes.map((probe) => [
        probe.name,
        observeMasked(probe, byProbe.get(probe.name)!, head.contextRoot, head.receivesCallbacks),
      ]),
    );
  }

  at({ name }: Probe): Observation {
    return this.#observations.get(name)!;
  }

  view(probe: Probe, of: SettingValues): Promise<TwinView> {
    return this.#viewTwin(probe, of);
  }

  async surprisesAt(probe: Probe, of: SettingValues): Promise<Surprise[]> {
    const [seen, { observation }] = [this.at(probe), await this.view(probe, of)];
    return differences(seen, observation).map((place) => ({
      place,
      seen: seen.get(place) ?? 'nothing',
      expected: observation.get(place) ?? 'nothing',
    }));
  }

  async listSurprises(of: SettingValues): Promise<Surprise[]> {
    const found: Surprise[] = [];
    for (const probe of this.probes) found.push(...(await this.surprisesAt(probe, of)));
    return found;
  }

  /** What was seen at a probe, held against the twin with these settings and the twin with another value of one. */
  async compare(probe: Probe, base: SettingValues, name: SettingName, value: unknown): Promise<Comparison> {
    const { observation, reads } = await this.view(probe, base);
    if (!reads.has(name)) return nothingTold;
    const other = await this.view(probe, withValue(base, name, value));
    return compare(this.at(probe), observation, other.observation);
  }

  /** The probes that can see the setting, those first at which the fewest others can be seen. */
  probesOf(name: SettingName): Probe[] {
    const visible = visibleSettings[name];
    return this.probes.filter((probe) => visible.includes(probe.name)).toSorted((one, other) => crowd(one) - crowd(other));
  }

  /** The values that a setting may have beside its present one. */
  otherValues(name: SettingName, of: SettingValues): unknown[] {
    const all: unknown[] = [of[name], ...settings[name].values];
    return all.filter((value, at) => all.findIndex((other) => isSame(other, value)) === at).slice(1);
  }
}

const crowds = new Map<string, number>();
for (const probes of Object.values(visibleSettings)) for (const name of probes) crowds.set(name, (crowds.get(name) ?? 0) + 1);

function crowd({ name }: Probe): number {
  return crowds.get(name) ?? 0;
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
