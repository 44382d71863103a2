import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import type { RecordingLine } from '../recording/exchange.ts';
import { uuids } from '../recording/uuid.ts';
import type { Difference } from './compare.ts';
import { placeIn, replayWithOtherValues } from './other-values.ts';

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
  const last = lines.length - 1;
  const found = await replayWithOtherValues(lines, inForce, contextRoot, (setting, _value, present, others) =>
    others.flatMap(({ value, differing }): Explanation[] => {
      if (differing === undefined || [...differing.keys()].some((place) => !present.has(place))) return [];
      const removed = differences.filter((one) => !differing.has(placeIn(last, one)));
      return removed.length === 0 ? [] : [{ setting, value, places: removed.map(({ place }) => place) }];
    }),
  );
  return found.flat().toSorted((one, other) => other.places.length - one.places.length);
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

const idsAndTokens = new RegExp(String.raw`${uuids.source}|secret-\d+`, 'gi');

/** Ids and tokens in a line. */
function valuesIn(line: RecordingLine): string[] {
  return JSON.stringify(line).match(idsAndTokens) ?? [];
}
