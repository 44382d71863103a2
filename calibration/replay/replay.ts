import type { SettingValues } from '../../simulator/protocol/settings.ts';
import type { Recording, RecordingLine } from '../recording/exchange.ts';
import { isExchange } from '../recording/exchange.ts';
import type { Difference } from './compare.ts';
import { Replica } from './replica.ts';

export interface ReplayedLine {
  /** Its place among the lines of the recording, from 1. */
  readonly number: number;
  readonly line: RecordingLine;
  readonly differences: readonly Difference[];
}

export interface ReplayReport {
  /** Exchanges that were compared. */
  readonly compared: number;
  /** Those at which the simulator shows something else. */
  readonly different: readonly ReplayedLine[];
  /** Types of messages that the simulator sent to the client, and the recording does not have. */
  readonly unclaimed: readonly string[];
}

/**
 * Sends a recording to the simulator again, and compares what it answers member for member.
 * @param settings those that differ from the defaults, as a site file has them
 */
export async function replay(recording: Recording, settings: Partial<SettingValues> = {}): Promise<ReplayReport> {
  const replica = new Replica(settings, recording.head.contextRoot);
  const different: ReplayedLine[] = [];
  let compared = 0;
  try {
    for (const [at, line] of recording.lines.entries()) {
      const differences = await replica.replay(line);
      if (isExchange(line) && line.response !== null) compared++;
      if (differences.length > 0) different.push({ number: at + 1, line, differences });
    }
    return { compared, different, unclaimed: recording.head.receivesCallbacks ? await replica.takeUnclaimed() : [] };
  } finally {
    await replica.close();
  }
}
