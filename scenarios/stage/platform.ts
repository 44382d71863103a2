import * as z from 'zod';
import { inboxEventApi } from '../../client/event-api.ts';
import { wrapChatRecords } from '../../client/chat-store/chat-store.ts';
import type { ChatStore, Clock, EventApi, FileHost } from '../../client/index.ts';
import type { Undo } from './undo.ts';

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
type PartState = z.output<typeof state>;

/** Works, never answers, or fails. */
function runInState<Result>(part: string, how: PartState, work: () => Promise<Result>): Promise<Result> {
  switch (how) {
    case 'works':
      return work();
    case 'hangs':
      return new Promise<never>(() => undefined);
    case 'breaks':
      return Promise.reject(new Error(`${part} is broken`));
  }
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

  wrapChatStore(store: ChatStore): ChatStore {
    const records = wrapChatRecords(store, (operation) => {
      const { chatStore = 'works' } = this.#states;
      return typeof chatStore === 'string'
        ? runInState('the chat store', chatStore, operation)
        : Promise.resolve({ result: chatStore.answers });
    });
    return { ...store, ...records, inbox: this.#wrapInbox(store.inbox) };
  }

  #wrapInbox(inbox: ChatStore['inbox']): ChatStore['inbox'] {
    return new Proxy(inbox, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>;
        return (...given: unknown[]) => runInState('the inbox', this.#states.inbox ?? 'works', () => method.apply(target, given));
      },
    });
  }

  createEventApi(store: ChatStore, clock: Clock, tenant: string | null): EventApi {
    const working = inboxEventApi(store.inbox, clock, tenant);
    return {
      process: (json) => {
        const { eventApi = 'works' } = this.#states;
        return typeof eventApi === 'string'
          ? runInState('the event API', eventApi, () => working.process(json))
          : Promise.resolve({ code: eventApi.answers, message: 'as the scenario says' });
      },
    };
  }

  wrapFileHost(host: FileHost): FileHost {
    return { store: (file) => runInState('the file host', this.#states.fileHost ?? 'works', () => host.store(file)) };
  }
}
