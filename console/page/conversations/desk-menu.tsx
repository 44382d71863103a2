import { useState } from 'preact/hooks';
import type { WholeConversation } from '../control/answers.ts';
import { useLive } from '../live/state.ts';
import { Dialog, Field, valueOf } from '../shell/elements.tsx';
import { atDesk } from './desk-acts.ts';

/** What an agent does beside writing: push a page, transfer, end. */
export function DeskMenu({ conversation }: { conversation: WholeConversation }) {
  const [open, setOpen] = useState<'page' | 'transfer'>();
  const close = () => setOpen(undefined);
  return (
    <div class="row desk-menu">
      <button type="button" class="quiet" onClick={() => setOpen('page')}>
        Push page
      </button>
      <button type="button" class="quiet" onClick={() => setOpen('transfer')}>
        Transfer
      </button>
      <button type="button" onClick={() => void atDesk(conversation.id, '/complete')}>
        Complete
      </button>
      {open === 'page' && <PushPage conversation={conversation} onClose={close} />}
      {open === 'transfer' && <Transfer conversation={conversation} onClose={close} />}
    </div>
  );
}

interface InsideProps {
  readonly conversation: WholeConversation;
  readonly onClose: () => void;
}

function PushPage({ conversation, onClose }: InsideProps) {
  const [url, setUrl] = useState('https://www.example.com/help');
  return (
    <Dialog title="Push a page to the customer" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void atDesk(conversation.id, '/pages', { url }).then((done) => {
            if (done) onClose();
          });
        }}
      >
        <Field label="Address">
          <input type="url" required value={url} onInput={(event) => setUrl(valueOf(event))} />
        </Field>
        <button class="primary">Push</button>
      </form>
    </Dialog>
  );
}

function Transfer({ conversation, onClose }: InsideProps) {
  const agents = useLive((state) => state.agents);
  const queues = useLive((state) => state.queues);
  const transfer = async (to: object) => {
    if (await atDesk(conversation.id, '/transfer', to)) onClose();
  };
  const others = agents.filter(({ id, loggedIn }) => loggedIn && id !== conversation.agentId);
  return (
    <Dialog title="Transfer the chat" onClose={onClose}>
      <h3>To an agent</h3>
      <ul class="choose-list">
        {others.map(({ id, screenName, skills }) => (
          <li key={id}>
            <button type="button" onClick={() => void transfer({ agent: id })}>
              {screenName} <small>{skills.join(', ')}</small>
            </button>
          </li>
        ))}
        {others.length === 0 && <li class="quiet-text">No other agent is at work.</li>}
      </ul>
      <h3>To a queue</h3>
      <ul class="choose-list">
        {queues.map(({ id, name, skill }) => (
          <li key={id}>
            <button type="button" onClick={() => void transfer({ queue: id })}>
              {name} <small>{skill}</small>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
