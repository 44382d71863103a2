import { useState } from 'preact/hooks';
import { goTo } from '../live/address.ts';
import { useLive } from '../live/state.ts';
import { Choice, Empty, Field, valueOf } from '../shell/elements.tsx';
import { useNow } from '../shell/use-now.ts';
import { dayAndTime, duration, timeOfDay } from '../shell/words.ts';
import { advanceClock, advanceToNext, setClock } from './clock-acts.ts';
import { dueInWords } from './due-in-words.ts';

const steps = [
  ['+1 second', 1000],
  ['+1 minute', 60_000],
  ['+1 hour', 3_600_000],
  ['+1 day', 86_400_000],
] as const;

export function ClockArea() {
  const clock = useLive((state) => state.clock);
  const now = useNow();
  const [factor, setFactor] = useState('60');
  if (clock === null) return <Empty title="The clock is being read." />;
  return (
    <div class="area narrow">
      <h1>Clock</h1>
      <section class="card clock-face" aria-label="The time of the contact centre">
        <time class="big-time">{timeOfDay(now)}</time>
        <p class="quiet-text">{dayAndTime(now)}</p>
        <Choice
          label="How time passes"
          value={clock.mode}
          options={[
            ['real', 'Real time'],
            ['scaled', `${clock.mode === 'scaled' ? clock.factor : factor} times as fast`],
            ['manual', 'Paused'],
          ]}
          onChoose={(mode) => void setClock(mode === 'scaled' ? { mode, factor: Number(factor) } : { mode })}
        />
        {clock.mode === 'scaled' && (
          <form
            class="row"
            onSubmit={(event) => {
              event.preventDefault();
              void setClock({ mode: 'scaled', factor: Number(factor) });
            }}
          >
            <Field label="How fast">
              <input
                type="number"
                min="0.1"
                max="100000"
                step="any"
                value={factor}
                onInput={(event) => setFactor(valueOf(event))}
              />
            </Field>
            <button>Set</button>
          </form>
        )}
        <div class="row centred" role="group" aria-label="Let time pass">
          {steps.map(([name, ms]) => (
            <button key={ms} type="button" onClick={() => void advanceClock(ms)}>
              {name}
            </button>
          ))}
          <button type="button" class="primary" disabled={clock.nextDue === null} onClick={() => void advanceToNext()}>
            To what is due next
          </button>
        </div>
        <p class="quiet-text">A token lives for a day: +1 day shows what a client does when it has expired.</p>
      </section>
      <Agenda now={now} />
    </div>
  );
}

function Agenda({ now }: { now: number }) {
  const agenda = useLive((state) => state.agenda);
  return (
    <section aria-label="What is due next">
      <h2>What is due next</h2>
      {agenda.length === 0 ? (
        <Empty title="Nothing is due.">
          <p>When an agent is about to write, a callback is sent again or a conversation would end by itself, it stands here.</p>
        </Empty>
      ) : (
        <ol class="agenda card">
          {agenda.slice(0, 30).map((due, index) => (
            <li key={index}>
              <span class="due-in">in {duration(due.at - now)}</span>
              <span class="due-what">{dueInWords(due)}</span>
              {typeof due.about['conversationId'] === 'string' && (
                <button
                  type="button"
                  class="quiet"
                  onClick={() => goTo('conversations', { conversation: String(due.about['conversationId']) })}
                >
                  Show
                </button>
              )}
              <time class="quiet-text">{timeOfDay(due.at)}</time>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
