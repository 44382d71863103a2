import { setImmediate } from 'node:timers/promises';
import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import { defaultSettings, settings as table } from '../../simulator/protocol/settings.ts';
import type { RecordingLine } from '../recording/exchange.ts';
import type { Difference } from './compare.ts';
import { Replica } from './replica.ts';

/** A difference at a line, counted from 0. */
export interface DifferenceAtLine extends Difference {
  readonly line: number;
}

/** Where a replay shows something else than the lines do, by {@link placeIn}. */
export type Differing = ReadonlyMap<string, DifferenceAtLine>;

/** A replay with one setting changed. */
export interface OtherReplay {
  readonly value: unknown;
  /** Undefined when the value is not allowed beside the other settings. */
  readonly differing: Differing | undefined;
}

export function placeIn(line: number, { place }: Pick<Difference, 'place'>): string {
  return `${line} ${place}`;
}

/**
 * Replays the lines with each other value of each setting, and lets `judge` see the results of one setting after the other.
 * @param inForce settings that differ from the defaults
 * @param judge gets the value in force, the replay with it, and those with the other values
 */
export async function replayWithOtherValues<Verdict>(
  lines: readonly RecordingLine[],
  inForce: Partial<SettingValues>,
  contextRoot: string,
  judge: (name: SettingName, value: unknown, present: Differing, others: readonly OtherReplay[]) => Verdict,
): Promise<Verdict[]> {
  const settings: SettingValues = { ...defaultSettings, ...inForce };
  const replica = new Replica(inForce, contextRoot);
  const verdicts: Verdict[] = [];
  try {
    const present = (await replayWith(replica, {}, lines)) ?? new Map<string, DifferenceAtLine>();
    const read = new Set(replica.settingsRead);
    for (const name of Object.keys(table) as SettingName[]) {
      const values = table[name].values.filter((value) => JSON.stringify(value) !== JSON.stringify(settings[name]));
      if (!read.has(name)) {
        const others = values.map((value): OtherReplay => ({ value, differing: present }));
        verdicts.push(judge(name, settings[name], present, others));
        continue;
      }
      const others: OtherReplay[] = [];
      for (const value of values) others.push({ value, differing: await replayWith(replica, { [name]: value }, lines) });
      verdicts.push(judge(name, settings[name], present, others));
      replica.restart({ [name]: settings[name] });
      // A proxy goes on answering meanwhile.
      await setImmediate();
    }
  } finally {
    await replica.close();
  }
  return verdicts;
}

async function replayWith(
  replica: Replica,
  change: Readonly<Record<string, unknown>>,
  lines: readonly RecordingLine[],
): Promise<Differing | undefined> {
  const differing = new Map<string, DifferenceAtLine>();
  try {
    replica.restart(change);
    for (const [at, line] of lines.entries())
      for (const one of await replica.replay(line)) differing.set(placeIn(at, one), { ...one, line: at });
    return differing;
  } catch {
    return undefined;
  }
}
