import type { SettingName } from '../../simulator/protocol/settings.ts';
import type { Recording } from '../recording/exchange.ts';
import type { SettingReport, SiteReport } from '../site/site-file.ts';
import { verdictOf } from '../site/site-file.ts';
import type { Difference } from './compare.ts';
import type { Learnt } from './learn-from.ts';
import type { DifferenceAtLine, Differing, OtherReplay } from './other-values.ts';
import { replayWithOtherValues } from './other-values.ts';

/**
 * What traffic says of each setting. The value in force is confirmed when the simulator answers differently with each other value:
 * then it agrees, or differs from the default.
 */
export async function judge({ head, lines }: Recording, { settings, unclear }: Learnt): Promise<SiteReport> {
  return {
    rows: await replayWithOtherValues(lines, settings, head.contextRoot, judgeOne),
    unexplained: unclear.flatMap(({ line: { number, differences } }) => differences.map((one) => describe(number, one))),
  };
}

function judgeOne(name: SettingName, inForce: unknown, present: Differing, others: readonly OtherReplay[]): SettingReport {
  const couldNotTell = (reason: string) => ({ verdict: 'could not tell', name, reason }) as const;
  let evidence: string | undefined;
  const alike: unknown[] = [];
  for (const { value, differing = new Map<string, DifferenceAtLine>() } of others) {
    const [, worse] = [...differing].find(([place]) => !present.has(place)) ?? [];
    if (worse === undefined) alike.push(value);
    else evidence ??= evidenceOf(worse);
  }
  if (evidence === undefined) return couldNotTell('the traffic does not show it');
  if (alike.length === 0) return { verdict: verdictOf(name, inForce), name, value: inForce, evidence };
  const values = [inForce, ...alike].map((value) => JSON.stringify(value)).join(', ');
  return couldNotTell(`several values give the same answers: ${values}`);
}

function evidenceOf({ line, place, recorded }: DifferenceAtLine): string {
  return `line ${line + 1}: ${place} is ${recorded ?? 'missing'}`;
}

function describe(number: number, { place, recorded, simulated }: Difference): string {
  return `line ${number}: ${place}: ${recorded ?? 'nothing'} was seen, ${simulated ?? 'nothing'} was expected`;
}
