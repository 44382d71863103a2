import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import { defaultSettings, settings as table } from '../../simulator/protocol/settings.ts';
import type { Recording } from '../recording/exchange.ts';
import type { SettingReport, SiteReport } from '../site/site-file.ts';
import { verdictOf } from '../site/site-file.ts';
import type { Difference } from './compare.ts';
import type { Learnt } from './learn-from.ts';
import { Replica } from './replica.ts';

/**
 * What traffic says of each setting. The value in force is confirmed when the simulator answers differently with each other value:
 * then it agrees, or differs from the default.
 */
export async function judge(recording: Recording, learnt: Learnt): Promise<SiteReport> {
  const inForce: SettingValues = { ...defaultSettings, ...learnt.settings };
  const rows: SettingReport[] = [];
  const replica = new Replica(learnt.settings, recording.head.contextRoot);
  try {
    const present = await replayWith(replica, {}, recording);
    for (const name of Object.keys(table) as SettingName[]) {
      rows.push(await judgeOne(name));
      replica.restart({ [name]: inForce[name] });
    }
    return {
      rows,
      unexplained: learnt.unclear.flatMap(({ line: { number, differences } }) => differences.map((one) => describe(number, one))),
    };

    async function judgeOne(name: SettingName): Promise<SettingReport> {
      let evidence: string | undefined;
      const alike: unknown[] = [];
      const others = table[name].values.filter((value) => JSON.stringify(value) !== JSON.stringify(inForce[name]));
      for (const value of others) {
        const places = await replayWith(replica, { [name]: value }, recording);
        const worse = places === undefined ? undefined : [...places].find(([place]) => !present!.has(place));
        if (worse === undefined) alike.push(value);
        else evidence ??= worse[1];
      }
      if (evidence === undefined) return { verdict: 'could not tell', name, reason: 'the traffic does not show it' };
      if (alike.length > 0) {
        const values = [inForce[name], ...alike].map((value) => JSON.stringify(value)).join(', ');
        return { verdict: 'could not tell', name, reason: `several values give the same answers: ${values}` };
      }
      return { verdict: verdictOf(name, inForce[name]), name, value: inForce[name], evidence };
    }
  } finally {
    await replica.close();
  }
}

/** The differences by line and place, each with what ECE shows there; undefined for settings that are not allowed together. */
async function replayWith(
  replica: Replica,
  change: Readonly<Record<string, unknown>>,
  { lines }: Recording,
): Promise<ReadonlyMap<string, string> | undefined> {
  const places = new Map<string, string>();
  try {
    replica.restart(change);
    for (const [at, line] of lines.entries())
      for (const one of await replica.replay(line))
        places.set(`${at} ${one.place}`, `line ${at + 1}: ${one.place} is ${one.recorded ?? 'missing'}`);
    return places;
  } catch {
    return undefined;
  }
}

function describe(number: number, { place, recorded, simulated }: Difference): string {
  return `line ${number}: ${place}: ${recorded ?? 'nothing'} was seen, ${simulated ?? 'nothing'} was expected`;
}
