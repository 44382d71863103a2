import { useEffect, useMemo } from 'preact/hooks';
import type { ScenarioSummary } from '../../player/player-view.ts';
import { adjust, go, useAddress } from '../live/address.ts';
import { useLive } from '../live/state.ts';
import { Empty, valueOf } from '../shell/elements.tsx';
import { counted } from '../shell/words.ts';
import { RunStage } from './run-stage.tsx';
import { loadScenarios, runScenarioNow } from './scenario-acts.ts';

/** The library, and the run that goes on. */
export function ScenariosArea() {
  const { run: wanted, scenario, search = '' } = useAddress();
  const hasPlayer = useLive((state) => state.parts.includes('scenarios'));
  const isLoaded = useLive((state) => state.isLoaded);
  const scenarios = useLive((state) => state.scenarios);
  const run = useLive((state) => state.runs.find(({ id }) => id === wanted));
  useEffect(() => void loadScenarios(), [hasPlayer]);
  const found = useMemo(() => foundIn(scenarios ?? [], search), [scenarios, search]);
  if (isLoaded && !hasPlayer)
    return (
      <div class="area">
        <h1>Scenarios</h1>
        <Empty title="This simulator has no player of scenarios.">
          <p>
            The command line brings one: <code>npx ece-simulator start</code>.
          </p>
        </Empty>
      </div>
    );
  if (run !== undefined) return <RunStage run={run} />;
  const chosen = scenarios?.find(({ name }) => name === scenario);
  return (
    <div class="area library">
      <header class="area-head">
        <h1>Scenarios</h1>
        <input
          type="search"
          class="grow"
          aria-label="Find a scenario"
          placeholder="Find by any word: a title, a node, an outcome"
          value={search}
          onInput={(event) => adjust({ search: valueOf(event) })}
        />
        <span class="quiet-text" role="status">
          {scenarios === null ? 'The library is being read …' : counted(found.length, 'story', 'stories')}
        </span>
      </header>
      {wanted !== undefined && <p class="banner">That run was ended.</p>}
      <div class="library-columns">
        <ul class="scenario-list" aria-label="Stories">
          {found.map((one) => (
            <li key={one.name}>
              <button
                type="button"
                class="scenario-row card"
                aria-current={one.name === scenario}
                onClick={() => go({ scenario: one.name, run: undefined })}
              >
                <strong>{one.title}</strong>
                <span>{one.teaches}</span>
              </button>
            </li>
          ))}
        </ul>
        {chosen === undefined ? <Empty title="Choose a story." /> : <Story key={chosen.name} scenario={chosen} />}
      </div>
    </div>
  );
}

function foundIn(scenarios: readonly ScenarioSummary[], search: string): ScenarioSummary[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return scenarios.filter(({ name, title, teaches, words }) => {
    const text = `${name} ${title} ${teaches} ${words.join(' ')}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

function Story({ scenario }: { scenario: ScenarioSummary }) {
  const { name, title, teaches, steps, hasSettings } = scenario;
  return (
    <section class="card story-card" aria-label={title}>
      <h2>{title}</h2>
      <p>{teaches}</p>
      <div class="row">
        <button type="button" class="primary" onClick={() => void runScenarioNow(name)}>
          Run it
        </button>
        <button type="button" onClick={() => void runScenarioNow(name, 'yes')}>
          Present it
        </button>
      </div>
      {hasSettings && <p class="quiet-text">It has settings of its own, so it runs in a simulator of its own.</p>}
      <ol class="steps">
        {steps.map(({ kind, does }, index) => (
          <li key={index} class={`step ${kind}`}>
            {does}
          </li>
        ))}
      </ol>
    </section>
  );
}
