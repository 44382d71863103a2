import { setImmediate } from 'node:timers/promises';
import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import { defaultSettings, settings as table } from '../../simulator/protocol/settings.ts';
import type { RecordingLine } from '../recording/exchange.ts';
import type { Difference } from './compare.ts';
import { Replica } from './replica.ts';

/** A value of a setting with which the simulator shows what the recording has. */
export interface Explanation {
  readonly setting: SettingName;
  readonly value: unknown;
  /** Places of differences that it removes. */
  readonly places: readonly string[];
}

/**
 * Finds the settings that explain the differences of the last line: with each value of each setting the lines are replayed again. A
 * value that brings other differences explains nothing.
 * @param lines those that the last one builds on, and it
 */
export async function explain(
  lines: readonly RecordingLine[],
  differences: readonly Difference[],
  inForce: Partial<SettingValues>,
  contextRoot: string,
): Promise<Explanation[]> {
  const replica = new Replica(inForce, contextRoot);
  const present: SettingValues = { ...defaultSettings, ...inForce };
  const found: Explanation[] = [];
  try {
    const before = await replayWith(replica, {}, lines);
    for (const name of Object.keys(table) as SettingName[]) {
      for (const value of table[name].values) {
        if (JSON.stringify(value) === JSON.stringify(present[name])) continue;
        const after = await replayWith(replica, { [name]: value }, lines);
        const places = differences.map(({ place }) => place).filter((place) => !after.has(`${lines.length - 1} ${place}`));
        const bringsOthers = [...after].some((place) => !before.has(place));
        if (places.length > 0 && !bringsOthers) found.push({ setting: name, value, places });
      }
      replica.restart({ [name]: present[name] });
      // A proxy goes on answering meanwhile.
      await setImmediate();
    }
  } finally {
    await replica.close();
  }
  return found.toSorted((one, other) => other.places.length - one.places.length);
}

/** @returns the places of all differences, with the number of the line in front */
async function replayWith(
  replica: Replica,
  change: Readonly<Record<string, unknown>>,
  lines: readonly RecordingLine[],
): Promise<ReadonlySet<string>> {
  const places = new Set<string>();
  try {
    replica.restart(change);
    for (const [at, line] of lines.entries()) for (const { place } of await replica.replay(line)) places.add(`${at} ${place}`);
  } catch {
    // A combination of settings that is not allowed explains nothing.
    places.add('settings');
  }
  return places;
}

/** The lines that a line builds on: how its token and its conversation came about. At most so many, the latest. */
export function linesBefore(lines: readonly RecordingLine[], most = 40): readonly RecordingLine[] {
  const last = lines.at(-1);
  if (last === undefined) return [];
  const needed = [last];
  let wanted = valuesIn(last);
  for (const line of lines.slice(0, -1).toReversed()) {
    if (needed.length >= most) break;
    if (!valuesIn(line).some((value) => wanted.includes(value))) continue;
    needed.unshift(line);
    wanted = [...new Set([...wanted, ...valuesIn(line)])];
  }
  return needed;
}

/** Ids and tokens in a line. */
function valuesIn(line: RecordingLine): string[] {
  return JSON.stringify(line).match(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|secret-\d+/gi) ?? [];
}
