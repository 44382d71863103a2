import type { CallbackContent } from '../protocol/callback-body.ts';
import { callbackBody } from '../protocol/callback-body.ts';
import { contentUrlOf } from '../protocol/content-url.ts';
import type { ClientApplication } from '../world/applications.ts';
import type { Conversation } from '../world/conversations.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import type { World } from '../world/world.ts';
import { CallbackAuthorization } from './callback-authorization.ts';
import type { HttpClient } from './http-client.ts';

export interface CallbackSenderOptions {
  world: World;
  http: HttpClient;
  /** Where the client of the conversation reaches the simulator, for content URLs. */
  baseFor: (conversation: Conversation | undefined) => string;
}

/** Bytes of a webhook server's answer that are read, for the journal: only its status matters. */
const largestAnswer = 65_536;

function findUnknownScheme({ protocol }: URL): string | undefined {
  return ['http:', 'https:'].includes(protocol) ? undefined : `callbacks go by http and https, not by ${protocol}`;
}

/** Sends messages to the webhook server of an application and judges the answer: spec 9.1. */
export class CallbackSender {
  readonly #options: CallbackSenderOptions;
  readonly #authorization: CallbackAuthorization;

  constructor(options: CallbackSenderOptions) {
    this.#options = options;
    this.#authorization = new CallbackAuthorization(options.world, options.http);
  }

  /**
   * One request and, where the server refused the token, a second with a new one.
   * @returns null when the server accepted the messages, else why not, in a sentence
   */
  async send(application: ClientApplication, batch: readonly CallbackMessage[]): Promise<string | null> {
    const first = await this.#post(application, batch);
    if ('failed' in first) return first.failed;
    if (first.status !== 401 || !this.#authorization.renewsAfter401(application)) return this.#judge(first.status);
    this.#authorization.forgetToken(application.id);
    const second = await this.#post(application, batch);
    return 'failed' in second ? second.failed : this.#judge(second.status);
  }

  #judge(status: number): string | null {
    const accepts2xx = this.#options.world.settings['callback.successStatuses'] === '2xx';
    const isAccepted = accepts2xx ? status >= 200 && status < 300 : status === 200;
    return isAccepted ? null : `the webhook server answered ${status}`;
  }

  async #post(application: ClientApplication, batch: readonly CallbackMessage[]) {
    const { world, http } = this.#options;
    const { settings, clock } = world;
    const { url, format } = application.callback;
    const { life } = clock;
    const authorized = await this.#authorization.headersFor(application);
    if ('failed' in authorized) return authorized;
    if (life !== clock.life) return { failed: 'the partition was reset meanwhile' };
    const { contentType, body } = callbackBody(
      batch.map((message) => this.#contentOf(message)),
      format,
      settings,
    );
    return http.send({
      kind: 'callback',
      who: application.name,
      method: 'POST',
      url: url!,
      headers: { 'content-type': contentType, ...authorized.headers },
      body,
      timeoutMs: settings['callback.timeoutMs'],
      forbidsRedirect: settings['callback.redirects'] === 'follow' ? findUnknownScheme : undefined,
      largestAnswer,
      ofLargerAnswer: 'drop the rest',
      conversationIds: [...new Set(batch.map(({ conversationId }) => conversationId))],
    });
  }

  /** The message with its files as they are on the wire; a file that is forgotten is left out. */
  #contentOf({ attachmentIds, ...message }: CallbackMessage): CallbackContent {
    const { world, baseFor } = this.#options;
    const base = baseFor(world.state.conversations.get(message.conversationId));
    const attachments = attachmentIds?.flatMap((id) => {
      const file = world.state.attachments.get(id);
      if (file === undefined) return [];
      const contentUrl = file.contentUrl ?? contentUrlOf(world.settings, base, file);
      const altId = world.ids.uuidOf('attachment', id);
      return [{ id, fileName: file.fileName, contentType: file.contentType, size: file.size, contentUrl, altId }];
    });
    return { ...message, ...(attachments !== undefined && { attachments }) };
  }

  /** Forgets the tokens of all webhook servers. */
  reset(): void {
    this.#authorization.clear();
  }
}
