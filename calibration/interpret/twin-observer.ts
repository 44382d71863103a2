import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import type { Probe, Step } from '../plan/probe.ts';
import { harmlessTexts } from '../plan/harmless.ts';
import type { RecordingHead, RecordingLine } from '../recording/exchange.ts';
import { Masker } from '../recording/masker.ts';
import { Twin } from '../run/twin.ts';
import type { Observation } from './observe.ts';
import { observe, pauses } from './observe.ts';

/** What a simulator would have shown to a probe. */
export interface TwinView {
  readonly observation: Observation;
  /** The settings on which it depends, and no others. */
  readonly reads: ReadonlySet<SettingName>;
}

export type ViewTwin = (probe: Probe, settings: SettingValues) => Promise<TwinView>;

const head: RecordingHead = {
  kind: 'recording',
  version: 1,
  madeBy: 'twin',
  startedAt: '2026-01-15T09:30:00.123Z',
  contextRoot: '',
  receivesCallbacks: true,
};

/** As {@link observe} of a recording: masked first, because a mask can hide a difference. */
export function observeMasked(
  probe: Probe,
  lines: readonly RecordingLine[],
  root: string,
  receivesCallbacks: RecordingHead['receivesCallbacks'] = true,
): Observation {
  const masker = new Masker(harmlessTexts);
  if (receivesCallbacks !== false) {
    const observation = observe(probe, masker.maskAll({ head, lines }).lines, root);
    return receivesCallbacks === true ? observation : withoutPauses(observation);
  }
  // Where none could come, that none came says nothing.
  const steps = probe.steps.map(({ callbacks: _, ...step }) => step as Step);
  const calls = lines.filter(({ kind }) => kind !== 'callback');
  return observe({ ...probe, steps }, masker.maskAll({ head, lines: calls }).lines, root);
}

/** Files have the time at which somebody saved them. */
function withoutPauses(observation: Observation): Observation {
  return new Map([...observation].filter(([place]) => !place.endsWith(pauses)));
}

/** Observes twins at a context root. What a probe has shown serves for all settings that differ only in what was not read. */
export function makeTwinViewer(root: string, receivesCallbacks: RecordingHead['receivesCallbacks'] = true): ViewTwin {
  const twin = new Twin();
  const kept = new Map<string, { view: TwinView; settings: SettingValues }[]>();
  return async (probe, settings) => {
    const views = kept.get(probe.name) ?? [];
    kept.set(probe.name, views);
    const isSame = ({ view, settings: of }: (typeof views)[number]) =>
      [...view.reads].every((name) => of[name] === settings[name]);
    const at = views.findIndex(isSame);
    // What was asked last is asked next, as a rule.
    if (at >= 0) views.unshift(...views.splice(at, 1));
    if (at >= 0) return views[0]!.view;
    twin.become(settings);
    const observation = observeMasked(probe, await twin.observe(probe, root), root, receivesCallbacks);
    const view = { observation, reads: new Set(twin.settingsRead) };
    views.unshift({ view, settings });
    return view;
  };
}
