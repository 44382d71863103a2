import { useState } from 'preact/hooks';
import { messageOf, notify, request } from '../live/session.ts';
import { useLive } from '../live/state.ts';
import { Field, valueOf } from '../shell/elements.tsx';
import { callNames } from '../traffic/call-names.ts';
import type { Draft } from './fault-draft.ts';
import { callActions, callbackActions, callbackTypes, emptyDraft, faultOf } from './fault-draft.ts';

const secondsInput = { type: 'number', min: '0', max: '86400', step: 'any' } as const;

/** Every fault that ECE can be given. */
export function FaultForm() {
  const [draft, setDraft] = useState(emptyDraft);
  const [problem, setProblem] = useState('');
  const entryPoints = useLive((state) => state.entryPoints);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const actions = draft.on === 'calls' ? callActions : callbackActions;
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await request('POST', '/faults', faultOf(draft));
      setProblem('');
      notify('done', 'The fault is there. Switch it off in the bar above.');
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <details class="card fault-form">
      <summary>Any other fault</summary>
      <form class="form-grid" onSubmit={(event) => void submit(event)}>
        <Field label="What fails">
          <select
            value={draft.on}
            onChange={(event) => {
              const on = valueOf(event) as Draft['on'];
              set({ on, action: on === 'calls' ? 'answer' : 'drop' });
            }}
          >
            <option value="calls">Calls of the client</option>
            <option value="callbacks">Callbacks to the client</option>
          </select>
        </Field>
        {draft.on === 'calls' ? (
          <Field label="Call">
            <select value={draft.operation} onChange={(event) => set({ operation: valueOf(event) })}>
              <option value="">every call</option>
              {Object.entries(callNames).map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        ) : (
          <Field label="Event">
            <select value={draft.callback} onChange={(event) => set({ callback: valueOf(event) })}>
              {callbackTypes.map((type) => (
                <option key={type}>{type}</option>
              ))}
            </select>
          </Field>
        )}
        <Field label="Entry point">
          <select value={draft.entryPoint} onChange={(event) => set({ entryPoint: valueOf(event) })}>
            <option value="">any</option>
            {entryPoints.map(({ id, name }) => (
              <option key={id} value={id}>
                {id} {name}
              </option>
            ))}
          </select>
        </Field>
        <Field label="What happens to it: it …">
          <select value={draft.action} onChange={(event) => set({ action: valueOf(event) })}>
            {actions.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </Field>
        {draft.action === 'refuse' && (
          <Field label="Rule" hint="Key of a refusal, e.g. staleLastModified, noAgentAvailable, unauthorized">
            <input required value={draft.error} onInput={(event) => set({ error: valueOf(event) })} />
          </Field>
        )}
        {draft.action === 'answer' && (
          <Field label="Status">
            <input type="number" min="200" max="599" value={draft.status} onInput={(event) => set({ status: valueOf(event) })} />
          </Field>
        )}
        {draft.action === 'trickle' && (
          <Field label="Bytes at a time">
            <input type="number" min="1" max="1000000" value={draft.bytes} onInput={(event) => set({ bytes: valueOf(event) })} />
          </Field>
        )}
        {(draft.action === 'delay' || draft.action === 'trickle') && (
          <Field label={draft.action === 'delay' ? 'Seconds' : 'Seconds between the pieces'}>
            <input {...secondsInput} value={draft.seconds} onInput={(event) => set({ seconds: valueOf(event) })} />
          </Field>
        )}
        {draft.action === 'delay' && (
          <Field label="Most seconds" hint="Empty: every delay is the same">
            <input {...secondsInput} value={draft.longestSeconds} onInput={(event) => set({ longestSeconds: valueOf(event) })} />
          </Field>
        )}
        <Field label="How often">
          <select value={draft.fire} onChange={(event) => set({ fire: valueOf(event) as Draft['fire'] })}>
            <option value="always">until switched off</option>
            <option value="times">so many times</option>
            <option value="from">from that one on</option>
            <option value="probability">in so many per cent</option>
          </select>
        </Field>
        {draft.fire !== 'always' && (
          <Field label="Number">
            <input type="number" min="1" value={draft.number} onInput={(event) => set({ number: valueOf(event) })} />
          </Field>
        )}
        {draft.on === 'calls' && (
          <Field label="When">
            <select value={draft.when} onChange={(event) => set({ when: valueOf(event) as Draft['when'] })}>
              <option value="before">before the call has had its effect</option>
              <option value="after">after it has had its effect</option>
            </select>
          </Field>
        )}
        <div class="form-end">
          {problem !== '' && (
            <p class="banner bad" role="alert">
              {problem}
            </p>
          )}
          <button class="primary">Add the fault</button>
        </div>
      </form>
    </details>
  );
}
