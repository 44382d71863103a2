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
      {view === 'diagram' ? <WireDiagram conversation={conversation} /> : <WireList conversation={conversation} />}
    </aside>
  );
}

interface WireProps {
  readonly conversation: string | undefined;
}

function WireDiagram({ conversation }: WireProps) {
  const all = useSequence(conversation);
  const rows = useMemo(() => all.filter(({ from, to }) => from !== 'Customer' && to !== 'Customer'), [all]);
  if (rows.length === 0) return <NothingYet />;
  return (
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
  );
}

function WireList({ conversation }: WireProps) {
  const entries = useLive((state) => state.entries);
  const shown = useMemo(
    () =>
      conversation === undefined
        ? entries.all
        : entries.all.filter(({ conversationIds }) => conversationIds.includes(conversation)),
    [entries, conversation],
  );
  if (shown.length === 0) return <NothingYet />;
  return (
    <VirtualList
      label="Calls"
      items={shown}
      rowHeight={entryRowHeight}
      keyOf={({ number }) => number}
      draw={(entry) => <EntryRow entry={entry} />}
      followsEnd
    />
  );
}

function NothingYet() {
  return (
    <Empty title="Nothing has gone over the wire yet.">
      <p>Requests, answers and callbacks appear here while they happen.</p>
    </Empty>
  );
}
