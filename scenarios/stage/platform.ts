import * as z from 'zod';
import { inboxEventApi } from '../../client/event-api.ts';
import { wrapChatRecords } from '../../client/chat-store/chat-store.ts';
import type { ChatStore, Clock, EventApi, Fetch, FileHost } from '../../client/index.ts';
import type { ChatStoreState, StageDatabase } from './chat-store-states.ts';
import { chatStoreStates, enterChatStoreState } from './chat-store-states.ts';
import type { Evidence } from './evidence.ts';
import { PlatformServer, reachServices, serviceStates } from './platform-server.ts';
import type { Undo } from './undo.ts';

const serviceState = z.enum(serviceStates);

export const platformSchema = z.strictObject({
  chatStore: z
    .union([z.enum(chatStoreStates), z.strictObject({ answers: z.string() })])
    .optional()
    .describe('`answers` is a word of the store, e.g. refused'),
  eventApi: z.union([serviceState, z.strictObject({ answers: z.int() })]).optional(),
  fileHost: serviceState.optional(),
});
type Changes = z.output<typeof platformSchema>;

interface PlatformSettings {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly fileHost: FileHost;
  readonly evidence: Evidence;
  /** Lets so many milliseconds pass. */
  readonly letPass: (ms: number) => Promise<void>;
}

/** What imiconnect gives to the nodes: chat store, event API and file host, with breakdowns on demand. */
export class Platform {
  readonly #settings: PlatformSettings;
  #states: Changes = {};
  #server: PlatformServer | undefined;
  #store: { store: ChatStore; database: StageDatabase } | undefined;
  #undoStore: Undo = () => undefined;
  /** Operations of the store that have not ended. */
  readonly #underway = new Set<Promise<unknown>>();

  constructor(settings: PlatformSettings) {
    this.#settings = settings;
  }

  async open(): Promise<void> {
    this.#server = await PlatformServer.open({
      services: (tenant) => ({
        events: inboxEventApi(this.#store!.store.inbox, this.#settings.clock, tenant),
        files: this.#settings.fileHost,
      }),
      stateOf: (service) => {
        const state = this.#states[service === 'events' ? 'eventApi' : 'fileHost'] ?? 'works';
        return typeof state === 'string' ? state : 'works';
      },
    });
  }

  get url(): string {
    return this.#server!.url;
  }

  /** Ids of the client's requests that hang here. */
  get hanging(): ReadonlySet<string> {
    return this.#server!.hanging;
  }

  async change(changes: Changes): Promise<Undo> {
    const before = this.#states;
    this.#states = { ...before, ...changes };
    await this.#changeStore(before.chatStore);
    return async () => {
      const now = this.#states;
      this.#states = before;
      await this.#changeStore(now.chatStore);
    };
  }

  async #changeStore(before: Changes['chatStore']): Promise<void> {
    const { chatStore } = this.#states;
    if (chatStore === before || this.#store === undefined) return;
    await this.#undoStore();
    this.#undoStore = () => undefined;
    this.#undoStore = await enterChatStoreState(storeStateOf(chatStore), this.#store.database, this.#settings.letPass);
  }

  /** The store of a process that has started, in the state that it has now. */
  async attach(store: ChatStore, database: StageDatabase): Promise<ChatStore> {
    this.#store = { store, database };
    await this.#changeStore(undefined);
    const records = wrapChatRecords(store, async (operation) => {
      const deed = this.#settings.evidence.note('store');
      const { chatStore } = this.#states;
      if (typeof chatStore !== 'object') return this.#watch(operation());
      deed.forced = true;
      return { result: chatStore.answers };
    });
    const inbox = new Proxy(store.inbox, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>;
        return (...given: unknown[]) => this.#watch(method.apply(target, given));
      },
    });
    return { ...store, ...records, inbox };
  }

  #watch<Value>(operation: Promise<Value>): Promise<Value> {
    const ends = operation.finally(() => void this.#underway.delete(ends));
    this.#underway.add(ends);
    return ends;
  }

  /** What a database server does, which takes real time. It never ends as long as the store is locked. */
  get serverWork(): readonly Promise<unknown>[] {
    const isAwaited = this.#store?.database.dialect === 'postgres' && this.#states.chatStore !== 'locked';
    return isAwaited ? [...this.#underway] : [];
  }

  async detach(): Promise<void> {
    await this.#undoStore();
    this.#undoStore = () => undefined;
    this.#store = undefined;
  }

  createEventApi(tenant: string | null): EventApi {
    const { events } = reachServices(this.url, this.#settings.fetch, tenant);
    return {
      process: async (json) => {
        const answer = await events.process(json);
        const { eventApi } = this.#states;
        if (typeof eventApi !== 'object') return answer;
        Object.assign(this.#settings.evidence.note('other request'), { answered: true, forced: true });
        return { code: eventApi.answers, message: 'as the scenario says' };
      },
    };
  }

  createFileHost(): FileHost {
    return reachServices(this.url, this.#settings.fetch, null).files;
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }
}

function storeStateOf(chatStore: Changes['chatStore']): ChatStoreState {
  return typeof chatStore === 'string' ? chatStore : 'works';
}
