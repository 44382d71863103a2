import type { AnyResult, MethodPath } from '../../client/index.ts';
import { resolveMethod, resolveOutcome } from '../../client/index.ts';
import type { ScenarioEvent } from '../../scenarios/index.ts';
import { describeExchange } from '../../scenarios/telling/journal.ts';
import { tellNode } from '../../scenarios/telling/node-sentence.ts';
import { formatDuration, formatTime } from '../../scenarios/telling/words.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import type { RunEvent } from './player-view.ts';

type WithoutPlace<Event> = Event extends unknown ? Omit<Event, 'step' | 'at'> : never;

/**
 * What people see of an event of a run; nothing, one thing or several.
 * @param calls what ECE received since the last node was left
 */
export function runEventsOf(event: ScenarioEvent, calls: readonly JournalEntry[]): WithoutPlace<RunEvent>[] {
  switch (event.type) {
    case 'act':
      return [personOf(event)];
    case 'typing':
      return [{ type: 'typing', who: event.agentName, typing: event.typing }];
    case 'time':
      return [{ type: 'time', words: `${formatDuration(event.to - event.from)} later. It is ${formatTime(event.to)}.` }];
    case 'result':
      return resultOf(event, calls);
    case 'journal':
      return [wireOf(event)];
    default:
      return [];
  }
}

function personOf({ who, does, text }: Extract<ScenarioEvent, { type: 'act' }>): WithoutPlace<RunEvent> {
  if (who === 'customer') return { type: 'customer', text };
  if (who === 'administrator') return { type: 'administrator', does, text };
  const [, isHtml, said] = /^says( in HTML)?: (.*)$/s.exec(does) ?? [];
  if (said === undefined) return { type: 'agent', who, does, text };
  return { type: 'agent', who, does: isHtml === undefined ? 'says' : 'says in HTML', text: said };
}

function resultOf(
  { method: path, outcome, outputs }: Extract<ScenarioEvent, { type: 'result' }>,
  calls: readonly JournalEntry[],
): WithoutPlace<RunEvent>[] {
  const { method } = resolveMethod(path);
  const who = String(outputs['agentName'] ?? '');
  const isEvent = resolveOutcome(method, outcome).kind === 'event';
  const told = isEvent ? undefined : tellNode(path as MethodPath, { outcome, outputs }, calls);
  return [
    {
      type: 'node',
      method: method.method,
      outcome,
      kind: told === undefined ? 'event' : told.isGood ? 'success' : 'failure',
      did: told === undefined ? '' : [`It ${told.does}.`, told.onTheWay].filter(Boolean).join(' '),
      explanation: told?.why ?? String(outputs['content'] ?? ''),
      who,
    },
    ...arrivedBy(outcome, outputs),
  ];
}

/** What the customer sees of it. */
function arrivedBy(outcome: string, outputs: AnyResult['outputs']): WithoutPlace<RunEvent>[] {
  const text = String(outputs['content'] ?? '');
  if (outcome !== 'Message' && outcome !== 'PagePush') return [];
  return [{ type: 'arrived', text, isHtml: String(outputs['messageType'] ?? '').toLowerCase() === 'text/html' }];
}

function wireOf({ entry }: Extract<ScenarioEvent, { type: 'journal' }>): WithoutPlace<RunEvent> {
  const [asked, answered] = describeExchange(entry);
  return {
    type: 'wire',
    number: entry.number,
    from: asked!.from,
    to: asked!.to,
    asked: asked!.wire,
    meaning: asked!.meaning,
    answered: [answered!.wire, answered!.meaning].filter(Boolean).join(' '),
    why: answered!.why ?? '',
    isRefusal: answered!.isRefusal,
  };
}
