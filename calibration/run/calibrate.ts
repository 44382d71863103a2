import { StoppedError } from '../errors.ts';
import type { Known, Need } from '../plan/known.ts';
import { plan } from '../plan/plan.ts';
import type { Probe } from '../plan/probe.ts';
import { harmlessTexts } from '../plan/harmless.ts';
import type { Recording, RecordingHead, RecordingLine } from '../recording/exchange.ts';
import { Masker } from '../recording/masker.ts';
import type { NetworkTarget } from './network-target.ts';
import { Runner } from './runner.ts';

type Receives = RecordingHead['receivesCallbacks'];

/** What to give so that the probe can run; empty when it can. */
export function listLacking(probe: Probe, known: Known, receives: Receives): string[] {
  const lacking = probe.needs.flatMap((need) => describeLacking(need, known, receives) ?? []);
  return receives === 'as files' && needsAnswers(probe) ? ['--callback-port, because it answers callbacks with errors'] : lacking;
}

/** Whether the receiver of its callbacks must give certain answers. */
export function needsAnswers({ steps }: Probe): boolean {
  return steps.some(({ replies }) => replies !== undefined);
}

function describeLacking(need: Need, known: Known, receives: Receives): string | undefined {
  if (need === 'callbacks') return receives === false ? '--callback-port or --payload-files' : undefined;
  if (need === 'files') return known.filesUrl === undefined ? '--callback-url' : undefined;
  if (need === 'user') return known.user === undefined ? '--user-name and --password' : undefined;
  if (need === 'odd-secret') {
    const isOdd = encodeURIComponent(known.clientSecret) !== known.clientSecret;
    return isOdd ? undefined : 'a client secret with a character that a form encodes, such as + or %';
  }
  return known.entryPoints[need] === undefined ? `--entry-point ${need}=<id>` : undefined;
}

/** The probes that are wanted: those that touch nobody, and those that are named. */
export function chooseWanted(named: readonly string[]): Probe[] {
  return plan.filter(({ touches, name }) => touches === null || named.includes(name));
}

/** The probes that can run: those whose needs are met and that are safe, or named. */
export function choosePlan(known: Known, receives: Receives, named: readonly string[]): Probe[] {
  return chooseWanted(named).filter((probe) => listLacking(probe, known, receives).length === 0);
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
  } catch (error) {
    await endAll();
    throw error instanceof StoppedError ? withOpen(error, runner.open) : error;
  }
  await endAll();
  return { recording: recording(), leftOpen: [...runner.open] };

  async function endAll(): Promise<void> {
    target.isEnding = true;
    await runner.endAll();
  }
}

/** The same error, which also names what a person must end. */
function withOpen(error: StoppedError, open: ReadonlySet<string>): StoppedError {
  if (open.size > 0) error.message += ` ${describeOpen([...open])}`;
  return error;
}

/** What to do about conversations that could not be ended. */
export function describeOpen(ids: readonly string[]): string {
  const what =
    ids.length === 1
      ? `The conversation ${ids[0]} may be open still: complete it`
      : `These conversations may be open still: ${ids.join(', ')}. Complete them`;
  return `${what} at the desk.`;
}
