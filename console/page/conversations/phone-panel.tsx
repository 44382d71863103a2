import type { Phone, PhoneLine } from '../../phone/phone-view.ts';
import { changeAgent } from '../floor/agent-acts.ts';
import { stateOf } from '../floor/entry-point-state.ts';
import { useLive } from '../live/state.ts';
import { Avatar, Name } from '../shell/elements.tsx';
import { Bubble, Note, Said, TypingSign } from './bubble.tsx';
import { Composer } from './composer.tsx';
import { FileCard } from './file-card.tsx';
import { askPhone, closePhone, phoneFile } from './phone-acts.ts';
import { useEnd } from './use-end.ts';

const states: Readonly<Record<Phone['state'], string>> = {
  idle: 'not connected',
  starting: 'the flow is starting a chat …',
  waiting: 'waiting for an agent',
  talking: 'in a chat',
};

/** The customer's phone. What is written here goes through the nodes of the client library. */
export function PhonePanel({ phone }: { phone: Phone }) {
  const { id, firstName, lastName, channel, address, state, agentName, isAgentTyping, lines } = phone;
  const chat = useEnd<HTMLUListElement>(lines.length + (isAgentTyping ? 1 : 0));
  const lastNote = lines.at(-1);
  const mayInsist = state === 'idle' && lastNote?.from === 'system' && lastNote.text.startsWith('Nobody is there');
  const isOpen = useLive((live) => live.entryPoints.some((one) => one.id === phone.entryPointId && stateOf(one).tone === 'good'));
  const lastText = lines.findLast(({ from, kind }) => from === 'customer' && kind === 'text')?.text;
  return (
    <section class="phone" aria-label={`Phone of ${firstName} ${lastName}`}>
      <header class="phone-head">
        <Avatar name={`${firstName} ${lastName}`} tone="customer" />
        <div class="grow">
          <h2>
            <Name text={`${firstName} ${lastName}`} />
          </h2>
          <small>{state === 'talking' && agentName !== null ? `with ${agentName}` : states[state]}</small>
          <small>{channel === 'sms' ? `SMS ${address}` : 'Messenger'}</small>
        </div>
        {phone.conversationId !== null ? (
          <button type="button" class="quiet" onClick={() => void askPhone({ ask: 'end', phone: id })}>
            End chat
          </button>
        ) : (
          <button
            type="button"
            class="quiet icon"
            aria-label="Put the phone away"
            title="Put the phone away"
            onClick={() => void closePhone(id)}
          >
            ✕
          </button>
        )}
      </header>
      <ul class="chat" ref={chat} tabIndex={0} aria-label="What the customer sees">
        {lines.length === 0 && <Note>Write something, as the customer would.</Note>}
        {lines.map((line) => (
          <Line key={line.id} line={line} phone={id} />
        ))}
        {isAgentTyping && <TypingSign who={agentName ?? 'The agent'} />}
      </ul>
      {mayInsist && lastText !== undefined && (
        <div class="insist">
          {isOpen && <p role="status">An agent is at work now. Let the customer write again.</p>}
          <LogInSomebody entryPoint={phone.entryPointId} />
          <button
            type="button"
            class={isOpen ? 'primary' : ''}
            onClick={() => void askPhone({ ask: 'write', phone: id, text: lastText })}
          >
            Write it again
          </button>
          <button
            type="button"
            class="quiet"
            title="A flow that does not ask for agents first"
            onClick={() => void askPhone({ ask: 'write', phone: id, text: lastText, startAnyway: true })}
          >
            Start anyway
          </button>
        </div>
      )}
      <Composer
        label="Write as the customer"
        placeholder="Write …"
        onSend={(text) => void askPhone({ ask: 'write', phone: id, text })}
        onFile={phone.conversationId === null ? undefined : (file) => void askPhone({ ask: 'send file', phone: id, ...file })}
      />
    </section>
  );
}

function Line({ line, phone }: { line: PhoneLine; phone: string }) {
  const { from, kind, text, at, failure, file } = line;
  if (from === 'system') return <Note>{text}</Note>;
  const side = from === 'customer' ? 'own' : 'other';
  return (
    <Bubble side={side} at={at} failure={failure}>
      {kind === 'page' && <PushedPage text={text} />}
      {file !== undefined && (
        <FileCard
          name={file.name}
          contentType={file.contentType}
          size={file.size}
          state={file.state}
          load={file.state === 'accepted' || from === 'customer' ? () => phoneFile(phone, file.id) : null}
        >
          {file.state === 'offered' && (
            <div class="row">
              <button
                type="button"
                class="primary"
                onClick={() => void askPhone({ ask: 'decide', phone, file: file.id, accepts: true })}
              >
                Take it
              </button>
              <button type="button" onClick={() => void askPhone({ ask: 'decide', phone, file: file.id, accepts: false })}>
                No, thanks
              </button>
            </div>
          )}
        </FileCard>
      )}
      {(kind === 'text' || kind === 'html') && <Said text={text} isHtml={kind === 'html'} />}
    </Bubble>
  );
}

/** An address that an agent pushed: shown, not followed. */
export function PushedPage({ text }: { text: string }) {
  const address = /https?:\/\/[^"'<>\s]+/.exec(text)?.[0] ?? text;
  return (
    <span class="pushed-page">
      <small>page</small> {address}
    </span>
  );
}

/** The agent who could serve the entry point and is away: nobody has to look for the switch. */
function LogInSomebody({ entryPoint }: { entryPoint: string }) {
  const queueId = useLive((state) => state.entryPoints.find(({ id }) => id === entryPoint)?.queueId);
  const skill = useLive((state) => state.queues.find(({ id }) => id === queueId)?.skill);
  const away = useLive((state) =>
    state.agents.find(({ loggedIn, skills }) => !loggedIn && skill !== undefined && skills.includes(skill)),
  );
  if (away === undefined) return null;
  return (
    <button type="button" class="primary" onClick={() => void changeAgent(away, { loggedIn: true })}>
      Log in {away.screenName}
    </button>
  );
}
