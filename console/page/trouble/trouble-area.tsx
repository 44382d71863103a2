import { useState } from 'preact/hooks';
import { useLive } from '../live/state.ts';
import { Choice, Empty } from '../shell/elements.tsx';
import { FaultForm } from './fault-form.tsx';
import type { HowOften, Preset } from './presets.ts';
import { presets } from './presets.ts';
import { bringGoodDay, useTroubles } from './troubles.ts';

const groups = ['People', 'Calls of the client', 'Callbacks to the client'] as const;

export function TroubleArea() {
  const [howOften, setHowOften] = useState<HowOften>('always');
  return (
    <div class="area">
      <header class="area-head">
        <h1>Trouble</h1>
        <Choice
          label="How often a fault happens"
          value={howOften}
          options={[
            ['once', 'Once'],
            ['three times', 'Three times'],
            ['always', 'Until switched off'],
          ]}
          onChoose={setHowOften}
        />
      </header>
      <ActiveTroubles />
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <h2>{group}</h2>
          <div class="preset-grid">
            {presets
              .filter((preset) => preset.group === group)
              .map((preset) => (
                <PresetButton key={preset.name} preset={preset} howOften={howOften} />
              ))}
          </div>
        </section>
      ))}
      <FaultForm />
    </div>
  );
}

function PresetButton({ preset, howOften }: { preset: Preset; howOften: HowOften }) {
  const { name, about, isFault, run } = preset;
  const isLoaded = useLive((state) => state.isLoaded);
  return (
    // Some troubles are made from what the page knows, such as the agents who are there.
    <button type="button" class="preset card" disabled={!isLoaded} onClick={() => void run(howOften)}>
      <strong>{name}</strong>
      <span>{about}</span>
      {isFault && <small>{howOften === 'always' ? 'until switched off' : howOften}</small>}
    </button>
  );
}

function ActiveTroubles() {
  const troubles = useTroubles();
  return (
    <section aria-label="What is wrong now" class="card active-troubles">
      {troubles.length === 0 ? (
        <Empty title="It is a good day: everything works.">
          <p>Choose a trouble, and watch what the client makes of it. It stands in the bar above as long as it lasts.</p>
        </Empty>
      ) : (
        <>
          <ul>
            {troubles.map(({ key, text, undo, undoes }) => (
              <li key={key}>
                <span>{text}</span>
                <button type="button" aria-label={undoes} onClick={() => void undo()}>
                  Switch off
                </button>
              </li>
            ))}
          </ul>
          <button type="button" class="primary" onClick={() => void bringGoodDay()}>
            Bring back the good day
          </button>
        </>
      )}
    </section>
  );
}
