import { readEnvelope } from './callback-message.ts';
import type { Delivery, Inbox } from './chat-store/inbox.ts';
import type { Clock } from './clock.ts';
import { readJson } from './json.ts';

export interface EventAnswer {
  /** 2xx: delivered; 400: unreadable; 403: unknown tenant; 404: no flow waits for a conversation; 5xx: internal failure. */
  code: number;
  message: string;
}

/** Delivers callback messages to the waiting conversations. In imiconnect it is the platform's event processor (nodes spec 4.7). */
export interface EventApi {
  process: (json: string) => Promise<EventAnswer>;
}

/** Decodes JSON. On the vendor's page it is escaped once more, as a string; that is decoded too (nodes spec 4.7). */
function decodeText(text: string): unknown {
  const decoded = readJson(text);
  return typeof decoded === 'string' ? readJson(decoded) : decoded;
}

const undelivered = new Set<Delivery>(['unclaimed', 'ended']);

/** Delivers the messages to the inbox. */
export function inboxEventApi(inbox: Inbox, clock: Clock, tenant: string | null): EventApi {
  return {
    process: async (json) => {
      const envelope = readEnvelope(decodeText(json));
      if (!envelope || envelope.unreadable > 0) return { code: 400, message: 'The JSON is not readable as callback messages.' };
      const foreign = envelope.messages.find((message) => tenant !== null && message.tenant !== tenant);
      if (foreign) return { code: 403, message: `The tenant of message ${foreign.id} is not known.` };
      const deliveries = await inbox.deliver(envelope.messages, clock.now());
      const missed = envelope.messages.filter((_, index) => undelivered.has(deliveries[index]!));
      if (missed.length === 0) return { code: 200, message: 'OK' };
      const conversations = [...new Set(missed.map(({ conversationId }) => conversationId))];
      return { code: 404, message: `No conversation is waiting: ${conversations.join(', ')}.` };
    },
  };
}
