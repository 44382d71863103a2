import type {
  Agent,
  Application,
  Callbacks,
  ClockView,
  Conversation,
  Due,
  EntryPoint,
  Fault,
  Happening,
  JournalEntry,
  Partition,
  Queue,
  QueueHistory,
  WholeConversation,
  World,
} from '../control/answers.ts';
import type { Phone } from '../../phone/phone-view.ts';
import type { RunView } from '../../player/player-view.ts';
import { call, controlBase, ControlRefusal, PartitionControl } from '../control/control.ts';
import type { StreamedEvent } from '../control/stream.ts';
import { readStream } from '../control/stream.ts';
import { Refresher } from './refresher.ts';
import type { LiveState, WorldAct } from './state.ts';
import { emptyCollections, keepRun, live, nothingYet } from './state.ts';

const entriesKept = 5000;
const actsKept = 2000;
const samplesKept = 600;
const pollMs = 2000;
const reconnectMs = { first: 500, most: 5000 };

/** Keeps the state of the page like that of one partition: what the event stream tells, and what must be read beside it. */
export class Mirror {
  readonly control: PartitionControl;
  readonly #partition: string;
  readonly #stop = new AbortController();
  readonly #vitals: Refresher;
  readonly #open: Refresher;
  readonly #changed: Refresher;
  readonly #callbacks: Refresher;
  #openId: string | undefined;
  #changedIds = new Set<string>();
  #lastEntry = 0;
  /** How the queues stood before this page looked. */
  #history: ReadonlyMap<string, QueueHistory['samples']> = new Map();
  #retryMs = reconnectMs.first;

  constructor(partition: string) {
    this.#partition = partition;
    this.control = new PartitionControl(partition);
    this.#vitals = new Refresher(500, () => this.#readVitals());
    this.#open = new Refresher(80, () => this.#readOpen());
    this.#changed = new Refresher(400, () => this.#readChanged());
    this.#callbacks = new Refresher(500, () => this.#readCallbacks());
  }

  start(): void {
    live.change({ ...nothingYet, ...emptyCollections(), partition: this.#partition, connection: 'connecting' });
    void this.#follow();
    const poll = setInterval(() => {
      if (!document.hidden && live.state.connection === 'live') this.#vitals.ask();
    }, pollMs);
    this.#stop.signal.addEventListener('abort', () => clearInterval(poll));
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Reads what is polled otherwise, after an act of this page. */
  refresh(): void {
    this.#vitals.ask();
    if (this.#openId !== undefined) this.#open.ask();
  }

  /** The conversation whose transcript is kept up to date. */
  open(id: string | undefined): void {
    if (this.#openId === id) return;
    this.#openId = id;
    live.change({ open: null });
    if (id !== undefined) this.#open.ask();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await readStream(
          `${this.control.base}/events`,
          signal,
          () => void this.#load(),
          (events) => this.#take(events),
        );
      } catch (error) {
        if (error instanceof ControlRefusal && error.status === 401) {
          this.#change({ connection: 'token' });
          return;
        }
        if (error instanceof ControlRefusal && [400, 404].includes(error.status)) await this.#noPartition();
      }
      this.#change({ connection: 'gone' });
      await new Promise((resolve) => setTimeout(resolve, this.#retryMs));
      this.#retryMs = Math.min(reconnectMs.most, this.#retryMs * 2);
    }
  }

  #change(change: Partial<LiveState>): void {
    if (!this.#stop.signal.aborted) live.change(change);
  }

  async #noPartition(): Promise<void> {
    const partitions = (await call('GET', `${controlBase}/partitions`).catch(() => [])) as Partition[];
    this.#change({ partitions, problem: `There is no partition "${this.#partition}" any more.` });
  }

  /** Everything anew: the stream may have been away, the simulator may be another. */
  async #load(): Promise<void> {
    try {
      const [partitions, parts, conversations, entries, queues, history] = (await Promise.all([
        call('GET', `${controlBase}/partitions`),
        call('GET', `${controlBase}/console`),
        this.control.get('/conversations?scenery=true'),
        this.control.get('/journal?limit=1000'),
        this.control.get('/queues'),
        this.control.get('/queue-history'),
      ])) as [Partition[], string[], Conversation[], JournalEntry[], Queue[], QueueHistory[]];
      this.#lastEntry = entries.at(-1)?.number ?? 0;
      this.#change({
        partitions,
        parts,
        queues,
        problem: null,
        conversations: { all: new Map(conversations.map((one) => [one.id, one])) },
        entries: { all: entries },
        acts: { all: [] },
        samples: { all: new Map() },
      });
      this.#history = new Map(history.map(({ queueId, samples }) => [queueId, samples]));
      await Promise.all([this.#readVitals(), this.#readCallbacks(), this.#readParts(parts)]);
      this.#retryMs = reconnectMs.first;
      this.#change({ connection: 'live', isLoaded: true });
      if (this.#openId !== undefined) this.#open.ask();
    } catch (error) {
      if (error instanceof ControlRefusal && error.status === 401) this.#change({ connection: 'token' });
    }
  }

  async #readParts(parts: readonly string[]): Promise<void> {
    const [phones, runs] = (await Promise.all([
      parts.includes('phone') ? this.control.post('/console/phone', { ask: 'phones' }) : [],
      parts.includes('scenarios') ? call('POST', `${controlBase}/console/scenarios`, { ask: 'runs' }) : [],
    ])) as [Phone[], RunView[]];
    this.#change({ phones, runs });
  }

  async #readVitals(): Promise<void> {
    const [world, entryPoints, agents, faults, clock, agenda] = (await Promise.all([
      this.control.get('/world'),
      this.control.get('/entry-points'),
      this.control.get('/agents'),
      this.control.get('/faults'),
      this.control.get('/clock'),
      this.control.get('/clock/agenda'),
    ])) as [World, EntryPoint[], Agent[], Fault[], ClockView, Due[]];
    const known = live.state.conversations.all.size;
    this.#change({ world, entryPoints, agents, faults, agenda, clock: { ...clock, readAt: performance.now() } });
    this.#sample(entryPoints, clock);
    // A partition that was reset says nothing.
    if ((world.counts['conversations'] ?? 0) < known && live.state.isLoaded) await this.#readConversations();
  }

  async #readConversations(): Promise<void> {
    const conversations = (await this.control.get('/conversations?scenery=true')) as Conversation[];
    this.#change({ conversations: { all: new Map(conversations.map((one) => [one.id, one])) } });
    if (this.#openId !== undefined) this.#open.ask();
    await this.#readParts(live.state.parts);
  }

  async #readCallbacks(): Promise<void> {
    const applications = (await this.control.get('/applications')) as Application[];
    const states = await Promise.all(
      applications.map(async ({ id, name }) => {
        const { active } = (await this.control.get(`/applications/${id}/callbacks`)) as Callbacks;
        return active ? [] : [name];
      }),
    );
    this.#change({ applications, deactivated: states.flat() });
  }

