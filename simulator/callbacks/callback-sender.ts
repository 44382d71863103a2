import type { CallbackContent } from '../protocol/callback-body.ts';
import { callbackBody } from '../protocol/callback-body.ts';
import { contentUrlOf } from '../protocol/content-url.ts';
import type { Format } from '../protocol/representation.ts';
import type { DeliveryFailureCause } from '../protocol/setting-kinds.ts';
import type { ClientApplication } from '../world/applications.ts';
import type { Conversation } from '../world/conversations.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import type { World } from '../world/world.ts';
import { CallbackAuthorization } from './callback-authorization.ts';
import type { HttpClient, AnswerOrFailure } from './http-client.ts';

export interface CallbackSenderOptions {
  world: World;
  http: HttpClient;
  /** Where the client of the conversation reaches the simulator, for content URLs. */
  baseFor: (conversation: Conversation | undefined) => string;
}

/** Bytes of a webhook server's answer that are read, for the journal: only its status matters. */
export const largestAnswer = 65_536;

/** Most characters of a body, whatever the setting says: JavaScript's longest string has about twice as many. */
const longestBody = 2 ** 28;

/** A bound that costs nothing: a character of the content takes 6 bytes at most, and the other members are short. */
function mostBytesOf({ content = '', attachmentIds = [] }: CallbackMessage): number {
  return 6 * content.length + 8192 * (1 + attachmentIds.length);
}

export interface DeliveryFailure {
  /** In a sentence. */
  readonly why: string;
  readonly cause: DeliveryFailureCause;
}

function conversationsOf(batch: readonly CallbackMessage[]): string[] {
  return [...new Set(batch.map(({ conversationId }) => conversationId))];
}

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
   * Sends one request. When the server refuses the token, it sends a second request with a new token.
   * @returns null when the server accepted the messages
   * @throws {Error} for a defect of the simulator
   */
  async send(application: ClientApplication, batch: readonly CallbackMessage[]): Promise<DeliveryFailure | null> {
    const first = await this.#post(application, batch);
    const isRefused = 'status' in first && first.status === 401;
    if (!isRefused || !this.#authorization.renewsAfter401(application)) return this.#judge(first);
    this.#authorization.forgetToken(application.id);
    return this.#judge(await this.#post(application, batch));
  }

  #judge(received: AnswerOrFailure): DeliveryFailure | null {
    if ('failed' in received) return { why: received.failed, cause: received.isTimeout ? 'timeout' : 'no-connection' };
    const { status } = received;
    const accepts2xx = this.#options.world.settings['callback.successStatuses'] === '2xx';
    const isAccepted = accepts2xx ? status >= 200 && status < 300 : status === 200;
    return isAccepted ? null : { why: `the webhook server answered ${status}`, cause: status };
  }

  /** Whether the simulator can make a request of the message. Only a defect of the simulator prevents it. */
  canWrite({ callback: { format } }: ClientApplication, message: CallbackMessage): boolean {
    try {
      callbackBody([this.#contentOf(message)], format, this.#options.world.settings);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * How many of the messages, from the first, fit into one request (`callback.maxBatchBytes`); at least one. One that cannot be
   * written counts nothing.
   */
  countFitting({ callback: { format } }: ClientApplication, messages: readonly CallbackMessage[]): number {
    const { settings } = this.#options.world;
    const limit = Math.min(settings['callback.maxBatchBytes'] ?? Infinity, longestBody);
    let left = limit;
    for (const message of messages) left -= mostBytesOf(message);
    if (left >= 0) return messages.length;
    left = limit;
    const end = messages.findIndex((message) => (left -= this.#bytesOf(message, format)) < 0);
    return end < 0 ? messages.length : Math.max(1, end);
  }

  #bytesOf(message: CallbackMessage, format: Format): number {
    try {
      return new TextEncoder().encode(callbackBody([this.#contentOf(message)], format, this.#options.world.settings).body).length;
    } catch {
      return 0;
    }
  }

  /** Writes into the journal that messages did not leave. */
  recordUnsent({ name, callback }: ClientApplication, batch: readonly CallbackMessage[], why: string): void {
    this.#options.http.recordUnsent({ who: name, url: callback.url!, conversationIds: conversationsOf(batch), why });
  }

  async #post(application: ClientApplication, batch: readonly CallbackMessage[]): Promise<AnswerOrFailure> {
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
      conversationIds: conversationsOf(batch),
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
