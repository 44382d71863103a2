import type {
  AnyResult,
  Authorization,
  ChatStore,
  Clock,
  Conversation,
  Fetch,
  MethodPath,
  TypingNotice,
} from '../../client/index.ts';
import { createAuthorization, createCallbackReceiver, createNodes, nodeFetch, openChatStore } from '../../client/index.ts';
import type { Simulator } from '../../simulator/index.ts';
import { fetchInProcess } from '../../simulator/index.ts';
import type { Partition } from '../../simulator/partition.ts';
import { contextRootOf } from '../../simulator/protocol/context-root.ts';
import { PhoneServer } from './phone-server.ts';

const applicationName = "the customer's phone";

/** A room does not wait for minutes: what is refused is repeated once, and what hangs is given up soon. */
const options = { allowPrivateAddresses: true, retries: 1, retryDelayMs: 500, timeoutMs: 5000 };

/** The client library as a flow has it, for the phones of one partition: an application, a callback URL and sessions of its own. */
export class PhoneClient {
  readonly server: PhoneServer;
  readonly #simulator: Simulator;
  readonly #partition: Partition;
  readonly #store: ChatStore;
  readonly #clock: Clock;
  readonly #secret = crypto.randomUUID();
  #authorization: { readonly clientId: string; readonly made: Authorization } | undefined;

  private constructor(simulator: Simulator, partition: Partition, server: PhoneServer, store: ChatStore, clock: Clock) {
    this.#simulator = simulator;
    this.#partition = partition;
    this.server = server;
    this.#store = store;
    this.#clock = clock;
    server.receiver = createCallbackReceiver({ chatStore: store, clock, log: () => undefined });
  }

  static async open(simulator: Simulator, partition: Partition): Promise<PhoneClient> {
    const clock: Clock = {
      now: () => partition.clock.now(),
      setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
      clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
    };
    const [server, store] = await Promise.all([PhoneServer.open(), openChatStore({ clock })]);
    return new PhoneClient(simulator, partition, server, store, clock);
  }

  /** @param nodeRun the header `x-node-run` of every request, by which the journal shows whose it is */
  run(path: MethodPath, inputs: Readonly<Record<string, unknown>>, nodeRun: string): Promise<AnyResult> {
    return this.#nodes(nodeRun).run(path, inputs) as Promise<AnyResult>;
  }

  /** Gives the result of the start, then each event. */
  start(
    path: MethodPath,
    inputs: Readonly<Record<string, unknown>>,
    nodeRun: string,
    follow: { readonly signal: AbortSignal; readonly onTyping: (notice: TypingNotice) => void },
  ): Conversation {
    return this.#nodes(nodeRun).run(path, inputs, follow) as Conversation;
  }

  #nodes(nodeRun: string) {
    const send: Fetch = (url, init) => {
      const headers = { ...(init.headers as Record<string, string>), 'x-node-run': nodeRun };
      const isEce = url.startsWith(`${this.#simulator.url}/`);
      return isEce ? fetchInProcess(this.#simulator, url, { ...init, headers }) : nodeFetch(url, init);
    };
    return createNodes({
      authorization: this.#authorize(),
      chatStore: this.#store,
      fileHost: { store: (file) => Promise.resolve(this.server.store(file)) },
      clock: this.#clock,
      fetch: send,
      options,
      log: () => undefined,
    });
  }

  #authorize(): Authorization {
    const clientId = this.#application();
    if (this.#authorization?.clientId === clientId) return this.#authorization.made;
    const hostName = this.#simulator.url + contextRootOf(this.#simulator.settings);
    const made = createAuthorization({ authorizationName: 'phone', clientId, clientSecret: this.#secret, hostName });
    this.#authorization = { clientId, made };
    return made;
  }

  /** Registers the application if there is none: before the first call, and after a reset. It may use every entry point. */
  #application(): string {
    const { applications, entryPoints } = this.#partition;
    const wanted = entryPoints.list().map(({ id }) => id);
    const known = applications.list().find(({ name }) => name === applicationName);
    const callback = { url: this.server.callbackUrl };
    if (known === undefined)
      return applications.add({
        name: applicationName,
        clientId: 'console-phone',
        clientSecret: this.#secret,
        callback,
        entryPoints: wanted,
      }).clientId;
    const isComplete =
      known.clientSecret === this.#secret &&
      known.callback.url === callback.url &&
      wanted.every((id) => applications.entryPoints(known.id).includes(id));
    if (!isComplete) applications.change(known.id, { clientSecret: this.#secret, callback, entryPoints: wanted });
    return known.clientId;
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.#store.close();
  }
}
