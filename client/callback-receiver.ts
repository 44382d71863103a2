import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { readBodyText } from './body-text.ts';
import type { Envelope } from './callback-message.ts';
import { readEnvelope } from './callback-message.ts';
import type { ChatStore } from './chat-store/chat-store.ts';
import type { Inbox, InboxMessage } from './chat-store/inbox.ts';
import type { Clock } from './clock.ts';
import { mostLevels } from './json.ts';
import { messageOf } from './errors.ts';
import { completeRuntime } from './runtime.ts';
import { checkSettings } from './settings.ts';
import { watchUnclaimed } from './unclaimed-watch.ts';
import { decode } from './wire.ts';
import { xmlBounds } from './xml.ts';

/** How ECE authenticates its callbacks, as the administrator configured it. */
export type CallbackAuthentication =
  { type: 'none' } | { type: 'basic'; userName: string; password: string } | { type: 'bearer'; token: string };

export interface CallbackReceiverSettings {
  chatStore: Pick<ChatStore, 'inbox'>;
  /** Default: none. */
  authentication?: CallbackAuthentication | undefined;
  /** Longest body, in bytes; a longer one is answered 413 by the router, 400 by `receive`. Default 10485760 (10 MiB), because ECE sends up to 1000 messages at once. */
  maxBodyBytes?: number | undefined;
  /**
   * Receives each message for whose conversation no flow waits, once, in one of the processes. While a start is pending it is not told: its
   * answer may name the conversation. The message is kept. Such a conversation may come from a start whose answer was lost: a flow can follow
   * it with `resume`, or end it. What this function throws is logged. Default: `log`.
   */
  onUnclaimed?: ((message: InboxMessage) => void) | undefined;
  clock?: Clock | undefined;
  /** Receives a sentence without secrets about what was ignored or failed. Default: lines of JSON on stderr, by pino when it is installed. */
  log?: ((sentence: string) => void) | undefined;
}

export interface CallbackRequest {
  /** Value of the `Authorization` header. */
  authorization?: string | undefined;
  /** JSON or XML text. */
  body: string;
}

export interface CallbackAnswer {
  status: 200 | 400 | 401 | 500;
  headers?: Record<string, string>;
  /** Why the request was refused. */
  body?: string;
}

type RequestWithBody = IncomingMessage & { body?: unknown };

export interface CallbackReceiver {
  /** Handles one callback. Answers 200 once every message is stored; ECE sends the messages again after any other answer. */
  receive: (request: CallbackRequest) => Promise<CallbackAnswer>;
  /** The same as a router: `app.use('/ece', receiver.router)` in Express, or `http.createServer(receiver.router)`. */
  router: (request: RequestWithBody, response: ServerResponse) => void;
}

const settingsSchema = z.object({
  chatStore: z.object({ inbox: z.custom<Inbox>((inbox) => typeof inbox === 'object', 'is missing') }),
  authentication: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      z.strictObject({ type: z.literal('basic'), userName: z.string().min(1), password: z.string().min(1) }),
      z.strictObject({ type: z.literal('bearer'), token: z.string().min(1) }),
    ])
    .default({ type: 'none' }),
  maxBodyBytes: z
    .int()
    .min(1)
    .default(10 * 1024 * 1024),
});

function digest(text: string) {
  return createHash('sha256').update(text).digest();
}

/** Compares credentials in constant time, and the scheme without case. */
function isAuthenticated(expected: string, authorization = ''): boolean {
  const [, scheme = '', credentials = ''] = /^(\S+) +(.*?)\s*$/.exec(authorization) ?? [];
  return timingSafeEqual(digest(expected), digest(`${scheme.toLowerCase()} ${credentials}`));
}

function describeUnreadable({ unreadable, tooDeep }: Envelope): string {
  const incomplete = unreadable - tooDeep;
  const sentences = [
    ...(incomplete > 0 ? [`${incomplete} callback messages without id, conversation or type were ignored.`] : []),
    ...(tooDeep > 0 ? [`${tooDeep} callback messages were ignored because they are nested too deep.`] : []),
  ];
  return sentences.join(' ');
}

function expectedAuthorization(authentication: CallbackAuthentication): string | undefined {
  switch (authentication.type) {
    case 'none':
      return undefined;
    case 'basic':
      return `basic ${Buffer.from(`${authentication.userName}:${authentication.password}`).toString('base64')}`;
    case 'bearer':
      return `bearer ${authentication.token}`;
  }
}