  async #readOpen(): Promise<void> {
    const id = this.#openId;
    if (id === undefined) return;
    try {
      const open = (await this.control.get(`/conversations/${encodeURIComponent(id)}`)) as WholeConversation;
      if (this.#openId === id) this.#change({ open });
    } catch (error) {
      if (error instanceof ControlRefusal && error.status !== 0 && this.#openId === id)
        this.#change({ open: { id, missing: error.message } });
    }
  }

  async #readChanged(): Promise<void> {
    const ids = [...this.#changedIds];
    this.#changedIds = new Set();
    const { conversations } = live.state;
    for (let at = 0; at < ids.length; at += 100) {
      const some = ids
        .slice(at, at + 100)
        .map(encodeURIComponent)
        .join(',');
      for (const one of (await this.control.get(`/conversations?ids=${some}`)) as Conversation[])
        conversations.all.set(one.id, one);
    }
    this.#change({ conversations: { all: conversations.all } });
  }

  #sample(entryPoints: readonly EntryPoint[], { now }: ClockView): void {
    const { all } = live.state.samples;
    for (const { id, queueId, queueDepth, waitTimeSeconds } of entryPoints) {
      const samples = all.get(id) ?? (this.#history.get(queueId) ?? []).map((one) => ({ ...one, at: one.at / 1000 }));
      all.set(id, samples);
      const at = now / 1000;
      while (at <= (samples.at(-1)?.at ?? 0)) samples.pop();
      samples.push({ at, queueDepth, waitTimeSeconds });
      if (samples.length > samplesKept) samples.shift();
    }
    this.#change({ samples: { all } });
  }

  #take(events: readonly StreamedEvent[]): void {
    const entries: JournalEntry[] = [];
    const acts: WorldAct[] = [];
    for (const { event, data } of events) {
      // So much happened that the stream left something out.
      if (event === 'lost') void this.#load();
      const happening = JSON.parse(data) as unknown;
      if (event === 'journal') entries.push((happening as Extract<Happening, { source: 'journal' }>).entry);
      if (event === 'world') acts.push(this.#takeWorld(happening as Extract<Happening, { source: 'world' }>));
      if (event === 'console') this.#takeConsole(happening as { part: string; phone?: Phone; run?: RunView });
    }
    if (entries.length > 0) this.#addEntries(entries);
    if (acts.length > 0) {
      const { all } = live.state.acts;
      all.push(...acts);
      if (all.length > actsKept) all.splice(0, all.length - actsKept);
      this.#change({ acts: { all } });
      this.#vitals.ask();
    }
  }

  #addEntries(entries: readonly JournalEntry[]): void {
    const { all } = live.state.entries;
    for (const entry of entries) {
      if (entry.number <= this.#lastEntry) {
        // A journal that begins anew was restarted; an entry that was read already is no news.
        if (all.some(({ number, at }) => number === entry.number && at === entry.at)) continue;
        all.length = 0;
      }
      all.push(entry);
      this.#lastEntry = entry.number;
    }
    if (all.length > entriesKept) all.splice(0, all.length - entriesKept);
    this.#change({ entries: { all } });
  }

  #takeWorld({ number, at, event }: Extract<Happening, { source: 'world' }>): WorldAct {
    const act = { ...event, number, at } as unknown as WorldAct;
    const { type, conversationId } = act;
    if (conversationId !== undefined) {
      this.#changedIds.add(conversationId);
      this.#changed.ask();
      if (conversationId === this.#openId) this.#open.ask();
    }
    if (type.startsWith('file-') && this.#openId !== undefined) this.#open.ask();
    if (type === 'callback-deactivated' || type === 'callback-reactivated' || type.startsWith('application-'))
      this.#callbacks.ask();
    return act;
  }

  #takeConsole({ part, phone, run }: { part: string; phone?: Phone; run?: RunView }): void {
    const { phones } = live.state;
    if (part === 'phone' && phone !== undefined) this.#change({ phones: [...phones.filter(({ id }) => id !== phone.id), phone] });
    if (part === 'scenarios' && run !== undefined) keepRun(run);
  }
}
