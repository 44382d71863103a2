import { useState } from 'preact/hooks';
import { messageOf, notify, request } from '../live/session.ts';
import { useLive } from '../live/state.ts';
import { Field, valueOf } from '../shell/elements.tsx';
import { callNames } from '../traffic/call-names.ts';

const callbackTypes = [
  'any',
  'plainText',
  'html',
  'startTyping',
  'endTyping',
  'complete',
  'assigned',
  'transfer',
  'pagePush',
  'uploadAttachment',
  'acceptAttachment',
  'rejectAttachment',
];

const callActions = [
  ['refuse', 'is refused by a rule of ECE'],
  ['answer', 'is answered with a status'],
  ['delay', 'is answered late'],
  ['hang', 'is never answered'],
  ['close at start', 'loses its connection before the answer'],
  ['close in the middle', 'loses its connection in the middle of the answer'],
  ['corrupt', 'gets an answer that cannot be read'],
  ['expire sessions', 'finds its session expired'],
] as const;
const callbackActions = [
  ['drop', 'is lost'],
  ['duplicate', 'is sent twice'],
  ['delay', 'is sent late'],
  ['reorder', 'is overtaken by the next'],
] as const;

interface Draft {
  readonly on: 'calls' | 'callbacks';
  readonly operation: string;
  readonly callback: string;
  readonly entryPoint: string;
  readonly action: string;
  readonly error: string;
  readonly status: string;
  readonly seconds: string;
  readonly fire: 'always' | 'times' | 'from' | 'probability';
  readonly number: string;
  readonly when: 'before' | 'after';
}

const empty: Draft = {
  on: 'calls',
  operation: 'sendMessage',
  callback: 'any',
  entryPoint: '',
  action: 'answer',
  error: 'internalError',
  status: '503',
  seconds: '3',
  fire: 'times',
  number: '1',
  when: 'before',
};

/** Every fault that ECE can be given. */
export function FaultForm() {
  const [draft, setDraft] = useState(empty);
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
        {draft.action === 'delay' && (
          <Field label="Seconds">
            <input
              type="number"
              min="0"
              max="86400"
              step="any"
              value={draft.seconds}
              onInput={(event) => set({ seconds: valueOf(event) })}
            />
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

function actionOf({ action, error, status, seconds }: Draft): object {
  switch (action) {
    case 'refuse':
      return { do: 'refuse', error };
    case 'answer':
      return { do: 'answer', status: Number(status) };
    case 'delay':
      return { do: 'delay', ms: Math.round(Number(seconds) * 1000) };
    case 'close at start':
      return { do: 'close', at: 'start' };
    case 'close in the middle':
      return { do: 'close', at: 'middle' };
    case 'corrupt':
      return { do: 'corrupt', how: 'malformed' };
    case 'expire sessions':
      return { do: 'end-sessions', how: 'expire' };
    default:
      return { do: action };
  }
}

function fireOf({ fire, number }: Draft): unknown {
  if (fire === 'always') return 'always';
  if (fire === 'probability') return { probability: Number(number) / 100 };
  return { [fire]: Number(number) };
}

function faultOf(draft: Draft): object {
  const { on, operation, callback, entryPoint, when } = draft;
  const match = {
    ...(on === 'callbacks' ? { callback } : operation !== '' && { operation }),
    ...(entryPoint !== '' && { entryPoint }),
  };
  return { match, action: actionOf(draft), fire: fireOf(draft), ...(on === 'calls' && { when }) };
}
