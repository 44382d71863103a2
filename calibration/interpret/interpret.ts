import type { SettingValues } from '../../simulator/protocol/settings.ts';
import type { Recording } from '../recording/exchange.ts';
import type { Finding } from './conclude.ts';
import { conclude } from './conclude.ts';
import { searchSettings } from './search.ts';
import type { Surprise } from './seen.ts';
import { Seen } from './seen.ts';
import type { ViewTwin } from './twin-observer.ts';

export interface Interpretation {
  readonly findings: readonly Finding[];
  /** The values in force when the findings hold; the others are defaults. */
  readonly settings: SettingValues;
  /** Where the simulator with these settings still shows something else. */
  readonly unexplained: readonly Surprise[];
}

/**
 * Finds the settings with which a simulator would have left the recording. It depends on nothing but the recording, which must be
 * masked.
 *
 * 1. Each probe of the recording becomes an observation: a value at each place.
 * 2. The settings are searched with which twins show most of what was seen.
 * 3. For each setting, twins with each other value are observed at the probes that can see it. The places where they differ tell.
 * 4. A value is found when it explains every place that any value explains, and one more than each other value, also beside the other
 *    values that doubtful settings may have.
 * @param viewTwin keeps what twins have shown, for a caller who goes on asking
 */
export async function interpret(
  recording: Recording,
  onRound: (round: number) => void = () => undefined,
  viewTwin?: ViewTwin,
): Promise<Interpretation> {
  const seen = new Seen(recording, viewTwin);
  const settings = await searchSettings(seen, onRound);
  const unexplained = await seen.listSurprises(settings);
  return { findings: await conclude(seen, settings, unexplained.length === 0), settings, unexplained };
}
