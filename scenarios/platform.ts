import * as z from 'zod';
import { inboxEventApi } from '../client/event-api.ts';
import { wrapChatRecords } from '../client/chat-store/chat-store.ts';
import type { ChatStore, Clock, EventApi, FileHost } from '../client/index.ts';
import type { Undo } from './step-kind.ts';

const state = z.enum(['works', 'hangs', 'breaks']);

export const platformSchema = z.strictObject({
  chatStore: z
    .union([state, z.strictObject({ answers: z.string() })])
    .optional()
    .describe('`answers` is a word of the store, e.g. unreadable, refused'),
  inbox: z.enum(['works', 'breaks']).optional(),
  eventApi: z.union([state, z.strictObject({ answers: z.int() })]).optional(),
  fileHost: state.optional(),
});
type Changes = z.output<typeof platformSchema>;
type PartState = z.output<typeof state> | { answers: unknown };

function never() {
  return new Promise<never>(() => undefined);
}

/** Does the part's work, or what its state says instead. */
function instead<Result>(part: string, how: PartState, work: () => Promise<Result>, answer?: (word: never) => Result) {
  if (how === 'works') return work();
  if (how === 'hangs') return never();
  if (how === 'breaks') return Promise.reject(new Error(`${part} is broken`));
  return Promise.resolve(answer!(how.answers as never));
}

/** What imiconnect gives to the nodes, with breakdowns on demand. */
export class Platform {
  #states: Changes = {};

  change(changes: Changes): Undo {
    const before = this.#states;
    this.#states = { ...before, ...changes };
    return () => {
      this.#states = before;
    };
  }

  chatStore(store: ChatStore): ChatStore {
    const records = wrapChatRecords(store, (operation) =>
      instead('the chat store', this.#states.chatStore ?? 'works', operation, (result: string) => ({ result })),
    );
    return { ...store, inbox: this.#inbox(store.inbox), ...records };
  }

  #inbox(inbox: ChatStore['inbox']): ChatStore['inbox'] {
    const works = () => this.#states.inbox ?? 'works';
    const entries = Object.entries(inbox as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>);
    const broken = entries.map(([name, work]) => [
      name,
      (...given: unknown[]) => instead('the inbox', works(), () => work(...given)),
    ]);
    return Object.fromEntries(broken) as ChatStore['inbox'];
  }

  eventApi(store: ChatStore, clock: Clock, tenant: string | null): EventApi {
    const works = inboxEventApi(store.inbox, clock, tenant);
    return {
      process: (json) =>
        instead(
          'the event API',
          this.#states.eventApi ?? 'works',
          () => works.process(json),
          (code: number) => ({
            code,
            message: 'as the scenario says',
          }),
        ),
    };
  }

  fileHost(host: FileHost): FileHost {
    return { store: (file) => instead('the file host', this.#states.fileHost ?? 'works', () => host.store(file)) };
  }
}
