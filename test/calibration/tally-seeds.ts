import { interpret } from '../../calibration/interpret/interpret.ts';
import { Seen } from '../../calibration/interpret/seen.ts';
import { makeTwinViewer } from '../../calibration/interpret/twin-observer.ts';
import { findVisibleIn, settingNames, withValue } from '../../calibration/interpret/visibility.ts';
import { plan } from '../../calibration/plan/plan.ts';
import { randomSettings, recordSite } from '../../calibration/testing/random-site.ts';
import type { SettingName } from '../../simulator/protocol/settings.ts';
import { defaultSettings, settings } from '../../simulator/protocol/settings.ts';

/** What became of the settings of one simulator. */
export interface Tally {
  readonly seed: number;
  readonly changed: number;
  /** Settings of which another value gives another recording of this very simulator, as far as it was asked. */
  readonly visible: number;
  readonly found: number;
  /** Several values give the recording, and the right one is among them. */
  readonly narrowed: number;
  /** Another value gives the recording, too, where further settings have other values. */
  readonly ambiguous: number;
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
  readonly cpuSeconds: number;
}

/**
 * Whether a setting that is not found could be seen after all is asked of every probe, which takes long: always of a changed setting, and
 * of one with its default in one simulator of ten.
 */
const sampleOf = 10;

async function tallySeed(seed: number): Promise<Tally> {
  const isSample = seed % sampleOf === 0;
  const begun = process.cpuUsage();
  const site = randomSettings(seed);
  const changed = settingNames.filter((name) => site[name] !== defaultSettings[name]);
  const recording = await recordSite(site, plan);
  const viewTwin = makeTwinViewer(recording.head.contextRoot);
  const { findings, settings: explaining } = await interpret(recording, undefined, viewTwin);
  const { user, system } = process.cpuUsage(begun);
  const isRight = (name: SettingName, value: unknown) => JSON.stringify(value) === JSON.stringify(site[name]);
  const wrong: string[] = [];
  const missed: string[] = [];
  let [found, narrowed, ambiguous] = [0, 0, 0];
  const seen = new Seen(recording, viewTwin);
  const isExplainedBy = async (name: SettingName, value: unknown) =>
    (await seen.listSurprises(withValue(explaining, name, value))).length === 0;
  for (const finding of findings) {
    const { name } = finding;
    if (finding.verdict === 'found') {
      if (isRight(name, finding.value)) found++;
      else wrong.push(`${name} is ${JSON.stringify(site[name])}, not ${JSON.stringify(finding.value)}`);
    } else if (finding.values.some((value) => isRight(name, value))) narrowed++;
    else if (finding.values.length > 0)
      wrong.push(`${name} is ${JSON.stringify(site[name])}, which is none of ${JSON.stringify(finding.values)}`);
    else if ((isSample || changed.includes(name)) && (await findVisibleIn(name, plan, viewTwin, site)).length > 0) {
      const another = settings[name].values.find((value) => !isRight(name, value));
      if (await isExplainedBy(name, another)) ambiguous++;
      else missed.push(`${name} is ${JSON.stringify(site[name])}, and ${finding.reason}`);
    }
  }
  const visible = found + narrowed + ambiguous + wrong.length + missed.length;
  return { seed, changed: changed.length, visible, found, narrowed, ambiguous, wrong, missed, cpuSeconds: (user + system) / 1e6 };
}

const [from = 1, to = 1, step = 1] = process.argv.slice(2).map(Number);
for (let seed = from; seed <= to; seed += step) {
  const tally = await tallySeed(seed);
  if (process.send === undefined) console.log(tally);
  else process.send(tally);
}
if (process.connected) process.disconnect();
