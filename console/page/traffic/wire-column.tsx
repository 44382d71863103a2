import { useMemo, useState } from 'preact/hooks';
import { goTo, useAddress } from '../live/address.ts';
import { useLive } from '../live/state.ts';
import { Choice, Empty } from '../shell/elements.tsx';
import { VirtualList } from '../shell/virtual-list.tsx';
import { EntryRow, entryRowHeight } from './entry-row.tsx';
import { LaneHeads, rowHeight, SequenceLine } from './sequence-row.tsx';
import { useSequence } from './use-sequence.ts';

/** Beside something else there is no room for the customer. */
const narrowLanes = ['Client', 'ECE', 'Agent'] as const;

/** What goes over the wire, beside whatever is shown; of the open conversation alone, if one is open. */
export function WireColumn() {
  const { conversation } = useAddress();
  const [view, setView] = useState<'list' | 'diagram'>('diagram');
  const entries = useLive((state) => state.entries);
  const all = useSequence(conversation);
  const rows = useMemo(() => all.filter(({ from, to }) => from !== 'Customer' && to !== 'Customer'), [all]);
  const shown = useMemo(
    () =>
      conversation === undefined
        ? entries.all
        : entries.all.filter(({ conversationIds }) => conversationIds.includes(conversation)),
    [entries, conversation],
  );
  const isEmpty = view === 'list' ? shown.length === 0 : rows.length === 0;
  return (
    <aside class="wire-column" aria-label="Wire">
      <header class="column-head">
        <h2>Wire</h2>
        <Choice
          label="How the wire is shown"
          value={view}
          options={[
            ['diagram', 'Diagram'],
            ['list', 'List'],
          ]}
          onChoose={setView}
        />
        <button type="button" class="quiet" onClick={() => goTo('traffic', { conversation })}>
          Open
        </button>
      </header>
      {isEmpty && (
        <Empty title="Nothing has gone over the wire yet.">
          <p>Requests, answers and callbacks appear here while they happen.</p>
        </Empty>
      )}
      {!isEmpty && view === 'diagram' && (
        <>
          <LaneHeads lanes={narrowLanes} />
          <VirtualList
            label="Diagram"
            items={rows}
            rowHeight={rowHeight}
            keyOf={({ key }) => key}
            draw={(row) => <SequenceLine row={row} lanes={narrowLanes} />}
            followsEnd
          />
        </>
      )}
      {!isEmpty && view === 'list' && (
        <VirtualList
          label="Calls"
          items={shown}
          rowHeight={entryRowHeight}
          keyOf={({ number }) => number}
          draw={(entry) => <EntryRow entry={entry} />}
          followsEnd
        />
      )}
    </aside>
  );
}
