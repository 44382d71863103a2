import { useMemo } from 'preact/hooks';
import { useLive } from '../live/state.ts';
import type { SequenceRow } from './sequence.ts';
import { inOrder, rowOfTranscript, rowsOfPhone, rowsOfAct, rowsOfEntry } from './sequence.ts';

const mostRows = 3000;

/** Entries and acts do not change, and thousands of them are looked at with each news. */
function remembering<Item extends object>(make: (item: Item) => SequenceRow[]): (item: Item) => SequenceRow[] {
  const made = new WeakMap<Item, SequenceRow[]>();
  return (item) => {
    let rows = made.get(item);
    if (rows === undefined) made.set(item, (rows = make(item)));
    return rows;
  };
}

const ofEntry = remembering(rowsOfEntry);
const ofAct = remembering(rowsOfAct);

/** The arrows of everything, or of one conversation. */
export function useSequence(conversation?: string): SequenceRow[] {
  const entries = useLive((state) => state.entries);
  const acts = useLive((state) => state.acts);
  const open = useLive((state) => state.open);
  const phones = useLive((state) => state.phones);
  return useMemo(() => {
    if (conversation === undefined)
      return inOrder([
        ...phones.flatMap(rowsOfPhone),
        ...acts.all.flatMap(ofAct),
        ...entries.all.slice(-mostRows).flatMap(ofEntry),
      ]).slice(-mostRows);
    const own = entries.all.filter(({ conversationIds }) => conversationIds.includes(conversation));
    const transcript = open !== null && 'transcript' in open && open.id === conversation ? open.transcript : [];
    const persons = transcript.flatMap((entry, index) => rowOfTranscript(entry, `t${index}`));
    const customers = phones.filter((phone) => phone.conversationId === conversation).flatMap(rowsOfPhone);
    return inOrder([...customers, ...persons, ...own.flatMap(ofEntry)]).slice(-mostRows);
  }, [conversation, entries, phones, conversation === undefined ? acts : open]);
}
