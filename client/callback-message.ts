import * as z from 'zod';
import type { InboxMessage } from './chat-store/inbox.ts';
import { isDeeperThan, mostLevels } from './json.ts';

/** An id: a short string, also accepted as a number. */
const id = z.union([z.string().regex(/^\P{Cc}{1,255}$/u), z.number()]).transform(String);

/** Treats a value of another type as absent. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}

const text = optional(z.union([z.string(), z.number()]).transform(String));

const attachment = z.object({ id: text, fileName: text, contentType: text, size: optional(z.coerce.number()), contentUrl: text });

const sender = z.object({ type: z.string(), user: optional(z.object({ firstName: text, lastName: text, screenName: text })) });

/** A message of ECE's callback (spec 9.3). Unknown members are ignored; what only some messages have is optional. */
const messageSchema = z.object({
  id,
  conversation: z.object({ id, client: text }),
  type: z.object({ value: z.string().min(1) }),
  content: text,
  sender: optional(sender),
  attachments: optional(z.object({ attachment: z.array(attachment) })),
  /** Tenant identifier, added by a flow; ECE sends none (nodes spec 4.7). */
  client: text,
});

export type CallbackMessage = z.output<typeof messageSchema>;

const envelopeSchema = z.object({ message: z.array(z.unknown()) });

export interface Envelope {
  messages: (InboxMessage & { tenant: string | undefined })[];
  /** How many entries are no messages: without id, conversation or type, or nested too deep. */
  unreadable: number;
  /** How many of these are nested too deep. */
  tooDeep: number;
}

/** What a decoded callback body holds; undefined when it is no callback body. */
export function readEnvelope(body: unknown): Envelope | undefined {
  const envelope = envelopeSchema.safeParse(body).data;
  if (!envelope) return undefined;
  // What is nested too deep in a text has been read as null; a body parser of the application may have left it as it was.
  const flat = envelope.message.filter((raw) => raw !== null && !isDeeperThan(mostLevels, raw));
  const messages = flat.flatMap((raw) => {
    const message = messageSchema.safeParse(raw).data;
    if (!message) return [];
    const { id, conversation, client = conversation.client } = message;
    return [{ id, conversationId: conversation.id, json: JSON.stringify(raw), tenant: client }];
  });
  const entries = envelope.message.length;
  return { messages, unreadable: entries - messages.length, tooDeep: entries - flat.length };
}

/** A message that the inbox kept. */
export function readMessage(json: string): CallbackMessage {
  return messageSchema.parse(JSON.parse(json));
}

/** `sender.user.screenName`, else first and last name; empty for `system`. */
export function agentNameOf({ sender }: CallbackMessage): string {
  return (
    sender?.user?.screenName ?? [sender?.user?.firstName, sender?.user?.lastName].filter((name) => name !== undefined).join(' ')
  );
}
