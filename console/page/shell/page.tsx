import { useEffect } from 'preact/hooks';
import { ClockArea } from '../clock/clock-area.tsx';
import { ConversationsArea } from '../conversations/conversations-area.tsx';
import { FloorArea } from '../floor/floor-area.tsx';
import { FloorColumn } from '../floor/floor-column.tsx';
import type { Area } from '../live/address.ts';
import { goTo, useAddress } from '../live/address.ts';
import { followPartition, openConversation } from '../live/session.ts';
import { useLive } from '../live/state.ts';
import { ScenariosArea } from '../scenarios/scenarios-area.tsx';
import { EntryDetail } from '../traffic/entry-detail.tsx';
import { TrafficArea } from '../traffic/traffic-area.tsx';
import { WireColumn } from '../traffic/wire-column.tsx';
import { TroubleArea } from '../trouble/trouble-area.tsx';
import { Finder } from './finder.tsx';
import { Notices } from './notices.tsx';
import { Navigation } from './navigation.tsx';
import { TokenQuestion } from './token-question.tsx';
import { TopBar } from './top-bar.tsx';

const drawn: Readonly<Record<Area, () => preact.JSX.Element>> = {
  floor: FloorArea,
  conversations: ConversationsArea,
  traffic: TrafficArea,
  trouble: TroubleArea,
  clock: ClockArea,
  scenarios: ScenariosArea,
};

const besides: Readonly<Record<Area, { readonly floor: boolean; readonly wire: boolean }>> = {
  floor: { floor: false, wire: true },
  conversations: { floor: true, wire: true },
  traffic: { floor: true, wire: false },
  trouble: { floor: true, wire: true },
  clock: { floor: true, wire: true },
  scenarios: { floor: false, wire: false },
};

export function Page() {
  const address = useAddress();
  const connection = useLive((state) => state.connection);
  const { partition, conversation, area, present } = address;
  useEffect(() => followPartition(), [partition]);
  useEffect(() => openConversation(conversation), [partition, conversation]);
  const title = useTitle();
  if (connection === 'token') return <TokenQuestion />;
  const { floor, wire } = besides[area];
  const Area = drawn[area];
  const isStaged = area === 'conversations' && (conversation !== undefined || address.phone !== undefined);
  return (
    <div
      class={`page ${isStaged ? 'staged' : ''} ${floor ? 'with-floor' : ''} ${wire ? 'with-wire' : ''} ${present === undefined ? '' : 'presenting'}`}
    >
      <a class="skip" href="#main">
        Skip to the main part
      </a>
      <TopBar />
      {floor && <FloorColumn />}
      <main id="main" tabIndex={-1} aria-label={title}>
        <PartitionGone />
        <Area />
      </main>
      {wire && <WireColumn />}
      <Navigation />
      <EntryDetail />
      <Finder />
      <Notices />
    </div>
  );
}

function useTitle(): string {
  const { area } = useAddress();
  const title = area.charAt(0).toUpperCase() + area.slice(1);
  useEffect(() => {
    document.title = `${title} · ece-simulator`;
  }, [title]);
  return title;
}

function PartitionGone() {
  const problem = useLive((state) => state.problem);
  if (problem === null) return null;
  return (
    <div class="banner bad" role="alert">
      {problem}{' '}
      <button type="button" onClick={() => goTo('conversations', { partition: 'default' })}>
        Show the default partition
      </button>
    </div>
  );
}
