import { readEnvelope } from './callback-message.ts';
import type { Delivery, Inbox } from './chat-store/inbox.ts';
import type { Clock } from './clock.ts';
import { decodeJson } from './wire.ts';

export interface EventAnswer {
  /** 2xx: handed over; 400 unreadable; 403 unknown tenant; 404 nobody waits for a conversation; 5xx: internal failure. */
  code: number;
  message: string;
}

/** What hands callback messages to the waiting conversations: imiconnect's own event processor in the original (nodes spec 4.7). */
export interface EventApi {
  process: (json: string) => Promise<EventAnswer>;
}

/** Text holding JSON, also escaped once more as a string, as the vendor's page shows it (nodes spec 4.7). */
function decodeText(text: string): unknown {
  const decoded = decodeJson(text);
  return typeof decoded === 'string' ? decodeJson(decoded) : decoded;
}

const nobodyWaits = new Set<Delivery>(['unclaimed', 'ended']);

/** Hands the messages to the inbox. */
export function inboxEventApi(inbox: Inbox, clock: Clock, tenant: string | null): EventApi {
  return {
    process: async (json) => {
      const envelope = readEnvelope(decodeText(json));
      if (!envelope || envelope.unreadable > 0) return { code: 400, message: 'The JSON is not readable as callback messages.' };
      const foreign = envelope.messages.find((message) => tenant !== null && message.tenant !== tenant);
      if (foreign) return { code: 403, message: `The tenant of message ${foreign.id} is not known.` };
      const deliveries = await inbox.deliver(envelope.messages, clock.now());
      const missed = envelope.messages.filter((_, index) => nobodyWaits.has(deliveries[index]!));
      if (missed.length === 0) return { code: 200, message: 'OK' };
      const conversations = [...new Set(missed.map(({ conversationId }) => conversationId))];
      return { code: 404, message: `No conversation is waiting: ${conversations.join(', ')}.` };
    },
  };
}
