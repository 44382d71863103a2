import type { JournalEntry } from '../control/answers.ts';
import { adjust } from '../live/address.ts';
import { timeOfDay } from '../shell/words.ts';
import { answerInWords, nameOfEntry, toneOfEntry } from './entry-in-words.ts';

export const entryRowHeight = 40;

export function EntryRow({ entry, isWide = false }: { entry: JournalEntry; isWide?: boolean }) {
  const isIn = entry.kind === 'call';
  return (
    <button type="button" class="entry-row" onClick={() => adjust({ entry: String(entry.number) })}>
      <span class={`direction ${isIn ? 'in' : 'out'}`} aria-hidden="true">
        {isIn ? '→' : '←'}
      </span>
      <span class="unseen">{isIn ? 'to ECE' : 'from ECE'}</span>
      <span class="entry-name">{nameOfEntry(entry)}</span>
      {isWide && (
        <span class="entry-about">{entry.refusal?.reason.rule ?? `${entry.request.method} ${entry.request.target}`}</span>
      )}
      {isWide && entry.who !== null && <span class="entry-who">{entry.who}</span>}
      {entry.faultId !== null && (
        <span class="fault-mark" title="A fault changed this call">
          ⚡
        </span>
      )}
      <span class={`status ${toneOfEntry(entry)}`}>{answerInWords(entry)}</span>
      <time>{timeOfDay(entry.at)}</time>
    </button>
  );
}
