import { useState } from 'preact/hooks';
import type { Phone } from '../../phone/phone-view.ts';
import { useLive } from '../live/state.ts';
import { stateOf } from '../floor/entry-point-state.ts';
import { Choice, Dialog, Field, valueOf } from '../shell/elements.tsx';
import { openPhone } from './phone-acts.ts';

const names = ['Ann Lee', 'Bela Kiss', 'Chloe Martin', 'Diego Sanz', 'Emma Olsen', 'Farid Nasser', 'Gita Rao', 'Hugo Brandt'];

/** A customer takes a phone in the hand. */
export function NewCustomer({ onClose }: { onClose: () => void }) {
  const entryPoints = useLive((state) => state.entryPoints);
  const phones = useLive((state) => state.phones);
  const [name, setName] = useState(names[phones.length % names.length]!);
  const [channel, setChannel] = useState<Phone['channel']>('sms');
  const [entryPoint, setEntryPoint] = useState(entryPoints[0]?.id ?? '');
  const submit = async (event: Event) => {
    event.preventDefault();
    const [firstName = '', ...rest] = name.trim().split(/\s+/);
    if ((await openPhone({ channel, firstName, lastName: rest.join(' '), entryPoint })) !== undefined) onClose();
  };
  return (
    <Dialog title="Act as a customer" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field label="Name">
          <input required maxLength={200} value={name} onInput={(event) => setName(valueOf(event))} />
        </Field>
        <div class="field">
          <span class="field-label">Channel</span>
          <Choice
            label="Channel"
            value={channel}
            options={[
              ['sms', 'SMS'],
              ['messenger', 'Messenger'],
            ]}
            onChoose={setChannel}
          />
        </div>
        <Field label="Entry point">
          <select value={entryPoint} onChange={(event) => setEntryPoint(valueOf(event))}>
            {entryPoints.map((point) => (
              <option key={point.id} value={point.id}>
                {point.id} {point.name.slice(0, 80)} ({stateOf(point).words})
              </option>
            ))}
          </select>
        </Field>
        <button class="primary">Take the phone</button>
      </form>
    </Dialog>
  );
}
