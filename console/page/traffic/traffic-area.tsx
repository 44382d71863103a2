import { useMemo, useState } from 'preact/hooks';
import { eceUrl } from '../control/control.ts';
import { adjust, useAddress } from '../live/address.ts';
import type { JournalEntry } from '../control/answers.ts';
import { act, notify } from '../live/session.ts';
import { live, useLive } from '../live/state.ts';
import { Choice, Empty, valueOf } from '../shell/elements.tsx';
import { VirtualList } from '../shell/virtual-list.tsx';
import { counted } from '../shell/words.ts';
import { nameOfEntry } from './entry-in-words.ts';
import { EntryRow, entryRowHeight } from './entry-row.tsx';
import { lanes } from './sequence.ts';
import { LaneHeads, rowHeight, SequenceLine } from './sequence-row.tsx';
import { useSequence } from './use-sequence.ts';

type Kind = 'all' | 'calls' | 'callbacks' | 'refused';

function fits(entry: JournalEntry, kind: Kind, words: readonly string[]): boolean {
  if (kind === 'calls' && entry.kind !== 'call') return false;
  if (kind === 'callbacks' && entry.kind === 'call') return false;
  if (kind === 'refused' && entry.answer !== null && entry.answer.status < 400) return false;
  if (words.length === 0) return true;
  const text = `${nameOfEntry(entry)} ${entry.who ?? ''} ${entry.request.target} ${entry.request.body} ${entry.answer?.status ?? ''} ${entry.answer?.body ?? ''} ${entry.refusal?.key ?? ''}`;
  const all = text.toLowerCase();
  return words.every((word) => all.includes(word));
}

export function TrafficArea() {
  const { search = '', conversation, show = 'list' } = useAddress();
  const [kind, setKind] = useState<Kind>('all');
  const entries = useLive((state) => state.entries);
  const canRecord = useLive((state) => state.parts.includes('traffic'));
  const shown = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return entries.all.filter(
      (entry) => (conversation === undefined || entry.conversationIds.includes(conversation)) && fits(entry, kind, words),
    );
  }, [entries, kind, search, conversation]);
  return (
    <div class="area full">
      <header class="area-head">
        <h1>Traffic</h1>
        <Choice
          label="How traffic is shown"
          value={show}
          options={[
            ['list', 'List'],
            ['diagram', 'Diagram'],
          ]}
          onChoose={(value) => adjust({ show: value })}
        />
        {conversation !== undefined && (
          <button type="button" class="filter-chip" onClick={() => adjust({ conversation: undefined })}>
            conversation {conversation} <span aria-hidden="true">✕</span>
            <span class="unseen">Show all</span>
          </button>
        )}
        <span class="stretch" />
        <button type="button" onClick={() => void saveHar(conversation)}>
          Save as HAR
        </button>
        {canRecord && (
          <button type="button" onClick={() => void saveScenario(conversation)}>
            Save as scenario
          </button>
        )}
        <button type="button" class="quiet" onClick={() => void emptyJournal()}>
          Empty
        </button>
      </header>
      {show === 'list' ? (
        <>
          <div class="row">
            <input
              type="search"
              aria-label="Search the traffic"
              placeholder="Search in names, bodies and refusals"
              value={search}
              onInput={(event) => adjust({ search: valueOf(event) })}
            />
            <Choice
              label="Which traffic"
              value={kind}
              options={[
                ['all', 'All'],
                ['calls', 'Calls'],
                ['callbacks', 'Callbacks'],
                ['refused', 'Refused'],
              ]}
              onChoose={setKind}
            />
            <span class="quiet-text">{counted(shown.length, 'entry', 'entries')}</span>
          </div>
          {shown.length === 0 ? (
            <NoTraffic isFiltered={entries.all.length > 0} />
          ) : (
            <div class="card filling">
              <VirtualList
                label="Calls and callbacks"
                items={shown}
                rowHeight={entryRowHeight}
                keyOf={({ number }) => number}
                draw={(entry) => <EntryRow entry={entry} isWide />}
                followsEnd
              />
            </div>
          )}
        </>
      ) : (
        <TrafficDiagram conversation={conversation} />
      )}
    </div>
  );
}

/** A component of its own: whoever looks at the list does not pay for it. */
function TrafficDiagram({ conversation }: { conversation: string | undefined }) {
  const rows = useSequence(conversation);
  if (rows.length === 0) return <NoTraffic isFiltered={false} />;
  return (
    <div class="card filling">
      <LaneHeads lanes={lanes} />
      <VirtualList
        label="Diagram"
        items={rows}
        rowHeight={rowHeight}
        keyOf={({ key }) => key}
        draw={(row) => <SequenceLine row={row} lanes={lanes} />}
        followsEnd
      />
    </div>
  );
}

function NoTraffic({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) return <Empty title="Nothing fits." />;
  return (
    <Empty title="No call has come yet.">
      <p>
        Point your client at <code>{eceUrl}/system</code>, or act as the customer in Conversations.
      </p>
    </Empty>
  );
}

async function emptyJournal(): Promise<void> {
  if ((await act('DELETE', '/journal', undefined, 'The journal is empty.')) !== undefined) live.change({ entries: { all: [] } });
}

/** The archive opens in the developer tools of every browser. */
async function saveHar(conversation: string | undefined): Promise<void> {
  const query = conversation === undefined ? '' : `?conversation=${encodeURIComponent(conversation)}`;
  const har = await act('GET', `/journal.har${query}`);
  if (har === undefined) return;
  save('ece-simulator.har', JSON.stringify(har, null, 2), 'application/json');
}

/** What happened, as a story that the default world can play again. */
async function saveScenario(conversation: string | undefined): Promise<void> {
  const about = conversation === undefined ? {} : { conversation };
  const answer = await act('POST', '/console/traffic', { ask: 'scenario', ...about });
  if (answer === undefined) return;
  save('recorded.yaml', (answer as { scenario: string }).scenario, 'application/yaml');
  notify('done', 'Saved. Play it with: npx ece-simulator scenario demo recorded.yaml');
}

function save(fileName: string, content: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
