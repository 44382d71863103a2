import * as z from 'zod';
import { inboxEventApi } from '../client/event-api.ts';
import { wrapChatRecords } from '../client/chat-store/chat-store.ts';
import type { ChatStore, Clock, EventApi, FileHost } from '../client/index.ts';
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

type Method = (...given: never[]) => Promise<unknown>;

/** The same object with its methods replaced by ones that pass their work through `wrap`. */
function wrapMethods<Part extends Record<Name, Method>, Name extends string>(
  part: Part,
  names: readonly Name[],
  wrap: (work: () => Promise<unknown>) => Promise<unknown>,
): Part {
  const wrapped = names.map((name): [Name, Method] => [name, (...given) => wrap(() => part[name](...given))]);
  return { ...part, ...Object.fromEntries(wrapped) };
}

/** Works, never answers, or fails. */
function behave<Result>(part: string, how: PartState, work: () => Promise<Result>): Promise<Result> {
  switch (how) {
    case 'works':
      return work();
    case 'hangs':
      return new Promise<never>(() => undefined);
    case 'breaks':
      return Promise.reject(new Error(`${part} is broken`));
  }
}

const chatOperations = ['createChat', 'findOpenChat', 'readChat', 'appendMessage', 'updateChat', 'deleteChat'] as const;

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
    const inbox = wrapMethods(store.inbox, Object.keys(store.inbox) as (keyof ChatStore['inbox'])[], (work) =>
      behave('the inbox', this.#states.inbox ?? 'works', work),
    );
    return wrapMethods({ ...store, inbox }, chatOperations, (work) => {
      const { chatStore = 'works' } = this.#states;
      return typeof chatStore === 'string'
        ? behave('the chat store', chatStore, work)
        : Promise.resolve({ result: chatStore.answers });
    });
  }

  createEventApi(store: ChatStore, clock: Clock, tenant: string | null): EventApi {
    const working = inboxEvents(store.inbox, clock, tenant);
    return {
      process: (json) => {
        const { eventApi = 'works' } = this.#states;
        return typeof eventApi === 'string'
          ? behave('the event API', eventApi, () => working.process(json))
          : Promise.resolve({ code: eventApi.answers, message: 'as the scenario says' });
      },
    };
  }

  wrapFileHost(host: FileHost): FileHost {
    return { store: (file) => behave('the file host', this.#states.fileHost ?? 'works', () => host.store(file)) };
  }
}
