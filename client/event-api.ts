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

function describeUnreadable(unreadable: number, readable: number): string {
  return readable === 0
    ? 'The JSON is not readable as callback messages.'
    : `${unreadable} of ${unreadable + readable} messages have no id, conversation or type.`;
}

/** Delivers the messages to the inbox. Messages that cannot be delivered do not hold up the others; the answer is that of the gravest fault. */
export function inboxEventApi(inbox: Inbox, clock: Clock, tenant: string | null): EventApi {
  return {
    process: async (json) => {
      const { messages, unreadable } = readEnvelope(decodeText(json)) ?? { messages: [], unreadable: 1 };
      const own = messages.filter((message) => tenant === null || message.tenant === tenant);
      const foreign = messages.filter((message) => !own.includes(message));
      const deliveries = await inbox.deliver(own, clock.now());
      const missed = own.filter((_, index) => undelivered.has(deliveries[index]!));
      const conversations = [...new Set(missed.map(({ conversationId }) => conversationId))];
      const faults = [
        ...(unreadable > 0 ? [{ code: 400, message: describeUnreadable(unreadable, messages.length) }] : []),
        ...foreign.map(({ id }) => ({ code: 403, message: `The tenant of message ${id} is not known.` })),
        ...(missed.length > 0 ? [{ code: 404, message: `No conversation is waiting: ${conversations.join(', ')}.` }] : []),
      ];
      const [gravest] = faults;
      return gravest
        ? { code: gravest.code, message: faults.map(({ message }) => message).join(' ') }
        : { code: 200, message: 'OK' };
    },
  };
}
