import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { exitCodes } from '../../cli/exit-codes.ts';
import { print, printError, tell } from '../../cli/output.ts';
import { packageVersion } from '../../cli/version.ts';
import { readTrusted } from '../../simulator/configuration/trust.ts';
import { makeFetch } from '../../simulator/http/node-fetch.ts';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import { defaultSettings, settings } from '../../simulator/protocol/settings.ts';
import { CalibrationError, isCalibrationError, StoppedError } from '../errors.ts';
import type { Interpretation } from '../interpret/interpret.ts';
import { interpret } from '../interpret/interpret.ts';
import type { Known, Situation } from '../plan/known.ts';
import { situations } from '../plan/known.ts';
import { plan } from '../plan/plan.ts';
import { readRecording, writeRecording } from '../recording/recording-file.ts';
import { choosePlan, runProbes } from '../run/calibrate.ts';
import { checkAccess } from '../run/check-access.ts';
import { NetworkTarget } from '../run/network-target.ts';
import { Twin } from '../run/twin.ts';

export interface CalibrateFlags {
  url: string;
  clientId: string;
  clientSecret: string;
  userName?: string;
  password?: string;
  entryPoint: string[];
  callbackPort?: number;
  callbackUrl?: string;
  all?: string[];
  out: string;
  pause: number;
  trust?: string[];
  dryRun?: true;
}

const clock = {
  now: Date.now,
  wait: (ms: number, signal?: AbortSignal) => delay(ms, undefined, { ...(signal && { signal }) }).catch(() => undefined),
};

export async function calibrateCommand(flags: CalibrateFlags): Promise<void> {
  try {
    await calibrate(flags);
  } catch (error) {
    if (!isCalibrationError(error)) throw error;
    tell(error.message);
    process.exitCode = error instanceof StoppedError ? exitCodes.failed : exitCodes.input;
  }
}

async function calibrate(flags: CalibrateFlags): Promise<void> {
  const url = new URL(flags.url);
  const known = knownOf(flags, url);
  const receivesCallbacks = flags.callbackPort !== undefined;
  const probes = choosePlan(known, receivesCallbacks, checkNames(flags.all ?? []));
  if (flags.dryRun) return printPlan(probes, known.root);
  const target = new NetworkTarget({
    origin: url.origin,
    fetch: makeFetch({ trust: readTrusted(flags.trust ?? []) }),
    clock,
    pauseMs: flags.pause * 1000,
    callbackPort: flags.callbackPort,
    ask: askPerson,
  });
  process.on('SIGINT', () => {
    if (target.isStopping) process.exit(exitCodes.interrupted);
    tell('Stopping: what was begun is ended. Press Ctrl-C again to stop at once.');
    target.stop();
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
    const result = await interpret(recording);
    await writeSite(flags.out, result);
    print(formatReport(result));
    print(`\n${flags.out} holds the values, ${file} the masked evidence.\n`);
  } finally {
    target.close();
    process.stdin.destroy();
  }
}

function knownOf(flags: CalibrateFlags, url: URL): Known {
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
    tokens: [],
    sessions: [],
    dates: {},
    idForm: 'string',
    textWord: 'text/plain',
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

async function askPerson(act: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    printError(`\n  ${act}.\n`);
    return (await lines.question('  Press Enter when that is done, or type s to skip it: ')).trim() !== 's';
  } finally {
    lines.close();
  }
}

async function writeSite(file: string, { findings }: Interpretation): Promise<void> {
  const found = findings.flatMap((one) => (one.verdict === 'found' ? [[one.name, one.value] as const] : []));
  const about = `Calibrated on ${new Date().toISOString().slice(0, 10)} by ece-simulator ${packageVersion()}: ${found.length} settings were found.`;
  await writeFile(file, stringify({ version: 1, about, settings: Object.fromEntries(found) }));
}

function formatReport({ findings, unexplained }: Interpretation): string {
  const lines = findings.map((one) => {
    if (one.verdict === 'unclear') return `could not tell  ${one.name}: ${one.reason}`;
    const [evidence] = one.evidence;
    const isUsual = JSON.stringify(one.value) === JSON.stringify(settings[one.name].default);
    return `${isUsual ? 'agrees        ' : 'differs       '}  ${one.name}: ${JSON.stringify(one.value)} (${evidence?.place ?? ''} is ${evidence?.seen ?? ''})`;
  });
  const rest = unexplained.map(
    ({ place, seen, expected }) => `not explained   ${place}: ${seen} was seen, ${expected} was expected`,
  );
  return `${[...lines.toSorted(), ...rest].join('\n')}\n`;
}
