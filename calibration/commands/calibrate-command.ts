import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { exitCodeOf } from '../../cli/exit-codes.ts';
import { print, tell } from '../../cli/output.ts';
import { packageVersion } from '../../cli/version.ts';
import { readTrusted } from '../../simulator/configuration/trust.ts';
import { makeFetch } from '../../simulator/http/node-fetch.ts';
import { CalibrationError } from '../errors.ts';
import { interpret } from '../interpret/interpret.ts';
import type { Probe } from '../plan/probe.ts';
import { plan } from '../plan/plan.ts';
import type { RecordingHead, RecordingLine } from '../recording/exchange.ts';
import { readRecording, writeRecording } from '../recording/recording-file.ts';
import { choosePlan, chooseWanted, describeOpen, needsAnswers, runProbes } from '../run/calibrate.ts';
import { CallbackServer } from '../run/callback-server.ts';
import type { CallbackSource } from '../run/callback-source.ts';
import { checkAccess } from '../run/check-access.ts';
import { NetworkTarget } from '../run/network-target.ts';
import { PayloadFolder } from '../run/payload-folder.ts';
import { formatReport, reportOf, writeSite } from '../site/site-file.ts';
import { askPerson } from './ask-person.ts';
import type { CalibrateFlags } from './calibrate-flags.ts';
import { checkGiven, checkNames, checkReceiving, knownOf, readOnly } from './calibrate-flags.ts';
import { calibrateFrom } from './from-command.ts';
import { asReceived, describeNoCallback } from './no-callback.ts';
import { describeLeftOut, printPlan } from './print-plan.ts';
import { runCommand } from './run-command.ts';
import { checkShareCommand } from './share-command.ts';

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
  const receivesCallbacks = checkReceiving(flags);
  const named = checkNames(flags.all ?? []);
  const only = readOnly(flags);
  const isWanted = ({ name }: Probe) => only.includes(name);
  const probes = choosePlan(known, receivesCallbacks, named).filter(isWanted);
  if (flags.dryRun) {
    await printPlan(probes, known, flags.pause);
    print(describeLeftOut(chooseWanted(named).filter(isWanted), known, receivesCallbacks));
    return;
  }
  const expected = plan.filter((probe) => {
    return (
      named.includes(probe.name) || flags.only?.includes(probe.name) || (receivesCallbacks === 'as files' && needsAnswers(probe))
    );
  });
  const leftOut = describeLeftOut(expected, known, receivesCallbacks);
  if (leftOut !== '') tell(leftOut.trimEnd());
  const stopped = new AbortController();
  const callbacks = makeCallbackSource(flags);
  const target = new NetworkTarget({
    origin: url.origin,
    fetch: makeFetch({ trust: readTrusted(flags.trust ?? []) }),
    clock,
    pauseMs: flags.pause * 1000,
    callbacks,
    ask: (act) => askPerson(act, stopped.signal),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (target.isStopping) process.exit(exitCodeOf(signal));
      tell('Stopping: what was begun is ended. Press Ctrl-C again to stop at once.');
      target.stop(signal);
      stopped.abort();
    });
  const file = `${flags.out}.recording.jsonl`;
  try {
    const head = {
      kind: 'recording',
      version: 1,
      madeBy: `ece-simulator ${packageVersion()}`,
      startedAt: new Date().toISOString(),
      contextRoot: known.root,
      receivesCallbacks,
    } as const;
    const recorded = await readBefore(file, head);
    const areDone = probes.every(({ name }) => recorded.some(({ probe }) => probe === name));
    // Probes that are named alone run again when nothing of them is left to go on with.
    const before = flags.only !== undefined && areDone ? recorded.filter(({ probe }) => !only.includes(probe ?? '')) : recorded;
    await callbacks?.open();
    await checkAccess(target, known);
    const { recording, leftOpen } = await runProbes({
      target,
      known,
      probes,
      head,
      before,
      save: (saved) => writeRecording(file, saved),
      onProbe: (probe) => tell(`${probes.indexOf(probe) + 1}/${probes.length} ${probe.name}: ${probe.asks}`),
    });
    if (leftOpen.length > 0) tell(describeOpen(leftOpen));
    tell('Interpreting, which takes a minute or two.');
    const report = reportOf(await interpret(asReceived(recording)));
    const { madeBy: by, startedAt: at } = recording.head;
    await writeSite(flags.out, report, { at, by, eceVersion: flags.eceVersion });
    print(formatReport(report));
    const missing = describeNoCallback(recording, flags);
    if (missing !== undefined) tell(missing);
    print(`\n${flags.out} holds the values, ${file} the masked evidence.\n`);
  } finally {
    callbacks?.close();
    process.stdin.destroy();
  }
}

/** The lines of the run that goes on; none without one. @throws {CalibrationError} when it was another ECE, or callbacks came otherwise */
async function readBefore(file: string, { contextRoot, receivesCallbacks }: RecordingHead): Promise<readonly RecordingLine[]> {
  if (!existsSync(file)) return [];
  const { head, lines } = await readRecording(file);
  if (lines.length === 0) return [];
  const other =
    head.contextRoot !== contextRoot
      ? `was at the context root "${head.contextRoot}"`
      : head.receivesCallbacks !== receivesCallbacks
        ? `received callbacks ${waysToReceive[String(head.receivesCallbacks)]}`
        : undefined;
  if (other !== undefined)
    throw new CalibrationError(
      `${file} holds a run that goes on, which ${other}. Give the same flags, or remove the file to begin anew.`,
    );
  tell(`${file} holds a run that goes on. Remove the file to begin anew.`);
  return lines;
}

const waysToReceive: Readonly<Record<string, string>> = {
  true: 'by --callback-port',
  false: 'in no way',
  'as files': 'by --payload-files',
};

function makeCallbackSource({ callbackPort, payloadFiles }: CalibrateFlags): CallbackSource | undefined {
  if (payloadFiles !== undefined) return new PayloadFolder(payloadFiles, clock, tell);
  return callbackPort === undefined ? undefined : new CallbackServer(callbackPort, clock);
}
