import type { RunView, ScenarioSummary } from '../../player/player-view.ts';
import { call, controlBase } from '../control/control.ts';
import { goTo } from '../live/address.ts';
import { messageOf, notify } from '../live/session.ts';
import { keepRun, live } from '../live/state.ts';

function ask(question: Readonly<Record<string, unknown>>): Promise<unknown> {
  return call('POST', `${controlBase}/console/scenarios`, question);
}

let loading: Promise<void> | undefined;

/** Reads the library, once. */
export function loadScenarios(): Promise<void> {
  if (!live.state.parts.includes('scenarios')) return Promise.resolve();
  return (loading ??= ask({ ask: 'library' })
    .then((scenarios) => live.change({ scenarios: scenarios as ScenarioSummary[] }))
    .catch((error: unknown) => {
      loading = undefined;
      notify('refused', messageOf(error));
    }));
}

/** Asks the player. A refusal shows a notice and returns undefined. */
export async function askPlayer(question: Readonly<Record<string, unknown>>): Promise<RunView | undefined> {
  try {
    const run = (await ask(question)) as RunView;
    if (typeof run === 'object') keepRun(run);
    return run;
  } catch (error) {
    notify('refused', messageOf(error));
    return undefined;
  }
}

/** Begins a run and shows it. */
export async function runScenarioNow(scenario: string, present?: string): Promise<void> {
  const run = await askPlayer({ ask: 'run', scenario });
  if (run !== undefined) goTo('scenarios', { scenario, run: run.id, present });
}

/** Ends a run; its partition goes. */
export async function endRun(run: string): Promise<void> {
  await askPlayer({ ask: 'end', run });
  live.change({ runs: live.state.runs.filter(({ id }) => id !== run) });
}
