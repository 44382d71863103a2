import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { SettingName } from '../../simulator/protocol/settings.ts';
import { settings } from '../../simulator/protocol/settings.ts';
import { CalibrationError } from '../errors.ts';
import type { Interpretation } from '../interpret/interpret.ts';
import { clientOptionsFor } from './client-options.ts';

/** What a calibration says of one setting. */
export type SettingReport =
  | { readonly verdict: 'agrees' | 'differs'; readonly name: SettingName; readonly value: unknown; readonly evidence: string }
  | { readonly verdict: 'could not tell'; readonly name: SettingName; readonly reason: string };

export interface SiteReport {
  readonly rows: readonly SettingReport[];
  /** What no setting explains, as sentences. */
  readonly unexplained: readonly string[];
}

/** Whether the value is the default. */
export function verdictOf(name: SettingName, value: unknown): 'agrees' | 'differs' {
  return JSON.stringify(value) === JSON.stringify(settings[name].default) ? 'agrees' : 'differs';
}

export function reportOf({ findings, unexplained }: Interpretation): SiteReport {
  return {
    rows: findings.map((one): SettingReport => {
      if (one.verdict === 'unclear') return { verdict: 'could not tell', name: one.name, reason: one.reason };
      const [first] = one.evidence;
      const evidence = first === undefined ? 'it explains every answer' : `${first.place} is ${first.seen}`;
      return { verdict: verdictOf(one.name, one.value), name: one.name, value: one.value, evidence };
    }),
    unexplained: unexplained.map(({ place, seen, expected }) => `${place}: ${seen} was seen, ${expected} was expected`),
  };
}

export function formatReport({ rows, unexplained }: SiteReport): string {
  const lines = rows.map((row) => {
    const verdict = row.verdict.padEnd(15);
    if (row.verdict === 'could not tell') return `${verdict} ${row.name}: ${row.reason}`;
    return `${verdict} ${row.name}: ${JSON.stringify(row.value)} (${row.evidence})`;
  });
  return `${[...lines.toSorted(), ...unexplained.map((one) => `not explained   ${one}`)].join('\n')}\n`;
}

/** When a site was calibrated, by what, which ECE it was, and the masked evidence of each setting. */
export interface SiteOrigin {
  /** ISO 8601. */
  readonly at: string;
  /** The program and its version. */
  readonly by: string;
  /** As the user gives it: no call of ECE tells it. */
  readonly eceVersion?: string | undefined;
}

/** @throws {CalibrationError} when the file cannot be written */
export async function writeSite(file: string, report: SiteReport, origin: SiteOrigin): Promise<void> {
  await writeFile(file, formatSite(report, origin)).catch((error: unknown) => {
    throw new CalibrationError(`${file} cannot be written: ${(error as Error).message}. Give another file with --out.`);
  });
}

/** The text of the site file. */
export function formatSite({ rows }: SiteReport, { at, by, eceVersion }: SiteOrigin): string {
  const told = rows.filter((row) => row.verdict !== 'could not tell');
  const calibration = {
    date: at.slice(0, 10),
    by,
    ...(eceVersion !== undefined && { eceVersion }),
    evidence: Object.fromEntries(told.map(({ name, evidence }) => [name, evidence])),
  };
  const settingsTold = Object.fromEntries(told.map(({ name, value }) => [name, value]));
  const client = clientOptionsFor(settingsTold);
  return stringify(
    { version: 1, calibration, settings: settingsTold, ...(Object.keys(client).length > 0 && { client }) },
    { lineWidth: 0 },
  );
}
