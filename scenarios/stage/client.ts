import type {
  Authorization,
  AuthorizationFields,
  CallbackAuthentication,
  CallbackReceiver,
  ChatStore,
  Clock,
  Fetch,
  InboxMessage,
  Nodes,
  Options,
} from '../../client/index.ts';
import { openStoreAndDatabase } from '../../client/chat-store/open.ts';
import { createAuthorization, createCallbackReceiver, createNodes } from '../../client/index.ts';
import type { AuthorizationOverrides } from '../format/client-settings.ts';
import type { Outline } from '../format/outline.ts';
import type { Platform } from './platform.ts';
import type { RunPartition } from './run-partition.ts';
import type { StorePlace } from './store-place.ts';

/** What one call has of its own. */
export interface CallChoices {
  readonly authorization?: AuthorizationOverrides | undefined;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  readonly unwired?: readonly ('Conflict' | 'Not Found')[] | undefined;
}

/** What a callback receiver did with messages, in order. */
export interface Callbacks {
  /** Stored and answered 200, repeated messages too. */
  readonly accepted: InboxMessage[];
  /** Told, because no flow waits for their conversation. */
  readonly unclaimed: InboxMessage[];
}

interface ClientSettings {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly platform: Platform;
  /** Gives the credentials of applications and users. */
  readonly partition: Pick<RunPartition, 'application' | 'userName' | 'firstUser'>;
  /** Host Name of the authorization. */
  readonly eceUrl: string;
  /** What the site needs. */
  readonly siteOptions: Partial<Options>;
  /** Receives what becomes of callbacks. */
  readonly callbacks: Callbacks;
  /** Authorization and options that the scenario gives to every call. */
  readonly defaults: Pick<Outline, 'authorization' | 'options'>;
}

/** The client library as one process has it: a store, authorizations with their tokens, nodes. */
export class Client {
  readonly #settings: ClientSettings;
  readonly #authorizations = new Map<string, Authorization>();
  #store: ChatStore | undefined;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
  }

  async start(place: StorePlace): Promise<{
    makeReceiver: (authentication: CallbackAuthentication) => CallbackReceiver;
    inbox: ChatStore['inbox'];
  }> {
    const { clock, platform, callbacks } = this.#settings;
    const { store, database } = await openStoreAndDatabase({ ...place.settings, clock });
    const { kysely, dialect } = database;
    const chatStore = await platform.attach(store, { kysely, dialect, location: place.location, relay: place.relay });
    this.#store = chatStore;
    const { inbox } = chatStore;
    const deliver: typeof inbox.deliver = async (messages, at) => {
      const deliveries = await inbox.deliver(messages, at);
      callbacks.accepted.push(...messages);
      return deliveries;
    };
    const settings = {
      chatStore: { inbox: { ...inbox, deliver } },
      onUnclaimed: (message: InboxMessage) => void callbacks.unclaimed.push(message),
      clock,
      log: () => undefined,
    };
    return { makeReceiver: (authentication) => createCallbackReceiver({ ...settings, authentication }), inbox };
  }

  /** Forgets what was in memory. */
  async stop(): Promise<void> {
    this.#authorizations.clear();
    const store = this.#store;
    this.#store = undefined;
    await this.#settings.platform.detach();
    await store?.close();
  }

  /** The nodes with the scenario's settings and those of one call. Equal authorizations share their token. */
  nodes({ authorization, options: own }: CallChoices): Nodes {
    const { clock, fetch, platform, siteOptions, defaults } = this.#settings;
    // Nobody listens for silence, and its timer would always be due.
    const options = { allowPrivateAddresses: true, silenceMs: null, ...defaults.options, ...own } as Partial<Options>;
    return createNodes({
      authorization: this.#authorization({ ...defaults.authorization, ...authorization }),
      ...(this.#store && {
        chatStore: this.#store,
        eventApi: platform.createEventApi(options.tenant ?? null),
      }),
      fileHost: platform.createFileHost(),
      clock,
      fetch,
      // The longest pause, so that the story is the same in each run.
      random: () => 1,
      site: { version: 1, client: siteOptions },
      options,
      log: () => undefined,
    });
  }

  #authorization(overrides: AuthorizationOverrides): Authorization {
    const key = JSON.stringify(overrides);
    const existing = this.#authorizations.get(key);
    if (existing !== undefined) return existing;
    const created = createAuthorization(this.#authorizationFields(overrides));
    this.#authorizations.set(key, created);
    return created;
  }

  #authorizationFields({
    authorizationName = 'scenario',
    application,
    ...overrides
  }: AuthorizationOverrides): AuthorizationFields {
    const { partition, eceUrl } = this.#settings;
    const { clientId, clientSecret } = partition.application(application);
    const user = partition.firstUser;
    const standard = { clientId, clientSecret, hostName: eceUrl, userName: user?.userName, password: user?.password };
    const userName = overrides.userName && partition.userName(overrides.userName);
    const fields = Object.entries({ ...standard, ...overrides, ...(userName && { userName }) });
    return {
      authorizationName,
      ...Object.fromEntries(fields.filter(([, value]) => value !== null && value !== undefined)),
    };
  }
}
