import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import type { Recording } from '../recording/exchange.ts';
import type { Difference } from './compare.ts';
import type { Explanation } from './explain.ts';
import { explain, linesBefore } from './explain.ts';
import type { ReplayedLine } from './replay.ts';
import { replay } from './replay.ts';

/** A setting that traffic tells. */
export interface LearntSetting {
  readonly setting: SettingName;
  readonly value: unknown;
  /** The line of the recording that told it, from 1, and what it shows there. */
  readonly number: number;
  readonly differences: readonly Difference[];
}

export interface Learnt {
  /** The settings that differ from the defaults. */
  readonly settings: Partial<SettingValues>;
  readonly found: readonly LearntSetting[];
  /** Lines that no setting explains, or several. */
  readonly unclear: readonly { readonly line: ReplayedLine; readonly candidates: readonly Explanation[] }[];
}

/**
 * Learns settings from traffic alone, without asking the ECE anything. A setting is learnt when it is the only one that explains what a
 * line shows; the traffic is then replayed with it, until nothing more is learnt.
 * @param onLine told of the line that is explained now
 */
export async function learnFrom(recording: Recording, onLine: (number: number) => void = () => undefined): Promise<Learnt> {
  const settings: Record<string, unknown> = {};
  const found: LearntSetting[] = [];
  const judged = new Map<string, readonly Explanation[]>();
  for (;;) {
    const { different } = await replay(recording, settings);
    const next = different.find((line) => !judged.has(keyOf(line)));
    if (next === undefined) {
      const unclear = different.map((line) => ({ line, candidates: judged.get(keyOf(line))! }));
      return { settings, found, unclear };
    }
    onLine(next.number);
    const lines = linesBefore(recording.lines.slice(0, next.number));
    const explanations = await explain(lines, next.differences, settings, recording.head.contextRoot);
    const best = explanations.filter(({ places }) => places.length === explanations[0]!.places.length);
    const [only] = best;
    judged.set(keyOf(next), best);
    if (best.length !== 1 || only === undefined) continue;
    settings[only.setting] = only.value;
    found.push({ setting: only.setting, value: only.value, number: next.number, differences: next.differences });
    // What was unclear may be clear now.
    judged.clear();
    judged.set(keyOf(next), best);
  }
}

function keyOf({ number, differences }: ReplayedLine): string {
  return JSON.stringify([number, differences]);
}
