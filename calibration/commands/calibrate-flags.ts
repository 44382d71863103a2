import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import { CalibrationError } from '../errors.ts';
import type { Known, Situation } from '../plan/known.ts';
import { nothingLearnt, situations } from '../plan/known.ts';
import { plan } from '../plan/plan.ts';
import type { RecordingHead } from '../recording/exchange.ts';

export interface CalibrateFlags {
  url?: string;
  clientId?: string;
  clientSecret?: string;
  userName?: string;
  password?: string;
  entryPoint?: string[];
  callbackPort?: number;
  callbackUrl?: string;
  payloadFiles?: string;
  all?: string[];
  only?: string[];
  out: string;
  pause: number;
  trust?: string[];
  dryRun?: true;
  eceVersion?: string;
  from?: string;
  checkShare?: string;
}

/** How callbacks are received. @throws {CalibrationError} for flags that exclude or need each other */
export function checkReceiving({ callbackPort, callbackUrl, payloadFiles }: CalibrateFlags): RecordingHead['receivesCallbacks'] {
  if (callbackPort !== undefined && payloadFiles !== undefined)
    throw new CalibrationError('Callbacks come to --callback-port or are saved into --payload-files: give one of them.');
  if (callbackUrl !== undefined && callbackPort === undefined)
    throw new CalibrationError('--callback-url is how ECE reaches --callback-port: give the port too.');
  return payloadFiles !== undefined ? 'as files' : callbackPort !== undefined;
}

export type GivenFlags = CalibrateFlags & Required<Pick<CalibrateFlags, 'url' | 'clientId' | 'clientSecret' | 'entryPoint'>>;

/** @throws {CalibrationError} that names what is missing for a session with an ECE */
export function checkGiven(flags: CalibrateFlags): GivenFlags {
  // A plan that is only printed shows no secret.
  const { clientSecret = flags.dryRun && 'secret' } = flags;
  const needed = {
    '--url': flags.url,
    '--client-id': flags.clientId,
    '--client-secret': clientSecret,
    '--entry-point': flags.entryPoint,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === 0) return { ...flags, clientSecret } as GivenFlags;
  throw new CalibrationError(
    `A calibration asks an ECE, so it needs ${missing.join(', ')}. Without an ECE: --from <recording>, or --check-share <file>.`,
  );
}

export function knownOf(flags: GivenFlags, url: URL): Known {
  const { userName, password, callbackUrl } = flags;
  if ((userName === undefined) !== (password === undefined))
    throw new CalibrationError('--user-name and --password go together.');
  const entryPoints = readEntryPoints(flags.entryPoint);
  if (entryPoints.ready === undefined)
    throw new CalibrationError('--entry-point: give an active one with an agent logged in too, as its id alone, e.g. 1001.');
  return {
    root: url.pathname.replace(/\/$/, ''),
    clientId: flags.clientId,
    clientSecret: flags.clientSecret,
    user: userName === undefined || password === undefined ? undefined : { userName, password },
    entryPoints,
    filesUrl: callbackUrl === undefined ? undefined : `${callbackUrl.replace(/\/$/, '')}/files`,
    run: String(Date.now() % 10_000).padStart(4, '0'),
    ...nothingLearnt(),
  };
}

function readEntryPoints(given: readonly string[]): Partial<Record<Situation, string>> {
  const pairs = given.map((text): [string, string] => {
    const [first = '', second] = text.split('=');
    const [situation, id] = second === undefined ? ['ready', first] : [first, second];
    if (!Object.hasOwn(situations, situation))
      throw new CalibrationError(
        `--entry-point: no situation is called "${situation}".${didYouMeanOrValid(situation, Object.keys(situations))}`,
      );
    if (!/^\d+$/.test(id)) throw new CalibrationError(`--entry-point: "${text}" has no id of an entry point, which is a number.`);
    return [situation, id];
  });
  return Object.fromEntries(pairs);
}

/** The probes of --only; all without it. @throws {CalibrationError} for a name that no probe has, and for one that must be in --all too */
export function readOnly({ only, all = [] }: CalibrateFlags): readonly string[] {
  const names = plan.map(({ name }) => name);
  for (const name of only ?? []) {
    if (!names.includes(name))
      throw new CalibrationError(`--only: no probe is called "${name}".${didYouMeanOrValid(name, names)}`);
    if (plan.some((probe) => probe.name === name && probe.touches !== null) && !all.includes(name))
      throw new CalibrationError(`--only: "${name}" touches others, so it runs only when --all names it too.`);
  }
  return only ?? names;
}

/** @throws {CalibrationError} for a name that no such probe has */
export function checkNames(named: readonly string[]): readonly string[] {
  const names = plan.filter(({ touches }) => touches !== null).map(({ name }) => name);
  for (const name of named)
    if (!names.includes(name))
      throw new CalibrationError(`--all: no probe that touches others is called "${name}".${didYouMeanOrValid(name, names)}`);
  return named;
}
