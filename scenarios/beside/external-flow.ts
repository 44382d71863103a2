import { readEnvelope, readMessage } from '../../client/callback-message.ts';
import type { AnyResult, MethodPath } from '../../client/index.ts';
import { resolveMethod } from '../../client/index.ts';
import { decode } from '../../client/wire.ts';
import type { ControlClient } from '../../simulator/control/client-types.ts';
import { isControlError } from '../../simulator/control/control-error.ts';
import type { EntryFilter } from '../../simulator/doors/happening-filter.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';
import { nodeOfCall } from './node-of-call.ts';
import { isRepeated, OutcomeFinder, outcomeOfMessage } from './outcome-of-entry.ts';

type JsonEntry = Pick<JournalEntry, keyof JournalEntry>;

export interface ExternalFlowSettings {
  readonly control: ControlClient<'partition'>;
  /** Real milliseconds that a step waits for the flow. */
  readonly patienceMs: number;
  /** Number of the last entry of the journal before the run. */
  readonly lastEntry: number;
}

/** The control API waits for so long at most. */
const longestWaitMs = 60_000;
const advice = 'Does the flow call this simulator, with the callback URL that its application has, and was it started?';

/** A flow that runs by itself: what it does is seen in the journal of ECE. */
export class ExternalFlow {
  readonly #settings: ExternalFlowSettings;
  readonly #finder = new OutcomeFinder();
  /** Numbers of the happenings that were taken last: of calls, and of callbacks of each conversation. */
  #calls = 0;
  readonly #callbacks = new Map<string, number>();
  /** Messages that came with the last callback and were not taken yet. */
  readonly #messages = new Map<string, AnyResult[]>();
  readonly #conversations = new Map<string, string>();

  constructor(settings: ExternalFlowSettings) {
    this.#settings = settings;
  }

  get conversationIds(): readonly string[] {
    return [...this.#conversations.values()];
  }

  /** @throws {StepFailedError} when none was started; default: the latest */
  conversationId(name?: string): string {
    const found = name === undefined ? this.conversationIds.at(-1) : this.#conversations.get(name);
    if (found === undefined) throw new StepFailedError('a conversation', 'none that the flow has started');
    return found;
  }

  /**
   * Waits for the next call that the node makes, and says how the node is left. Undefined for a node that calls nobody.
   * @param expected the outcome; a call that fails otherwise may be repeated, so the next one is waited for
   * @throws {StepFailedError} when the flow does not make the call in time
   */
  async waitForNode(path: MethodPath, expected: string, as: string | undefined): Promise<AnyResult | undefined> {
    const { method } = resolveMethod(path);
    if (method.requests.every((request) => request === 'token' || request === 'attachmentUrl')) return undefined;
    for (;;) {
      const entry = await this.#next({ kind: 'call' }, `a call of the flow by ${method.method}`, this.#calls, (number) => {
        this.#calls = number;
      });
      const node = nodeOfCall(entry);
      // A token call belongs to the node that follows, unless it ends every node.
      const isToken = node?.request === 'token';
      if (node === undefined || (isToken ? (entry.answer?.status ?? 500) < 400 : node.path !== path)) continue;
      const result = await this.#finder.run(node, entry);
      if (isToken && result.outcome !== expected) continue;
      if (result.outcome !== expected && isRepeated(entry)) continue;
      // Only a start has the id among its outputs.
      const { conversationId: started } = result.outputs;
      if (typeof started === 'string') this.#conversations.set(as ?? started, started);
      return result;
    }
  }

  /** Waits for the next callback of the conversation that the flow has taken. */
  async waitForEvent(conversation: string): Promise<AnyResult> {
    const waiting = this.#messages.get(conversation) ?? [];
    this.#messages.set(conversation, waiting);
    while (waiting.length === 0) {
      const after = this.#callbacks.get(conversation) ?? 0;
      const entry = await this.#next({ kind: 'callback', conversation }, 'a callback to the flow', after, (number) => {
        this.#callbacks.set(conversation, number);
      });
      if (entry.answer !== null && entry.answer.status < 300) waiting.push(...resultsIn(entry, conversation));
    }
    return waiting.shift()!;
  }

  /** The next entry of the journal of this run that fits. */
  async #next(filter: EntryFilter, what: string, after: number, taken: (number: number) => void): Promise<JsonEntry> {
    const { control, patienceMs, lastEntry } = this.#settings;
    const deadline = performance.now() + patienceMs;
    let from = after;
    for (;;) {
      const timeoutMs = Math.min(longestWaitMs, Math.max(0, Math.ceil(deadline - performance.now())));
      try {
        const happening = await control.post('/wait', { body: { match: { journal: filter }, after: from, timeoutMs } });
        from = happening.number;
        if (happening.source !== 'journal' || happening.entry.number <= lastEntry) continue;
        taken(from);
        return happening.entry;
      } catch (error) {
        if (!isControlError(error) || error.kind !== 'timeout') throw error;
        if (performance.now() >= deadline)
          throw new StepFailedError(what, `nothing within ${Math.round(patienceMs / 1000)} seconds`, advice);
      }
    }
  }

  close(): Promise<void> {
    return this.#finder.close();
  }
}

/** An event has no request; how long the flow waited for it, only the flow knows. */
const facts = { status: undefined, code: undefined, attempts: 0, durationMs: 0, requestId: undefined };

function resultsIn(entry: JsonEntry, conversation: string): AnyResult[] {
  return (readEnvelope(decode(entry.request.body))?.messages ?? []).flatMap(({ json }) => {
    const message = readMessage(json);
    const outcome = outcomeOfMessage(message.type.value);
    if (outcome === undefined || message.conversation.id !== conversation) return [];
    const outputs = { conversationId: conversation, content: message.content ?? '', messageType: message.type.value };
    return [{ ...facts, outcome, outputs }];
  });
}
