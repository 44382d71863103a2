import { useEffect, useState } from 'preact/hooks';
import type { RunEvent, RunView } from '../../player/player-view.ts';
import { adjust, goTo, useAddress } from '../live/address.ts';
import { Badge, Breakable } from '../shell/elements.tsx';
import { cut } from '../shell/words.ts';
import { useEnd } from '../conversations/use-end.ts';
import { RunDesk, RunPhone } from './run-people.tsx';
import { askPlayer, endRun } from './scenario-acts.ts';

const states = {
  opening: 'opening',
  waiting: 'waits for you',
  running: 'running',
  passed: 'the end',
  failed: 'failed',
  ended: 'ended',
} as const;
const tones = { opening: 'calm', waiting: 'accent', running: 'accent', passed: 'good', failed: 'bad', ended: 'calm' } as const;

/** A running story: its narration, the phone, the flow, the desk and the steps. Presentation mode shows the same, larger. */
export function RunStage({ run }: { run: RunView }) {
  const { present } = useAddress();
  const [isWireShown, setWireShown] = useState(false);
  const isPresenting = present !== undefined;
  useKeys(run, isPresenting, () => setWireShown((shown) => !shown));
  const { id, title, state, steps, at, narration, failure } = run;
  const next = steps[at];
  const now = sentenceNow(run);
  return (
    <div class={isPresenting ? 'run presentation' : 'run'}>
      <header class="run-head">
        <div class="grow">
          <h1>{title}</h1>
          <p class="quiet-text">{run.teaches}</p>
        </div>
        <Badge tone={tones[state]}>{states[state]}</Badge>
        <button type="button" onClick={() => adjust({ present: isPresenting ? undefined : 'yes' })}>
          {isPresenting ? 'Leave the presentation' : 'Present'}
        </button>
        {run.partition !== null && !isPresenting && (
          <button type="button" class="quiet" onClick={() => goTo('conversations', { partition: run.partition! })}>
            Look around in it
          </button>
        )}
        <button
          type="button"
          class="quiet"
          onClick={() => void endRun(id).then(() => adjust({ run: undefined, present: undefined }))}
        >
          Close
        </button>
      </header>
      <div class="narration" role="status" aria-live="polite">
        {/* At the end the last narration is old: what the story teaches sums up. */}
        <p>{state === 'passed' ? run.teaches : narration || run.teaches}</p>
        {now !== undefined && <p class="now">{now}</p>}
      </div>
      <div class="run-columns">
        <RunPhone run={run} />
        <RunFlow run={run} />
        <RunDesk run={run} />
        {!isPresenting && <RunSteps run={run} />}
      </div>
      {failure !== null && <pre class="banner bad failure-report">{failure}</pre>}
      {(isWireShown || !isPresenting) && <RunWire run={run} />}
      <footer class="run-foot">
        <div class="row" role="group" aria-label="Play">
          <button type="button" disabled={at === 0} onClick={() => void askPlayer({ ask: 'back', run: id })}>
            ◀ Back
          </button>
          <button
            type="button"
            class="primary large"
            disabled={next === undefined || state === 'failed'}
            onClick={() => void askPlayer({ ask: 'next', run: id })}
          >
            Next ▶
          </button>
          <button
            type="button"
            aria-pressed={run.isAuto}
            disabled={next === undefined}
            onClick={() => void askPlayer({ ask: 'auto', run: id, on: !run.isAuto })}
          >
            {run.isAuto ? 'Stop' : 'Play by itself'}
          </button>
          <button type="button" onClick={() => void askPlayer({ ask: 'jump', run: id, to: 0 })}>
            From the beginning
          </button>
        </div>
        <p class="next-step">
          {next === undefined ? (
            state === 'passed' ? (
              'The end. Everything happened as the story says.'
            ) : (
              ''
            )
          ) : (
            <>
              <small>
                {at + 1} of {steps.length}, next
              </small>{' '}
              {cut(next.does, 160)}
            </>
          )}
        </p>
        {isPresenting && <p class="keys">→ next · ← back · A by itself · W wire · Esc leave</p>}
      </footer>
    </div>
  );
}

