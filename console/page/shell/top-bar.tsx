import { setClock, advanceClock } from '../clock/clock-acts.ts';
import { goTo, useAddress } from '../live/address.ts';
import { useLive } from '../live/state.ts';
import { bringGoodDay, useTroubles } from '../trouble/troubles.ts';
import { openFinder } from './finder.tsx';
import { useNow } from './use-now.ts';
import { timeOfDay } from './words.ts';

export function TopBar() {
  return (
    <header class="top-bar">
      <a class="brand" href={location.pathname} aria-label="ece-simulator: first screen">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9" />
          <path d="M8 11.5A3.5 3.5 0 0 1 11.5 8h9a3.5 3.5 0 0 1 3.5 3.5v5a3.5 3.5 0 0 1-3.5 3.5H15l-5 4v-4.3a3.5 3.5 0 0 1-2-3.2z" />
        </svg>
        <span>ece-simulator</span>
      </a>
      <PartitionChoice />
      <ClockHand />
      <Troubles />
      <span class="stretch" />
      <button type="button" class="quiet find" onClick={openFinder}>
        Find <kbd>Ctrl K</kbd>
      </button>
      <ConnectionSign />
    </header>
  );
}

function PartitionChoice() {
  const { partition, area } = useAddress();
  const partitions = useLive((state) => state.partitions);
  if (partitions.length < 2 && partition === 'default') return null;
  const names = [...new Set([...partitions.map(({ name }) => name), partition])];
  return (
    <select
      class="quiet partition"
      aria-label="Partition"
      value={partition}
      onChange={(event) => goTo(area, { partition: event.currentTarget.value })}
    >
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}

/** The time, how it passes, and three ways to let it pass. */
function ClockHand() {
  const clock = useLive((state) => state.clock);
  const now = useNow();
  if (clock === null) return null;
  const isFast = clock.mode === 'scaled';
  return (
    <div class="clock-hand" role="group" aria-label="Clock">
      <button type="button" class="quiet time" onClick={() => goTo('clock')} title="Open the clock">
        {timeOfDay(now)}
      </button>
      <div class="choice small">
        <button
          type="button"
          aria-pressed={clock.mode === 'real'}
          onClick={() => void setClock({ mode: 'real' })}
          title="Real time"
        >
          1×
        </button>
        <button
          type="button"
          aria-pressed={isFast}
          onClick={() => void setClock({ mode: 'scaled', factor: 60 })}
          title="A minute in a second"
        >
          {isFast ? `${clock.factor}×` : '60×'}
        </button>
        <button
          type="button"
          aria-pressed={clock.mode === 'manual'}
          onClick={() => void setClock({ mode: 'manual' })}
          title="The clock stands still"
        >
          <span aria-hidden="true">❚❚</span>
          <span class="unseen">Paused</span>
        </button>
      </div>
      <div class="choice small wide-only">
        <button type="button" onClick={() => void advanceClock(60_000)}>
          +1 min
        </button>
        <button type="button" onClick={() => void advanceClock(3_600_000)}>
          +1 h
        </button>
        <button type="button" onClick={() => void advanceClock(86_400_000)}>
          +1 day
        </button>
      </div>
    </div>
  );
}

/** What is wrong is always in sight, each with its own undo. */
function Troubles() {
  const troubles = useTroubles();
  if (troubles.length === 0) return null;
  return (
    <div class="troubles" role="group" aria-label="What is wrong">
      {troubles.slice(0, 3).map(({ key, text, undo, undoes }) => (
        <span key={key} class="trouble-chip">
          <button type="button" class="trouble-text" onClick={() => goTo('trouble')}>
            {text}
          </button>
          <button type="button" class="trouble-undo" aria-label={undoes} title={undoes} onClick={() => void undo()}>
            ✕
          </button>
        </span>
      ))}
      {troubles.length > 3 && (
        <button type="button" class="quiet" onClick={() => goTo('trouble')}>
          and {troubles.length - 3} more
        </button>
      )}
      <button type="button" class="good-day" onClick={() => void bringGoodDay()}>
        Good day
      </button>
    </div>
  );
}

function ConnectionSign() {
  const connection = useLive((state) => state.connection);
  const words = { live: 'live', connecting: 'connecting', gone: 'the simulator is gone; waiting for it', token: 'locked' }[
    connection
  ];
  return (
    <span class={`connection ${connection}`} role="status">
      <i aria-hidden="true" />
      <span>{words}</span>
    </span>
  );
}
