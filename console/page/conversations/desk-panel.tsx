import { useState } from 'preact/hooks';
import type { Agent, ConversationFile, TranscriptEntry, WholeConversation } from '../control/answers.ts';
import { messageOf, request } from '../live/session.ts';
import { useLive } from '../live/state.ts';
import { Avatar, Badge, Choice, Empty, Name } from '../shell/elements.tsx';
import { useNow } from '../shell/use-now.ts';
import { duration } from '../shell/words.ts';
import { Bubble, Note, Said } from './bubble.tsx';
import { Composer } from './composer.tsx';
import { actByHand, atDesk, deskFile, takeChat } from './desk-acts.ts';
import { changeAgent } from '../floor/agent-acts.ts';
import { DeskMenu } from './desk-menu.tsx';
import { FileCard } from './file-card.tsx';
import { PushedPage } from './phone-panel.tsx';
import { useEnd } from './use-end.ts';

interface Pending {
  readonly key: number;
  readonly text: string;
  readonly isHtml: boolean;
  readonly failure?: string;
}

/** The agent's desk: what the agent sees of a conversation, and everything an agent can do in it. */
export function DeskPanel({ conversation }: { conversation: WholeConversation }) {
  const { id, transcript, files, state, agentId } = conversation;
  const agents = useLive((live) => live.agents);
  const agent = agents.find((one) => one.id === agentId);
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const [isHtml, setHtml] = useState(false);
  const chat = useEnd<HTMLUListElement>(transcript.length + pending.length);
  const say = async (text: string) => {
    const key = Date.now();
    setPending((all) => [...all, { key, text, isHtml }]);
    try {
      await actByHand(agent);
      await request('POST', `/conversations/${encodeURIComponent(id)}/messages`, isHtml ? { html: text } : { text });
      setTimeout(() => setPending((all) => all.filter((one) => one.key !== key)), 200);
    } catch (error) {
      setPending((all) => all.map((one) => (one.key === key ? { ...one, failure: messageOf(error) } : one)));
    }
  };
  return (
    <section class="desk" aria-label="Desk of the agent">
      <DeskHead conversation={conversation} agent={agent} />
      <ul class="chat" ref={chat} tabIndex={0} aria-label="What the agent sees">
        {transcript.length === 0 && <Note>Nothing has been said yet.</Note>}
        {transcript.map((entry, index) => (
          <Entry key={`${entry.at}-${index}`} entry={entry} agents={agents} files={files} conversation={conversation} />
        ))}
        {pending.map(({ key, text, isHtml: html, failure }) => (
          <Bubble key={key} side="own" isPending={failure === undefined} failure={failure}>
            <Said text={text} isHtml={html} />
          </Bubble>
        ))}
      </ul>
      {state === 'queued' && <TakeBar conversation={conversation} />}
      {state === 'ended' && <p class="chat-end">This conversation has ended.</p>}
      {state === 'assigned' && (
        <Composer
          label={`Write as ${agent?.screenName ?? 'the agent'}`}
          placeholder={isHtml ? 'Write HTML …' : 'Write …'}
          onSend={(text) => void say(text)}
          onTyping={(typing) => void atDesk(id, '/typing', { typing })}
          onFile={(file) => void actByHand(agent).then(() => atDesk(id, '/files', file))}
        >
          <button type="button" class="quiet" aria-pressed={isHtml} title="Write HTML" onClick={() => setHtml(!isHtml)}>
            {'</>'}
            <span class="unseen">Write HTML</span>
          </button>
        </Composer>
      )}
    </section>
  );
}

function DeskHead({ conversation, agent }: { conversation: WholeConversation; agent: Agent | undefined }) {
  const { customerName, entryPointId, state, startedAt, lastActivityAt, customAttributes } = conversation;
  const now = useNow();
  const entryPoint = useLive((live) => live.entryPoints.find(({ id }) => id === entryPointId)?.name);
  const history = customAttributes['chathistory']?.join(' ');
  const length = (state === 'ended' ? lastActivityAt : now) - startedAt;
  return (
    <header class="desk-head">
      <div class="row">
        <Avatar name={customerName ?? '?'} tone="customer" />
        <div class="grow">
          <h2>
            <Name text={customerName ?? 'Somebody'} />
          </h2>
          <small>
            {entryPointId} <Name text={entryPoint ?? ''} /> · {duration(length)}
          </small>
        </div>
        {state === 'queued' && <Badge tone="wait">waits</Badge>}
        {state === 'ended' && <Badge tone="calm">ended</Badge>}
        {state === 'assigned' && <DeskMenu conversation={conversation} />}
      </div>
      {state === 'assigned' && agent !== undefined && (
        <div class="row desk-agent">
          <Avatar name={`${agent.firstName} ${agent.lastName}`} tone="agent" />
          <span class="grow">
            Desk of <strong>{agent.screenName}</strong>
          </span>
          <Choice
            label={`What ${agent.screenName} does`}
            value={agent.behaviour}
            options={[
              ['answers', 'Answers'],
              ['silent', 'Is silent'],
              ['manual', 'By hand'],
            ]}
            onChoose={(behaviour) => void changeAgent(agent, { behaviour })}
          />
        </div>
      )}
      {history !== undefined && history !== '' && (
        <p class="history">
          <strong>Chat history:</strong> {history}
        </p>
      )}
    </header>
  );
}

