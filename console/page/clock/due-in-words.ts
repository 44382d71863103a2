import type { Due } from '../control/answers.ts';
import { live } from '../live/state.ts';

/** What is due, as a person says it. */
export function dueInWords({ kind, about }: Due): string {
  const who = customerOf(about['conversationId']);
  switch (kind) {
    case 'agent':
      return `${agentOf(about['agentId'])} ${intentions[intentionOf(about)] ?? 'acts'}${who}`;
    case 'callback-retry':
      return 'ECE sends a callback again';
    case 'callback-reactivation':
      return 'ECE tries the deactivated callback URL again';
    case 'idle-timeout':
      return `The conversation${who} ends unless somebody says something`;
    default:
      return kind.replaceAll('-', ' ');
  }
}

const intentions: Readonly<Record<string, string>> = {
  greet: 'greets',
  answer: 'answers',
  say: 'writes',
  decide: 'decides about a file',
  end: 'ends the chat',
  transfer: 'transfers the chat',
  send: 'sends a file',
};

function intentionOf(about: Due['about']): string {
  return (about['intention'] as { do?: string } | undefined)?.do ?? '';
}

function agentOf(id: unknown): string {
  return live.state.agents.find((agent) => agent.id === id)?.screenName ?? 'An agent';
}

function customerOf(id: unknown): string {
  const name = typeof id === 'string' ? live.state.conversations.all.get(id)?.customerName : undefined;
  return name === undefined || name === null ? '' : ` with ${name}`;
}
