import type { Known, Need } from '../plan/known.ts';
import { plan } from '../plan/plan.ts';
import type { Probe } from '../plan/probe.ts';
import { harmlessTexts } from '../plan/harmless.ts';
import type { Recording, RecordingHead, RecordingLine } from '../recording/exchange.ts';
import { Masker } from '../recording/masker.ts';
import type { NetworkTarget } from './network-target.ts';
import { Runner } from './runner.ts';

/** The probes that can run: those whose needs are met and that are safe, or named. */
export function choosePlan(known: Known, receivesCallbacks: boolean, named: readonly string[]): Probe[] {
  const has = (need: Need): boolean => {
    if (need === 'callbacks') return receivesCallbacks;
    if (need === 'files') return known.filesUrl !== undefined;
    if (need === 'user') return known.user !== undefined;
    if (need === 'odd-secret') return encodeURIComponent(known.clientSecret) !== known.clientSecret;
    return known.entryPoints[need] !== undefined;
  };
  return plan.filter(({ touches, needs, name }) => (touches === null || named.includes(name)) && needs.every(has));
}

export interface CalibrationRun {
  readonly target: NetworkTarget;
  readonly known: Known;
  readonly probes: readonly Probe[];
  readonly head: RecordingHead;
  /** Lines of a run that stopped. */
  readonly before: readonly RecordingLine[];
  /** Called after each probe with all that is recorded, masked. */
  readonly save: (recording: Recording) => Promise<void>;
  readonly onProbe: (probe: Probe) => void;
}

/**
 * Takes the probes that have not run yet through the ECE. Whatever happens, what it began is ended.
 * @returns the recording, masked, and the conversations that could not be ended
 */
export async function runProbes(run: CalibrationRun): Promise<{ recording: Recording; leftOpen: readonly string[] }> {
  const { target, known, probes, head, before, save, onProbe } = run;
  const secrets = [known.clientId, known.clientSecret, ...(known.user === undefined ? [] : Object.values(known.user))];
  const masker = new Masker({ ...harmlessTexts, secrets });
  const lines: RecordingLine[] = [];
  let current: RecordingLine[] = [];
  const runner = new Runner(target, known, (line) => current.push(line));
  const done = new Set(before.map(({ probe }) => probe));
  const recording = () => masker.maskAll({ head, lines: [...before, ...lines] });
  try {
    for (const probe of probes) {
      if (done.has(probe.name)) continue;
      onProbe(probe);
      current = [];
      await runner.run(probe);
      await runner.endConversations();
      lines.push(...current);
      await save(recording());
    }
  } finally {
    target.isEnding = true;
    await runner.endAll();
  }
  return { recording: recording(), leftOpen: [...runner.open] };
}
