import { useState } from 'preact/hooks';
import { messageOf, notify, request } from '../live/session.ts';
import { useLive } from '../live/state.ts';
import { Dialog, Field, valueOf } from '../shell/elements.tsx';

export function AddAgent({ onClose }: { onClose: () => void }) {
  const queues = useLive((state) => state.queues);
  const agents = useLive((state) => state.agents);
  const skills = [...new Set([...queues.map(({ skill }) => skill), ...agents.flatMap((agent) => agent.skills)])];
  const [name, setName] = useState('');
  const [skill, setSkill] = useState(skills[0] ?? 'service');
  const [load, setLoad] = useState('3');
  const [problem, setProblem] = useState('');
  const submit = async (event: Event) => {
    event.preventDefault();
    const [firstName = '', ...rest] = name.trim().split(/\s+/);
    const agent = {
      firstName,
      lastName: rest.join(' ') || 'Agent',
      screenName: firstName,
      skills: [skill],
      maximumLoad: Number(load),
      behaviour: 'manual',
    };
    try {
      await request('POST', '/agents', agent);
      notify('done', `${firstName} is at work and waits for you to act.`);
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog title="Add an agent" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field label="Name">
          <input required placeholder="Grace Hill" value={name} onInput={(event) => setName(valueOf(event))} />
        </Field>
        <Field label="Skill" hint="Chats of the queues with this skill come to the agent.">
          <select value={skill} onChange={(event) => setSkill(valueOf(event))}>
            {skills.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </Field>
        <Field label="Chats at a time">
          <input type="number" min="0" max="100000" value={load} onInput={(event) => setLoad(valueOf(event))} />
        </Field>
        {problem !== '' && (
          <p class="banner bad" role="alert">
            {problem}
          </p>
        )}
        <button class="primary">Add</button>
      </form>
    </Dialog>
  );
}