/** What happened last, unless that is the narration itself. */
function sentenceNow({ steps, at, state, happened }: RunView): string | undefined {
  if (state === 'passed') return 'The end. Everything happened as the story says.';
  const last = steps[at - 1];
  const node = happened.findLast((event): event is NodeEvent => event.type === 'node');
  if (last?.kind === 'node' && node?.step === at - 1 && node.did !== '') return `${node.method}. ${node.did}`;
  return last === undefined || last.kind === 'say' ? undefined : last.does;
}

function useKeys({ id, isAuto }: RunView, isPresenting: boolean, toggleWire: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      const isOnButton = target instanceof HTMLButtonElement;
      const key = event.key.toLowerCase();
      if (['arrowright', 'pagedown'].includes(key) || (!isOnButton && [' ', 'enter'].includes(key)))
        void askPlayer({ ask: 'next', run: id });
      else if (['arrowleft', 'pageup'].includes(key)) void askPlayer({ ask: 'back', run: id });
      else if (key === 'a') void askPlayer({ ask: 'auto', run: id, on: !isAuto });
      else if (key === 'w') toggleWire();
      else if (key === 'escape' && isPresenting) adjust({ present: undefined });
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

type NodeEvent = Extract<RunEvent, { type: 'node' }>;

/** What the flow did, in the middle. */
function RunFlow({ run }: { run: RunView }) {
  const shown = run.happened.filter(({ type }) => ['node', 'time', 'administrator'].includes(type));
  const box = useEnd<HTMLOListElement>(shown.length);
  return (
    <section class="flow" aria-label="What the flow did">
      <h2>Flow</h2>
      <ol ref={box} tabIndex={0} aria-label="Nodes">
        {shown.map((event, index) =>
          event.type === 'node' ? (
            <NodeLine key={index} event={event} isNew={event.step === run.at || index === shown.length - 1} />
          ) : (
            <li key={index} class={`node ${event.type}`}>
              {event.type === 'time' && <p class="node-time">{event.words}</p>}
              {event.type === 'administrator' && (
                <p class="node-time">
                  The administrator {event.does} {event.text}
                </p>
              )}
            </li>
          ),
        )}
        {shown.length === 0 && <li class="quiet-text">No node has run yet.</li>}
      </ol>
    </section>
  );
}

function NodeLine({ event, isNew }: { event: NodeEvent; isNew: boolean }) {
  const { method, outcome, kind, did, explanation } = event;
  return (
    <li class={`node ${kind} ${isNew ? 'new' : ''}`}>
      {kind !== 'event' && <p class="node-name">{method}</p>}
      {did !== '' && <p class="node-did">{did}</p>}
      <p class="node-outcome">
        <span aria-hidden="true">{kind === 'event' ? '◀' : '▶'}</span> <Breakable text={outcome} />
      </p>
      {explanation !== '' && <p class="node-explanation">{cut(explanation, 300)}</p>}
    </li>
  );
}

function RunSteps({ run }: { run: RunView }) {
  const { steps, at, id } = run;
  return (
    <section class="run-steps" aria-label="Steps">
      <h2>Steps</h2>
      <ol>
        {steps.map(({ does }, index) => (
          <li key={index}>
            <button
              type="button"
              class={index < at ? 'step-button past' : 'step-button'}
              aria-current={index === at ? 'step' : undefined}
              title="Go on up to here"
              onClick={() => void askPlayer({ ask: 'jump', run: id, to: index })}
            >
              {cut(does, 120)}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Requests and callbacks, beneath. */
function RunWire({ run }: { run: RunView }) {
  const lines = run.happened.filter((event) => event.type === 'wire');
  const box = useEnd<HTMLOListElement>(lines.length);
  return (
    <section class="run-wire card" aria-label="Wire">
      <h2>Wire</h2>
      <ol ref={box} tabIndex={0} aria-label="Requests and callbacks">
        {lines.map((line) => (
          <li key={line.number} class={line.isRefusal ? 'refused' : ''}>
            <span class="wire-way">
              {line.from} → {line.to}
            </span>
            <span class="wire-asked">{line.meaning || line.asked}</span>
            <span class={`status ${line.isRefusal ? 'bad' : 'good'}`}>{cut(line.answered, 120)}</span>
            {line.why !== '' && <span class="wire-why">{line.why}</span>}
          </li>
        ))}
        {lines.length === 0 && <li class="quiet-text">Nothing has gone over the wire yet.</li>}
      </ol>
    </section>
  );
}
