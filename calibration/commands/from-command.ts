import { print, tell } from '../../cli/output.ts';
import { packageVersion } from '../../cli/version.ts';
import { interpret } from '../interpret/interpret.ts';
import type { Recording } from '../recording/exchange.ts';
import { judge } from '../replay/judge.ts';
import { learnFrom } from '../replay/learn-from.ts';
import type { SiteReport } from '../site/site-file.ts';
import { formatReport, reportOf, writeSite } from '../site/site-file.ts';
import { asReceived } from './no-callback.ts';
import { readTraffic } from './traffic-file.ts';

/**
 * `calibrate --from`: learns from traffic, and sends nothing. The recording of a calibration is interpreted again.
 * @throws {RecordingError} for a file that is no recording and no HAR
 */
export async function calibrateFrom(from: string, out: string, eceVersion: string | undefined): Promise<void> {
  const recording = await readTraffic(from);
  tell('Learning, which takes about a second for each exchange that is not as expected.');
  const report = await learn(recording);
  await writeSite(out, report, { at: recording.head.startedAt, by: `ece-simulator ${packageVersion()}`, eceVersion });
  print(formatReport(report));
  print(`\n${out} holds the values.\n`);
}

async function learn(recording: Recording): Promise<SiteReport> {
  if (recording.lines.length > 0 && recording.lines.every(({ probe }) => probe !== undefined))
    return reportOf(await interpret(asReceived(recording)));
  return judge(recording, await learnFrom(recording, (number) => tell(`line ${number} is not as expected`)));
}
