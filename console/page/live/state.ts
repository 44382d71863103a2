import type {
  Agent,
  Application,
  ClockView,
  Conversation,
  Due,
  EntryPoint,
  Fault,
  JournalEntry,
  Partition,
  Queue,
  WholeConversation,
  World,
} from '../control/answers.ts';
import type { Phone } from '../../phone/phone-view.ts';
import type { RunView, ScenarioSummary } from '../../player/player-view.ts';
import { Store, useStore } from './store.ts';

/** `token`: the simulator asks for its control token. */
export type Connection = 'connecting' | 'live' | 'gone' | 'token';

/** Something of the world that happened while the page looked on. */
export interface WorldAct {
  readonly number: number;
  readonly at: number;
  readonly type: string;
  readonly conversationId?: string;
  readonly agentId?: string;
  readonly entry?: WholeConversation['transcript'][number];
  readonly by?: string;
}

/** How an entry point stood at a moment. */
export interface Sample {
  /** Epoch seconds of the partition. */
  readonly at: number;
  readonly queueDepth: number;
  readonly waitTimeSeconds: number;
}

/** A collection that is changed in place; the wrapper is a new one whenever it has changed. */
export interface Many<Collection> {
  readonly all: Collection;
}

export interface LiveState {
  readonly connection: Connection;
  /** The partition that the rest of the state is about. */
  readonly partition: string;
  /** Whether everything has been read once. */
  readonly isLoaded: boolean;
  /** Why the partition cannot be shown. */
  readonly problem: string | null;
  readonly partitions: readonly Partition[];
  readonly parts: readonly string[];
  readonly world: World | null;
  readonly entryPoints: readonly EntryPoint[];
  readonly agents: readonly Agent[];
  readonly queues: readonly Queue[];
  readonly applications: readonly Application[];
  /** Names of the applications whose callback URL is deactivated. */
  readonly deactivated: readonly string[];
  readonly faults: readonly Fault[];
  /** `readAt` is by `performance.now`, which nobody can set. */
  readonly clock: (ClockView & { readonly readAt: number }) | null;
  readonly agenda: readonly Due[];
  readonly conversations: Many<Map<string, Conversation>>;
  readonly entries: Many<JournalEntry[]>;
  readonly acts: Many<WorldAct[]>;
  readonly samples: Many<Map<string, Sample[]>>;
  /** The conversation that is open, or why there is none. */
  readonly open: WholeConversation | { readonly id: string; readonly missing: string } | null;
  readonly phones: readonly Phone[];
  readonly scenarios: readonly ScenarioSummary[] | null;
  readonly runs: readonly RunView[];
  /** What went wrong or was done, to be shown for a while. */
  readonly notices: readonly Notice[];
}

export interface Notice {
  readonly id: number;
  readonly tone: 'done' | 'refused';
  readonly text: string;
}

export const nothingYet = {
  isLoaded: false,
  problem: null,
  world: null,
  entryPoints: [],
  agents: [],
  queues: [],
  applications: [],
  deactivated: [],
  faults: [],
  clock: null,
  agenda: [],
  open: null,
  phones: [],
} as const satisfies Partial<LiveState>;

/** Collections that nobody else holds. */
export function emptyCollections() {
  return {
    conversations: { all: new Map<string, Conversation>() },
    entries: { all: [] as JournalEntry[] },
    acts: { all: [] as WorldAct[] },
    samples: { all: new Map<string, Sample[]>() },
  };
}

export const live = new Store<LiveState>({
  ...nothingYet,
  ...emptyCollections(),
  connection: 'connecting',
  partition: '',
  partitions: [],
  parts: [],
  scenarios: null,
  runs: [],
  notices: [],
});

export function useLive<Found>(select: (state: LiveState) => Found): Found {
  return useStore(live, select);
}

/** Unless a later view of the run is known already. */
export function keepRun(run: RunView): void {
  const { runs } = live.state;
  const known = runs.find(({ id }) => id === run.id);
  if (known === undefined || known.revision <= run.revision) live.change({ runs: [...runs.filter((one) => one !== known), run] });
}
