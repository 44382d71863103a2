import type { SettingValues } from '../../simulator/protocol/settings.ts';
import { defaultSettings, settings } from '../../simulator/protocol/settings.ts';
import { settingNames } from '../interpret/visibility.ts';
import { harmlessTexts } from '../plan/harmless.ts';
import type { Probe } from '../plan/probe.ts';
import type { Recording, RecordingLine } from '../recording/exchange.ts';
import { Masker } from '../recording/masker.ts';
import { Twin } from '../run/twin.ts';

/** Numbers from 0 to 1 that follow from the seed. */
function makeRandom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Settings of which up to half are changed at random. */
export function randomSettings(seed: number): SettingValues {
  const random = makeRandom(seed);
  const share = random() / 2;
  const changed = settingNames.flatMap((name) => {
    const values: readonly unknown[] = settings[name].values;
    const value = values[Math.floor(random() * values.length)];
    return random() < share ? [[name, value]] : [];
  });
  return { ...defaultSettings, ...(Object.fromEntries(changed) as Partial<SettingValues>) };
}

/** Under which context root an ECE with these settings answers. */
export function rootOf(site: SettingValues): string {
  const roots: Readonly<Record<string, string>> = { none: '', webchatprod: '/webchatprod' };
  return roots[site['http.prefix']] ?? '/system';
}

/** What the probes would have recorded of an ECE with these settings, masked. */
export async function recordSite(site: SettingValues, probes: readonly Probe[]): Promise<Recording> {
  const contextRoot = rootOf(site);
  const lines: RecordingLine[] = [];
  // Chance does not give an ECE what it gives the twins that are held against its recording.
  const twin = new Twin('site');
  for (const probe of probes) {
    twin.become(site);
    lines.push(...(await twin.observe(probe, contextRoot)));
  }
  const startedAt = '2026-05-12T08:00:00.000Z';
  const head = { kind: 'recording', version: 1, madeBy: 'test', startedAt, contextRoot, receivesCallbacks: true } as const;
  return new Masker(harmlessTexts).maskAll({ head, lines });
}
