import type { ControlAnswers, ControlClient } from '../../simulator/control/client-types.ts';
import { follow } from '../desk/follow.ts';
import { beforeEarlyEnd } from '../early-end.ts';
import { exitCodes } from '../exit-codes.ts';
import { ChatError } from './chat-error.ts';
import type { EceCalls } from './ece-calls.ts';
import { findWhyQueued } from './why-queued.ts';

type WholeConversation = ControlAnswers['WholeConversation'];
type TranscriptEntry = WholeConversation['transcript'][number];

export interface ChatOptions {
  readonly control: ControlClient<'partition'>;
  readonly token: string | undefined;
  readonly ece: EceCalls;
  readonly print: (line: string) => void;
  /** How long the customer waits for the agent, in milliseconds. */
  readonly patienceMs?: number;
  /** The same for an agent who is a person. */
  readonly personPatienceMs?: number;
}

/** Why nothing new comes. */
interface Cause {
  readonly sentence: string;
  readonly isForPerson: boolean;
}

/** Who speaks stands before the text, in a column of this width. */
const columnWidth = 10;

const acts: Readonly<Partial<Record<TranscriptEntry['type'], string>>> = {
  assigned: 'An agent has taken the chat.',
  complete: 'The chat is over.',
  transfer: 'The chat goes to another agent.',
  uploadAttachment: 'offers a file',
  acceptAttachment: 'accepts the file',
  rejectAttachment: 'rejects the file',
};

/** The farewell to which an agent answers by ending the chat. */
const farewell = 'bye';

/** One conversation of a customer, from the start to the end. */
export class Chat {
  readonly #options: ChatOptions;
  #id = '';
  #shown = 0;
  #names = new Map<string, string>();
  #latest: WholeConversation | undefined;
  /** Called when something new may stand in the transcript. */
  #wake: () => void = () => undefined;
  #isGone = false;
  /** The queue in which the customer was last told why it waits. */
  #toldQueue: string | undefined;

  constructor(options: ChatOptions) {
    this.#options = options;
  }

  /** Starts, waits for the greeting, says each message and waits for its answer, says goodbye. @throws {ChatError} */
  async hold(entryPoint: string, messages: readonly string[]): Promise<void> {
    const { control, token, ece } = this.#options;
    await ece.authorize();
    this.#id = await ece.start(entryPoint, await ece.readLastModified(entryPoint));
    const agents = await control.get('/agents');
    this.#names = new Map(agents.map(({ id, screenName }) => [id, screenName]));
    const stop = new AbortController();
    const changed = (isGone: boolean) => {
      this.#isGone = isGone;
      this.#wake();
    };
    const following = follow({
      base: control.base,
      token,
      signal: stop.signal,
      onChange: () => changed(false),
      onGone: () => changed(true),
    });
    const end = () => (this.#latest?.state === 'ended' ? Promise.resolve() : ece.end(this.#id).catch(() => undefined));
    const takeBack = beforeEarlyEnd(end);
    try {
      await this.#waitUntil(() => this.#spoken > 0, 'greets');
      for (const message of [...messages, farewell]) await this.#say(message);
      await this.#waitUntil(() => this.#latest!.state === 'ended', 'ends the chat');
    } catch (error) {
      if (error instanceof ChatError) await end();
      throw error;
    } finally {
      takeBack();
      stop.abort();
      await following;
    }
  }

  /** How often an agent has said or done something. */
  get #spoken(): number {
    return this.#latest?.transcript.filter(({ from }) => from === 'agent').length ?? 0;
  }

  async #say(message: string): Promise<void> {
    if (this.#latest?.state === 'ended') return;
    const before = this.#spoken;
    await this.#options.ece.send(this.#id, message);
    await this.#waitUntil(() => this.#spoken > before || this.#latest!.state === 'ended', 'answers');
  }

  /** Shows what is new until the condition holds. @throws {ChatError} when nothing new comes for too long */
  async #waitUntil(holds: () => boolean, awaited: string): Promise<void> {
    const { control, patienceMs = 20_000, personPatienceMs = 300_000 } = this.#options;
    let since = performance.now();
    let patience = patienceMs;
    for (;;) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      const shownBefore = this.#shown;
      this.#latest = await control.get('/conversations/{conversation}', { params: { conversation: this.#id } });
      for (const entry of this.#latest.transcript.slice(this.#shown)) this.#show(entry);
      this.#shown = this.#latest.transcript.length;
      await this.#tellQueue(this.#latest);
      if (holds()) return;
      if (this.#isGone) throw new ChatError('The simulator is gone.', exitCodes.failed);
      if (this.#shown > shownBefore) [since, patience] = [performance.now(), patienceMs];
      const timer = new AbortController();
      await Promise.race([woken, after(Math.max(0, since + patience - performance.now()), timer.signal)]);
      timer.abort();
      if (performance.now() < since + patience) continue;
      const { sentence, isForPerson } = await this.#findCause(this.#latest);
      if (!isForPerson || patience >= personPatienceMs)
        throw new ChatError(`Nobody ${awaited} within ${patience / 1000} s. ${sentence}`, exitCodes.failed);
      patience = personPatienceMs;
    }
  }

  /** An agent who takes chats by itself has the chat reserved at once. */
  async #tellQueue(conversation: WholeConversation): Promise<void> {
    const { state, queueId, reservedFor } = conversation;
    const queue = state === 'queued' && reservedFor === null ? queueId : undefined;
    if (queue !== undefined && queue !== this.#toldQueue)
      this.#print('', (await findWhyQueued(this.#options.control, conversation)).sentence);
    this.#toldQueue = queue;
  }

  async #findCause(conversation: WholeConversation): Promise<Cause> {
    const { control } = this.#options;
    const { mode } = await control.get('/clock');
    const { state, agentId, reservedFor } = conversation;
    if (state === 'queued' && reservedFor === null) return findWhyQueued(control, conversation);
    if (mode === 'manual')
      return {
        sentence: 'The clock is manual, and agents act when it moves: POST /_sim/v1/clock/advance.',
        isForPerson: false,
      };
    const agent = (await control.get('/agents')).find(({ id }) => id === agentId);
    if (agent?.behaviour === 'manual')
      return { sentence: `${agent.screenName}, who has the chat, is controlled by hand.`, isForPerson: true };
    return { sentence: 'The agent who has the chat is silent.', isForPerson: false };
  }

  #show({ from, type, content, agentId }: TranscriptEntry): void {
    const who = from === 'agent' ? (this.#names.get(agentId ?? '') ?? 'Agent') : from === 'customer' ? 'You' : '';
    this.#print(who, content ?? acts[type] ?? type);
  }

  #print(who: string, text: string): void {
    this.#options.print(`${who.padEnd(columnWidth)}${text}`);
  }
}

/** Resolves after the time, unless it is aborted before. */
function after(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}
