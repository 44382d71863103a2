import type { Authorization, AuthorizationFields, CallbackReceiver, ChatStore, Nodes, Options } from '../client/index.ts';
import { createAuthorization, createCallbackReceiver, createNodes, openChatStore } from '../client/index.ts';
import type { ClientNetwork } from './client-network.ts';
import type { AuthorizationOverrides } from './client-settings.ts';
import type { Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What one call has of its own. */
export interface CallChoices {
  readonly authorization?: AuthorizationOverrides | undefined;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  readonly unwired?: readonly ('Conflict' | 'Not Found')[] | undefined;
}

interface ClientSettings {
  readonly stage: Stage;
  readonly clock: VirtualClock;
  readonly network: ClientNetwork;
  readonly ece: string;
  readonly scenario: Scenario;
}

/** The client library as a process has it: its store, its authorizations with their tokens, its nodes. */
export class Client {
  readonly network: ClientNetwork;
  readonly #settings: ClientSettings;
  readonly #authorizations = new Map<string, Authorization>();
  #store: ChatStore | undefined;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
    this.network = settings.network;
  }

  async start(url: string): Promise<{ receiver: CallbackReceiver; inbox: ChatStore['inbox'] }> {
    const { clock, stage } = this.#settings;
    this.#store = stage.platform.chatStore(await openChatStore({ url, clock }));
    const receiver = createCallbackReceiver({ chatStore: this.#store, clock, log: () => undefined });
    return { receiver, inbox: this.#store.inbox };
  }

  /** What was in memory is lost. */
  async stop(): Promise<void> {
    this.#authorizations.clear();
    const store = this.#store;
    this.#store = undefined;
    await store?.close();
  }

  /** The nodes with the scenario's settings and those of one call. Equal authorizations share their token. */
  nodes({ authorization, options: own }: CallChoices): Nodes {
    const { clock, network, stage, scenario } = this.#settings;
    const options = { allowPrivateAddresses: true, ...scenario.options, ...own } as Partial<Options>;
    return createNodes({
      authorization: this.#authorization({ ...scenario.authorization, ...authorization }),
      ...(this.#store && {
        chatStore: this.#store,
        eventApi: stage.platform.eventApi(this.#store, clock, options.tenant ?? null),
      }),
      fileHost: stage.platform.fileHost(stage.fileServer),
      clock,
      fetch: network.fetch,
      options,
      log: () => undefined,
    });
  }

  #authorization(overrides: AuthorizationOverrides): Authorization {
    const key = JSON.stringify(overrides);
    const known = this.#authorizations.get(key);
    if (known !== undefined) return known;
    const made = createAuthorization(this.#fields(overrides));
    this.#authorizations.set(key, made);
    return made;
  }

  #fields({ authorizationName = 'scenario', application, ...overrides }: AuthorizationOverrides): AuthorizationFields {
    const { stage, ece } = this.#settings;
    const { clientId, clientSecret } = stage.application(application);
    const [user] = stage.partition.users;
    const standard = { clientId, clientSecret, hostName: ece, userName: user?.userName, password: user?.password };
    const userName = overrides.userName && stage.userName(overrides.userName);
    const fields = Object.entries({ ...standard, ...overrides, ...(userName && { userName }) });
    return {
      authorizationName,
      ...Object.fromEntries(fields.filter(([, value]) => value !== null && value !== undefined)),
    };
  }
}
