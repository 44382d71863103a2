import { useState } from 'preact/hooks';
import type { EntryPoint } from '../control/answers.ts';
import { messageOf, notify, request } from '../live/session.ts';
import { useLive } from '../live/state.ts';
import { Dialog, Field, valueOf } from '../shell/elements.tsx';

interface Draft {
  readonly name: string;
  readonly active: boolean;
  readonly agentRequired: boolean;
  readonly queue: string;
  readonly maximumQueueDepth: string;
  readonly restriction: EntryPoint['attachmentPolicy']['restriction'];
  readonly extensions: string;
  readonly maxSize: string;
}

function draftOf({ name, active, agentRequired, queueId, maximumQueueDepth, attachmentPolicy }: EntryPoint): Draft {
  const { restriction, extensions = [], maxSize } = attachmentPolicy;
  return {
    name,
    active,
    agentRequired,
    queue: queueId,
    maximumQueueDepth: maximumQueueDepth === null ? '' : String(maximumQueueDepth),
    restriction,
    extensions: extensions.join(', '),
    maxSize: maxSize === undefined ? '' : String(maxSize),
  };
}

function changeOf({ maximumQueueDepth, restriction, extensions, maxSize, ...rest }: Draft): object {
  return {
    ...rest,
    maximumQueueDepth: maximumQueueDepth === '' ? null : Number(maximumQueueDepth),
    attachmentPolicy: {
      restriction,
      ...(restriction === 'allowList' && { extensions: extensions.split(/[\s,]+/).filter(Boolean) }),
      ...(maxSize !== '' && { maxSize: Number(maxSize) }),
    },
  };
}

/** What an administrator can change. When another trainer has changed the entry point meanwhile, the form says so before it saves. */
export function EditEntryPoint({ point, onClose }: { point: EntryPoint; onClose: () => void }) {
  const queues = useLive((state) => state.queues);
  const [draft, setDraft] = useState(() => draftOf(point));
  const [opened, setOpened] = useState(point.lastModified);
  const [problem, setProblem] = useState('');
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const isOvertaken = point.lastModified !== opened;
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      const saved = (await request('PATCH', `/entry-points/${point.id}`, changeOf(draft))) as EntryPoint;
      notify('done', `Saved. lastModified is now ${saved.lastModified}: a start with the old one is refused with 409.`);
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog title={`Entry point ${point.id}`} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {isOvertaken && (
          <div class="banner bad" role="alert">
            <p>Somebody else has saved this entry point meanwhile.</p>
            <button
              type="button"
              onClick={() => {
                setDraft(draftOf(point));
                setOpened(point.lastModified);
              }}
            >
              Take theirs
            </button>
          </div>
        )}
        <Field label="Name">
          <input required maxLength={200} value={draft.name} onInput={(event) => set({ name: valueOf(event) })} />
        </Field>
        <label class="tick">
          <input type="checkbox" checked={draft.active} onChange={(event) => set({ active: event.currentTarget.checked })} />
          Active
        </label>
        <label class="tick">
          <input
            type="checkbox"
            checked={draft.agentRequired}
            onChange={(event) => set({ agentRequired: event.currentTarget.checked })}
          />
          A start needs an agent
        </label>
        <Field label="Queue">
          <select value={draft.queue} onChange={(event) => set({ queue: valueOf(event) })}>
            {queues.map(({ id, name, skill }) => (
              <option key={id} value={id}>
                {name} ({skill})
              </option>
            ))}
          </select>
        </Field>
        <Field label="Maximum queue depth" hint="Empty: no limit">
          <input
            type="number"
            min="1"
            value={draft.maximumQueueDepth}
            onInput={(event) => set({ maximumQueueDepth: valueOf(event) })}
          />
        </Field>
        <Field label="Files">
          <select value={draft.restriction} onChange={(event) => set({ restriction: valueOf(event) as Draft['restriction'] })}>
            <option value="allowAll">all are allowed</option>
            <option value="allowList">only some endings</option>
            <option value="blockAll">none are allowed</option>
          </select>
        </Field>
        {draft.restriction === 'allowList' && (
          <Field label="Endings" hint="Lower case, with commas between: pdf, png">
            <input value={draft.extensions} onInput={(event) => set({ extensions: valueOf(event) })} />
          </Field>
        )}
        {draft.restriction !== 'blockAll' && (
          <Field label="Largest file in bytes" hint="Empty: as large as ECE takes">
            <input type="number" min="1" value={draft.maxSize} onInput={(event) => set({ maxSize: valueOf(event) })} />
          </Field>
        )}
        {problem !== '' && (
          <p class="banner bad" role="alert">
            {problem}
          </p>
        )}
        <button class="primary">{isOvertaken ? 'Save over theirs' : 'Save'}</button>
      </form>
    </Dialog>
  );
}
