import { exitCodes } from '../../cli/exit-codes.ts';
import { print } from '../../cli/output.ts';
import type { SettingValues } from '../../simulator/protocol/settings.ts';
import type { Recording } from '../recording/exchange.ts';
import { explain, linesBefore } from '../replay/explain.ts';
import type { ReplayReport } from '../replay/replay.ts';
import { replay } from '../replay/replay.ts';
import { describeDifference, describeExplanations, describeLine } from './difference-words.ts';
import { runCommand } from './run-command.ts';
import { readSettings, readTraffic } from './traffic-file.ts';

export interface ReplayFlags {
  readonly site?: string;
  readonly json?: true;
  /** Commander's word for `--no-explain`. */
  readonly explain: boolean;
}

/** Looking for a setting takes about a second for each exchange. */
const mostExplained = 10;

/** `ece-simulator replay`: exit code 0 when the simulator answers as the recording has it, 1 when it does not, 2 for a file that is wrong. */
export function replayCommand(files: readonly string[], flags: ReplayFlags): Promise<void> {
  return runCommand(async () => {
    const settings = await readSettings(flags.site);
    let isAlike = true;
    for (const file of files) {
      const recording = await readTraffic(file);
      const report = await replay(recording, settings);
      const explanations = flags.explain ? await explainAll(recording, report, settings) : [];
      if (flags.json) print(`${JSON.stringify({ file, ...report, explanations })}\n`);
      else print(`${formatReport(file, report, explanations)}\n`);
      isAlike &&= report.different.length === 0 && report.unclaimed.length === 0;
    }
    process.exitCode = isAlike ? 0 : exitCodes.failed;
  });
}

async function explainAll(
  { head, lines }: Recording,
  { different }: ReplayReport,
  settings: Partial<SettingValues>,
): Promise<string[][]> {
  const explained: string[][] = [];
  for (const { number, differences } of different.slice(0, mostExplained)) {
    const found = await explain(linesBefore(lines.slice(0, number)), differences, settings, head.contextRoot);
    explained.push(describeExplanations(found));
  }
  return explained;
}

export function formatReport(file: string, report: ReplayReport, explanations: readonly (readonly string[])[]): string {
  const { compared, different, unclaimed } = report;
  const rows = different.flatMap(({ number, line, differences }, at) => [
    `${file}:${number + 1}: ${describeLine(line)}`,
    ...differences.map((one) => `  ${describeDifference(one)}`),
    ...(explanations[at] ?? []).map((text) => `  -> ${text}`),
  ]);
  const more =
    unclaimed.length === 0 ? [] : [`The simulator sent callbacks that the recording does not have: ${unclaimed.join(', ')}.`];
  const summary = `${file}: ${compared} exchanges compared, ${compared - different.length} alike, ${different.length} different.`;
  return [...rows, ...more, summary].join('\n');
}
