import { useMemo } from 'preact/hooks';
import { useLive } from '../live/state.ts';
import type { SequenceRow } from './sequence.ts';
import { inOrder, rowOfTranscript, rowsOfPhone, rowsOfAct, rowsOfEntry } from './sequence.ts';

const mostRows = 3000;

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
        ...acts.all.flatMap(rowsOfAct),
        ...entries.all.slice(-mostRows).flatMap(rowsOfEntry),
      ]).slice(-mostRows);
    const own = entries.all.filter(({ conversationIds }) => conversationIds.includes(conversation));
    const transcript = open !== null && 'transcript' in open && open.id === conversation ? open.transcript : [];
    const persons = transcript.flatMap((entry, index) => rowOfTranscript(entry, `t${index}`));
    const customers = phones.filter((phone) => phone.conversationId === conversation).flatMap(rowsOfPhone);
    return inOrder([...customers, ...persons, ...own.flatMap(rowsOfEntry)]).slice(-mostRows);
  }, [conversation, entries, phones, conversation === undefined ? acts : open]);
}
