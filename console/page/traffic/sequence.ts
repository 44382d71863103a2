import type { Phone } from '../../phone/phone-view.ts';
import type { JournalEntry, TranscriptEntry } from '../control/answers.ts';
import type { WorldAct } from '../live/state.ts';
import { cut } from '../shell/words.ts';
import { answerInWords, nameOfEntry, toneOfEntry } from './entry-in-words.ts';

/** From left to right. */
export const lanes = ['Customer', 'Client', 'ECE', 'Agent'] as const;
export type Lane = (typeof lanes)[number];

export interface SequenceRow {
  readonly key: string;
  readonly at: number;
  readonly from: Lane;
  readonly to: Lane;
  readonly text: string;
  readonly tone: 'call' | 'good' | 'bad' | 'accent' | 'person';
  readonly isAnswer: boolean;
  readonly entry?: number;
}

/** A call is an arrow there and one back; so is a callback. */
export function rowsOfEntry(entry: JournalEntry): SequenceRow[] {
  const { number, at, kind } = entry;
  const [from, to] = kind === 'call' ? (['Client', 'ECE'] as const) : (['ECE', 'Client'] as const);
  const tone = kind === 'call' ? 'call' : 'accent';
  const asked = { key: `${number}a`, at, from, to, text: nameOfEntry(entry), tone, isAnswer: false, entry: number } as const;
  const answered = answerInWords(entry);
  const isBad = toneOfEntry(entry) === 'bad';
  return [
    asked,
    { key: `${number}b`, at, from: to, to: from, text: answered, tone: isBad ? 'bad' : 'good', isAnswer: true, entry: number },
  ];
}

/** What a person did: the customer's line comes before the client's call, the agent's before the callback. */
export function rowOfTranscript({ at, from, type, content }: TranscriptEntry, key: string): SequenceRow[] {
  if (from === 'system') return [];
  const text = content === undefined ? (wordsOf[type] ?? type) : `“${cut(content.replaceAll(/<[^>]*>/g, ' ').trim(), 60)}”`;
  const isAgent = from === 'agent';
  return [{ key, at, from: isAgent ? 'Agent' : 'ECE', to: isAgent ? 'ECE' : 'Agent', text, tone: 'person', isAnswer: false }];
}

const wordsOf: Readonly<Record<string, string>> = {
  uploadAttachment: 'a file',
  acceptAttachment: 'takes the file',
  rejectAttachment: 'does not take the file',
  complete: 'ends the chat',
  transfer: 'transfers the chat',
};

/** What happened in the world while the page looked on. */
export function rowsOfAct(act: WorldAct): SequenceRow[] {
  const key = `w${act.number}`;
  if (act.type === 'conversation-assigned')
    return [{ key, at: act.at, from: 'ECE', to: 'Agent', text: 'the chat is assigned', tone: 'person', isAnswer: false }];
  if ((act.type === 'agent-message' || act.type === 'customer-message') && act.entry !== undefined)
    return rowOfTranscript(act.entry, key);
  return [];
}

/** What a customer wrote on a phone of this page, and what arrived there. */
export function rowsOfPhone({ id, lines }: Phone): SequenceRow[] {
  return lines.flatMap((line) => {
    if (line.from === 'system') return [];
    const isCustomer = line.from === 'customer';
    const text = `“${cut(line.text.replaceAll(/<[^>]*>/g, ' ').trim(), 60)}”`;
    const [from, to] = isCustomer ? (['Customer', 'Client'] as const) : (['Client', 'Customer'] as const);
    return [{ key: `p${id}-${line.id}`, at: line.at, from, to, text, tone: 'person', isAnswer: false }];
  });
}

/** In the order of time; at the same time, what persons did comes first. */
export function inOrder(rows: readonly SequenceRow[]): SequenceRow[] {
  return rows.toSorted((one, other) => one.at - other.at);
}
