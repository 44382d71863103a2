import type { ComponentChildren } from 'preact';
import { timeOfDay } from '../shell/words.ts';
import { HtmlMessage } from './html-message.tsx';

interface BubbleProps {
  readonly side: 'own' | 'other';
  readonly at?: number;
  readonly who?: string;
  readonly failure?: string | undefined;
  readonly isPending?: boolean;
  readonly children: ComponentChildren;
}

export function Bubble({ side, at, who, failure, isPending, children }: BubbleProps) {
  return (
    <li class={`bubble-line ${side} ${isPending === true ? 'pending' : ''}`}>
      <div class={failure === undefined ? 'bubble' : 'bubble failed'}>{children}</div>
      {failure !== undefined && <p class="failure">Not delivered: {failure}</p>}
      {(who !== undefined || at !== undefined) && (
        <small class="bubble-about">
          {who} {at !== undefined && timeOfDay(at)}
        </small>
      )}
    </li>
  );
}

export function Note({ children }: { children: ComponentChildren }) {
  return <li class="chat-note">{children}</li>;
}

export function Said({ text, isHtml }: { text: string; isHtml: boolean }) {
  return isHtml ? <HtmlMessage html={text} /> : <span class="said">{text}</span>;
}

export function TypingSign({ who }: { who: string }) {
  return (
    <li class="bubble-line other">
      <div class="bubble typing" role="status">
        <span class="unseen">{who} is typing</span>
        <i aria-hidden="true" />
        <i aria-hidden="true" />
        <i aria-hidden="true" />
      </div>
    </li>
  );
}
