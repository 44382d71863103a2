import { useMemo } from 'preact/hooks';
import { useLive } from '../live/state.ts';
import type { SequenceRow } from './sequence.ts';
import { inOrder, rowOfTranscript, rowsOfAct, rowsOfEntry } from './sequence.ts';

const mostRows = 3000;

/** The arrows of everything, or of one conversation. */
export function useSequence(conversation?: string): SequenceRow[] {
  const entries = useLive((state) => state.entries);
  const acts = useLive((state) => state.acts);
  const open = useLive((state) => state.open);
  return useMemo(() => {
    if (conversation === undefined)
      return inOrder([...acts.all.flatMap(rowsOfAct), ...entries.all.slice(-mostRows).flatMap(rowsOfEntry)]).slice(-mostRows);
    const own = entries.all.filter(({ conversationIds }) => conversationIds.includes(conversation));
    const transcript = open !== null && 'transcript' in open && open.id === conversation ? open.transcript : [];
    const persons = transcript.flatMap((entry, index) => rowOfTranscript(entry, `t${index}`));
    return inOrder([...persons, ...own.flatMap(rowsOfEntry)]).slice(-mostRows);
  }, [conversation, entries, conversation === undefined ? acts : open]);
}