function TakeBar({ conversation }: { conversation: WholeConversation }) {
  const agents = useLive((live) => live.agents);
  const skill = useLive((live) => live.queues.find(({ id }) => id === conversation.queueId)?.skill);
  const fitting = agents.filter(({ skills }) => skill === undefined || skills.includes(skill));
  const [chosen, setChosen] = useState('');
  const agent = chosen || fitting[0]?.id;
  if (agent === undefined) return <Empty title="No agent has the skill of this queue. Add one on the floor." />;
  return (
    <div class="take-bar">
      <span>The chat waits.</span>
      <select aria-label="Agent who takes the chat" value={agent} onChange={(event) => setChosen(event.currentTarget.value)}>
        {fitting.map(({ id, screenName, loggedIn }) => (
          <option key={id} value={id}>
            {screenName}
            {loggedIn ? '' : ' (logs in)'}
          </option>
        ))}
      </select>
      <button type="button" class="primary" onClick={() => void takeChat(conversation.id, agent)}>
        Take the chat
      </button>
    </div>
  );
}

interface EntryProps {
  readonly entry: TranscriptEntry;
  readonly agents: readonly Agent[];
  readonly files: readonly ConversationFile[];
  readonly conversation: WholeConversation;
}

function Entry({ entry, agents, files, conversation }: EntryProps) {
  const { from, type, content = '', at, attachmentIds = [] } = entry;
  const who = agents.find(({ id }) => id === entry.agentId)?.screenName ?? 'The agent';
  if (from === 'system' || ['assigned', 'transfer', 'complete'].includes(type)) return <Note>{noteOf(entry, who)}</Note>;
  if (type === 'startTyping' || type === 'endTyping') return null;
  if (type === 'acceptAttachment' || type === 'rejectAttachment')
    return (
      <Note>{`${from === 'agent' ? who : 'The customer'} ${type === 'acceptAttachment' ? 'took' : 'did not take'} the file.`}</Note>
    );
  const own = files.filter(({ id }) => attachmentIds.includes(id));
  return (
    <Bubble side={from === 'agent' ? 'own' : 'other'} at={at} {...(from === 'agent' && { who })}>
      {type === 'pagePush' && <PushedPage text={content} />}
      {(type === 'plainText' || type === 'html') && <Said text={content} isHtml={type === 'html'} />}
      {own.map((file) => (
        <DeskFile key={file.id} file={file} conversation={conversation} />
      ))}
      {own.length === 0 && type === 'uploadAttachment' && <span class="said">a file</span>}
    </Bubble>
  );
}

function noteOf({ type, content }: TranscriptEntry, who: string): string {
  if (content !== undefined && content !== '') return content;
  if (type === 'assigned') return `${who} has the chat.`;
  return type === 'transfer' ? 'The chat was transferred.' : 'The chat has ended.';
}

function DeskFile({ file, conversation }: { file: ConversationFile; conversation: WholeConversation }) {
  const { id, fileName, contentType, size, decision, fetch, from, stored } = file;
  const failed = typeof fetch === 'object' ? `, not read: ${fetch.failed}` : fetch === 'under way' ? ', being read' : '';
  const mayDecide = from === 'customer' && decision === 'none' && conversation.state === 'assigned';
  return (
    <FileCard
      name={fileName}
      contentType={contentType}
      size={size}
      state={`${decision === 'none' ? 'offered' : decision}${failed}`}
      load={stored === null ? null : () => deskFile(conversation.id, id)}
    >
      {mayDecide && (
        <div class="row">
          <button type="button" class="primary" onClick={() => void atDesk(conversation.id, `/files/${id}/accept`)}>
            Take it
          </button>
          <button type="button" onClick={() => void atDesk(conversation.id, `/files/${id}/reject`)}>
            Reject
          </button>
        </div>
      )}
    </FileCard>
  );
}
