import type { ControlAnswers, ControlClient } from '../../simulator/control/client-types.ts';
import { follow } from '../desk/follow.ts';
import { exitCodes } from '../exit-codes.ts';
import { ChatError } from './chat-error.ts';
import type { EceCalls } from './ece-calls.ts';

type WholeConversation = ControlAnswers['WholeConversation'];
type TranscriptEntry = WholeConversation['transcript'][number];

export interface ChatOptions {
  readonly control: ControlClient;
  readonly token: string | undefined;
  readonly ece: EceCalls;
  readonly print: (line: string) => void;
  /** How long the customer waits for the agent, in milliseconds. */
  readonly patienceMs?: number;
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
    try {
      await this.#waitUntil(() => this.#spoken > 0, 'greets');
      for (const message of [...messages, farewell]) await this.#say(message);
      await this.#waitUntil(() => this.#latest!.state === 'ended', 'ends the chat');
    } catch (error) {
      if (error instanceof ChatError && this.#latest?.state !== 'ended') await ece.end(this.#id).catch(() => undefined);
      throw error;
    } finally {
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
    const { control, patienceMs = 20_000 } = this.#options;
    let until = performance.now() + patienceMs;
    for (;;) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      const shownBefore = this.#shown;
      this.#latest = await control.get('/conversations/{conversation}', { params: { conversation: this.#id } });
      for (const entry of this.#latest.transcript.slice(this.#shown)) this.#show(entry);
      this.#shown = this.#latest.transcript.length;
      if (holds()) return;
      if (this.#isGone) throw new ChatError('The simulator is gone.', exitCodes.failed);
      if (this.#shown > shownBefore) until = performance.now() + patienceMs;
      const timer = new AbortController();
      await Promise.race([woken, after(Math.max(0, until - performance.now()), timer.signal)]);
      timer.abort();
      if (performance.now() >= until) throw new ChatError(await this.#whyNothing(awaited, patienceMs), exitCodes.failed);
    }
  }

  async #whyNothing(awaited: string, patienceMs: number): Promise<string> {
    const { mode } = await this.#options.control.get('/clock');
    const why =
      mode === 'manual'
        ? 'The clock is manual, and agents act when it moves: POST /_sim/v1/clock/advance'
        : this.#latest?.state === 'queued'
          ? 'The chat waits in the queue, because no agent is free'
          : 'The agent who has the chat is silent or controlled by hand';
    return `Nobody ${awaited} within ${patienceMs / 1000} s. ${why}.`;
  }

  #show({ from, type, content, agentId }: TranscriptEntry): void {
    const who = from === 'agent' ? (this.#names.get(agentId ?? '') ?? 'Agent') : from === 'customer' ? 'You' : '';
    this.#options.print(`${who.padEnd(columnWidth)}${content ?? acts[type] ?? type}`);
  }
}

/** Resolves after the time, unless it is aborted before. */
function after(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}
