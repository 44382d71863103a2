import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { exitCodes } from '../../cli/exit-codes.ts';
import { print, tell } from '../../cli/output.ts';
import { packageVersion } from '../../cli/version.ts';
import { readTrusted } from '../../simulator/configuration/trust.ts';
import { makeFetch } from '../../simulator/http/node-fetch.ts';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import { CalibrationError } from '../errors.ts';
import { interpret } from '../interpret/interpret.ts';
import type { Known, Situation } from '../plan/known.ts';
import { nothingLearnt, situations } from '../plan/known.ts';
import { plan } from '../plan/plan.ts';
import { readRecording, writeRecording } from '../recording/recording-file.ts';
import { choosePlan, runProbes } from '../run/calibrate.ts';
import { checkAccess } from '../run/check-access.ts';
import { NetworkTarget } from '../run/network-target.ts';
import { Twin } from '../run/twin.ts';
import { formatReport, reportOf, writeSite } from '../site/site-file.ts';
import { askPerson } from './ask-person.ts';
import { describeNoCallback } from './no-callback.ts';
import { calibrateFrom } from './from-command.ts';
import { runCommand } from './run-command.ts';
import { checkShareCommand } from './share-command.ts';

export interface CalibrateFlags {
  url?: string;
  clientId?: string;
  clientSecret?: string;
  userName?: string;
  password?: string;
  entryPoint?: string[];
  callbackPort?: number;
  callbackUrl?: string;
  all?: string[];
  out: string;
  pause: number;
  trust?: string[];
  dryRun?: true;
  eceVersion?: string;
  from?: string;
  checkShare?: string;
}

const clock = {
  now: Date.now,
  wait: (ms: number, signal?: AbortSignal) => delay(ms, undefined, { ...(signal && { signal }) }).catch(() => undefined),
};

export async function calibrateCommand(flags: CalibrateFlags): Promise<void> {
  await runCommand(() => calibrate(flags));
}

async function calibrate(flags: CalibrateFlags): Promise<void> {
  if (flags.checkShare !== undefined) return checkShareCommand(flags.checkShare);
  if (flags.from !== undefined) return calibrateFrom(flags.from, flags.out, flags.eceVersion);
  const given = checkGiven(flags);
  const url = new URL(given.url);
  const known = knownOf(given, url);
  const receivesCallbacks = flags.callbackPort !== undefined;
  const probes = choosePlan(known, receivesCallbacks, checkNames(flags.all ?? []));
  if (flags.dryRun) return printPlan(probes, known.root);
  const stopped = new AbortController();
  const target = new NetworkTarget({
    origin: url.origin,
    fetch: makeFetch({ trust: readTrusted(flags.trust ?? []) }),
    clock,
    pauseMs: flags.pause * 1000,
    callbackPort: flags.callbackPort,
    ask: (act) => askPerson(act, stopped.signal),
  });
  process.on('SIGINT', () => {
    if (target.isStopping) process.exit(exitCodes.interrupted);
    tell('Stopping: what was begun is ended. Press Ctrl-C again to stop at once.');
    target.stop();
    stopped.abort();
  });
  const file = `${flags.out}.recording.jsonl`;
  try {
    await target.listen();
    await checkAccess(target, known);
    const head = {
      kind: 'recording',
      version: 1,
      madeBy: `ece-simulator ${packageVersion()}`,
      startedAt: new Date().toISOString(),
      contextRoot: known.root,
      receivesCallbacks,
    } as const;
    const before = existsSync(file) ? (await readRecording(file)).lines : [];
    if (before.length > 0) tell(`${file} holds a run that goes on. Remove the file to begin anew.`);
    let count = 0;
    const { recording, leftOpen } = await runProbes({
      target,
      known,
      probes,
      head,
      before,
      save: (saved) => writeRecording(file, saved),
      onProbe: ({ name, asks }) => tell(`${++count}/${probes.length} ${name}: ${asks}`),
    });
    for (const id of leftOpen) tell(`The conversation ${id} could not be ended: complete it at the desk.`);
    tell('Interpreting, which takes a minute or two.');
    const report = reportOf(await interpret(recording));
    const { madeBy: by, startedAt: at } = recording.head;
    await writeSite(flags.out, report, { at, by, eceVersion: flags.eceVersion });
    print(formatReport(report));
    const missing = describeNoCallback(recording, flags);
    if (missing !== undefined) tell(missing);
    print(`\n${flags.out} holds the values, ${file} the masked evidence.\n`);
  } finally {
    target.close();
    process.stdin.destroy();
  }
}

type GivenFlags = CalibrateFlags & Required<Pick<CalibrateFlags, 'url' | 'clientId' | 'clientSecret' | 'entryPoint'>>;

/** @throws {CalibrationError} that names what is missing for a session with an ECE */
function checkGiven(flags: CalibrateFlags): GivenFlags {
  const needed = {
    '--url': flags.url,
    '--client-id': flags.clientId,
    '--client-secret': flags.clientSecret,
    '--entry-point': flags.entryPoint,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === 0) return flags as GivenFlags;
  throw new CalibrationError(
    `A calibration asks an ECE, so it needs ${missing.join(', ')}. Without an ECE: --from <recording>, or --check-share <file>.`,
  );
}

function knownOf(flags: GivenFlags, url: URL): Known {
  const { userName, password, callbackUrl } = flags;
  if ((userName === undefined) !== (password === undefined))
    throw new CalibrationError('--user-name and --password go together.');
  return {
    root: url.pathname.replace(/\/$/, ''),
    clientId: flags.clientId,
    clientSecret: flags.clientSecret,
    user: userName === undefined || password === undefined ? undefined : { userName, password },
    entryPoints: readEntryPoints(flags.entryPoint),
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

function checkNames(named: readonly string[]): readonly string[] {
  const names = plan.filter(({ touches }) => touches !== null).map(({ name }) => name);
  for (const name of named)
    if (!names.includes(name))
      throw new CalibrationError(`--all: no probe that touches others is called "${name}".${didYouMeanOrValid(name, names)}`);
  return named;
}

/** Each request as a simulator in this process is asked it: nothing leaves. */
async function printPlan(probes: ReturnType<typeof choosePlan>, root: string): Promise<void> {
  const twin = new Twin();
  for (const probe of probes) {
    print(`${probe.name}: ${probe.asks}\n${probe.touches === null ? '' : `  It touches others: ${probe.touches}.\n`}`);
    twin.become(defaultSettings);
    for (const line of await twin.observe(probe, root)) {
      if (line.kind === 'act') print(`  a person: ${line.act}\n`);
      else if (line.kind === 'call') print(`  ${line.request.method} ${line.request.url.replace(twin.origin, '')}\n`);
    }
  }
}