/** A body as text, or as the value that a body parser of the application has made of it. */
type Body = { readonly text: string } | { readonly value: unknown };

/** Reads the body. A body parser of the application may have read it before. Undefined when it is too long. */
async function readBody(request: RequestWithBody, maxBytes: number): Promise<Body | undefined> {
  const type = request.headers['content-type'];
  const { body } = request;
  if (typeof body === 'string') return Buffer.byteLength(body) > maxBytes ? undefined : { text: body };
  if (Buffer.isBuffer(body)) return body.length > maxBytes ? undefined : { text: readBodyText(body, type) };
  if (request.readableEnded && body !== undefined) return { value: body };
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) return undefined;
    parts.push(part);
  }
  return { text: readBodyText(Buffer.concat(parts), type) };
}

/**
 * Receives ECE's callbacks (spec 9) and stores them where Start Conversation waits for them.
 *
 * @throws {InvalidSettingsError} when a setting is missing or cannot be used
 */
export function createCallbackReceiver(settings: CallbackReceiverSettings): CallbackReceiver {
  const { chatStore, authentication, maxBodyBytes } = checkSettings('The callback receiver', settingsSchema, settings);
  const { inbox } = chatStore;
  const { clock, log } = completeRuntime({ clock: settings.clock, log: settings.log });
  const expected = expectedAuthorization(authentication);
  const onUnclaimed =
    settings.onUnclaimed ??
    (({ id, conversationId }) => log(`Callback message ${id} is kept, but no flow waits for conversation ${conversationId}.`));
  const tell = (message: InboxMessage) => {
    try {
      onUnclaimed(message);
    } catch (error) {
      log(`onUnclaimed failed for callback message ${message.id}: ${messageOf(error)}`);
    }
  };
  const lookForUnclaimed = watchUnclaimed({ inbox, clock, tell });
  let isFirst = true;

  const receiveBody = async (authorization: string | undefined, body: Body): Promise<CallbackAnswer> => {
    if (expected !== undefined && !isAuthenticated(expected, authorization)) {
      const scheme = authentication.type === 'basic' ? 'Basic realm="callback"' : 'Bearer';
      return { status: 401, headers: { 'www-authenticate': scheme }, body: 'The callback is not authenticated.' };
    }
    const envelope = readEnvelope('text' in body ? decode(body.text) : body.value);
    if (!envelope) return { status: 400, body: 'The body is not a callback: it must be JSON or XML with an array "message".' };
    if (envelope.tooDeep > 0 && envelope.messages.length === 0)
      return {
        status: 400,
        body: `The message is nested deeper than ${mostLevels} levels of JSON, or ${xmlBounds.levels} of XML.`,
      };
    if (envelope.unreadable > 0) log(describeUnreadable(envelope));
    try {
      const deliveries = await inbox.deliver(envelope.messages, clock.now());
      const unclaimed = envelope.messages.filter((_, index) => deliveries[index] === 'unclaimed');
      for (const { id, conversationId, json } of unclaimed) tell({ id, conversationId, json });
      // The first time, because an earlier process may have left some.
      if (isFirst || deliveries.includes('held')) lookForUnclaimed();
      isFirst = false;
      return { status: 200 };
    } catch (error) {
      log(`Callback messages could not be stored, so ECE will send them again: ${String(error)}`);
      return { status: 500, body: 'The messages could not be stored.' };
    }
  };

  const answer = async (
    request: RequestWithBody,
  ): Promise<{ status: number; headers?: Record<string, string>; body?: string }> => {
    if (request.method !== 'POST')
      return { status: 405, headers: { allow: 'POST' }, body: 'The callback receiver accepts POST only.' };
    const body = await readBody(request, maxBodyBytes);
    if (body === undefined)
      return { status: 413, headers: { connection: 'close' }, body: `The body is longer than ${maxBodyBytes} bytes.` };
    return receiveBody(request.headers.authorization, body);
  };

  return {
    receive: async ({ authorization, body }) =>
      Buffer.byteLength(body) > maxBodyBytes
        ? { status: 400, body: `The body is longer than ${maxBodyBytes} bytes.` }
        : receiveBody(authorization, { text: body }),
    router: (request, response) => {
      answer(request).then(
        ({ status, headers, body }) => response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(body),
        () => response.destroy(),
      );
    },
  };
}
