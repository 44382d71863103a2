import type { RunEvent, RunView } from '../../player/player-view.ts';
import { Bubble, Note, Said, TypingSign } from '../conversations/bubble.tsx';
import { useEnd } from '../conversations/use-end.ts';
import { Avatar } from '../shell/elements.tsx';

/** The customer's phone in a story. */
export function RunPhone({ run }: { run: RunView }) {
  const lines = run.happened.flatMap(phoneLine);
  const typing = run.happened.findLast(({ type }) => type === 'typing' || type === 'arrived');
  const chat = useEnd<HTMLUListElement>(lines.length);
  return (
    <section class="phone" aria-label="Phone of the customer">
      <header class="phone-head">
        <Avatar name="Customer" tone="customer" />
        <h2>Customer</h2>
      </header>
      <ul class="chat" ref={chat} tabIndex={0} aria-label="What the customer sees">
        <Lines lines={lines} />
        {typing?.type === 'typing' && typing.typing && <TypingSign who={typing.who} />}
        {lines.length === 0 && <Note>Nothing yet.</Note>}
      </ul>
    </section>
  );
}

interface Line {
  readonly side: 'own' | 'other' | 'note';
  readonly text: string;
  readonly isHtml: boolean;
}

/** What was said on one side of a story, in bubbles and notes. */
function Lines({ lines }: { lines: readonly Line[] }) {
  return lines.map((line, index) =>
    line.side === 'note' ? (
      <Note key={index}>{line.text}</Note>
    ) : (
      <Bubble key={index} side={line.side}>
        <Said text={line.text} isHtml={line.isHtml} />
      </Bubble>
    ),
  );
}

const arrivals = ['Assigned', 'Transfer', 'Complete'];

function phoneLine(event: RunEvent): Line[] {
  if (event.type === 'customer') return [{ side: 'own', text: event.text, isHtml: false }];
  if (event.type === 'arrived') return [{ side: 'other', text: event.text, isHtml: event.isHtml }];
  if (event.type === 'node' && arrivals.includes(event.outcome))
    return [{ side: 'note', text: event.explanation, isHtml: false }];
  return [];
}

/** What the agents did, and what reached them. */
export function RunDesk({ run }: { run: RunView }) {
  const lines = run.happened.flatMap(deskLine);
  const chat = useEnd<HTMLUListElement>(lines.length);
  const who = run.happened.findLast((event) => event.type === 'agent')?.who ?? 'Agent';
  return (
    <section class="desk" aria-label="Desk of the agent">
      <header class="desk-head row">
        <Avatar name={who} tone="agent" />
        <h2>{who}</h2>
      </header>
      <ul class="chat" ref={chat} tabIndex={0} aria-label="What the agent sees">
        <Lines lines={lines} />
        {lines.length === 0 && <Note>No chat yet.</Note>}
      </ul>
    </section>
  );
}

function deskLine(event: RunEvent): Line[] {
  if (event.type === 'agent') return [agentLine(event)];
  if (event.type !== 'wire' || event.isRefusal) return [];
  const said = /^sends a message into the conversation: "(.*)"$/s.exec(event.meaning)?.[1];
  if (said !== undefined) return [{ side: 'other', text: said, isHtml: false }];
  return event.meaning === 'starts a conversation' ? [{ side: 'note', text: 'A chat comes in.', isHtml: false }] : [];
}

function agentLine({ who, does, text }: Extract<RunEvent, { type: 'agent' }>): Line {
  if (does === 'says') return { side: 'own', text, isHtml: false };
  if (/html/i.test(does)) return { side: 'own', text, isHtml: true };
  return { side: 'note', text: [who, does, text].filter(Boolean).join(' '), isHtml: false };
}
