import type { CustomerIds, EceClient, EntryPoint } from './ece-client.ts';
import { basicCredentials, EceCallError, EceRefusalError } from './ece-client.ts';
import type { EceKnowledge, EntryPointSituation } from './ece-needs.ts';

/** What the states of one interaction do at a real ECE, as any of its clients could. */
export class EceSituation {
  readonly calls: EceClient;
  readonly #known: EceKnowledge;
  readonly #started: string[] = [];

  constructor(calls: EceClient, known: EceKnowledge) {
    this.calls = calls;
    this.#known = known;
  }

  get client() {
    const credentials = this.#known.credentials!;
    return { ...credentials, basicCredentials: basicCredentials(credentials) };
  }

  get user(): { userName: string; password: string } {
    return this.#known.user!;
  }

  token(): Promise<string> {
    return this.calls.token(this.#known.credentials!);
  }

  session(): Promise<string> {
    return this.calls.logIn(this.user);
  }

  /** The entry point, with its date where ECE tells it. */
  async entryPoint(situation: EntryPointSituation): Promise<EntryPoint> {
    const entryPointId = this.#known.entryPoints![situation]!;
    const lastModifiedDate = await this.calls.lastModified(await this.token(), entryPointId).catch((error: unknown) => {
      if (error instanceof EceRefusalError) return new Date(0).toISOString();
      throw error;
    });
    return { entryPointId, lastModifiedDate };
  }

  /** Starts a conversation, which {@link endConversations} ends. */
  async conversation(situation: EntryPointSituation): Promise<string> {
    const id = await this.calls.start(await this.token(), await this.entryPoint(situation));
    this.#started.push(id);
    return id;
  }

  /** A customer whom ECE makes for a start, or has made before. */
  async customer(key: string, value: string, searchContactOnAttribute: string, customer: object): Promise<CustomerIds> {
    const token = await this.token();
    const wanted = { searchContactOnAttribute, customer };
    const conversation = await this.calls.start(token, await this.entryPoint('ready'), wanted);
    await this.calls.end(token, conversation);
    const found = await this.calls.search(await this.session(), key, value);
    if (found === undefined) throw new Error('ECE does not find the customer of a conversation that it has just started');
    return found;
  }

  /** Ends what this interaction has started, as far as ECE answers. What the interaction itself has ended is over already. */
  async endConversations(): Promise<void> {
    for (const id of this.#started.splice(0)) {
      try {
        await this.calls.end(await this.token(), id);
      } catch (error) {
        if (!(error instanceof EceCallError)) throw error;
      }
    }
  }
}
