import type { ControlAnswers, ControlClient } from '../../simulator/control/client-types.ts';
import { isControlError } from '../../simulator/control/control-error.ts';
import { DeskError, findAct } from './desk-acts.ts';

type Conversation = ControlAnswers['Conversation'];
type TranscriptEntry = ControlAnswers['WholeConversation']['transcript'][number];

export interface DeskOptions {
  readonly control: ControlClient<'partition'>;
  /** Screen name; it exists. */
  readonly agent: string;
  /** Shows a line or several. */
  readonly say: (text: string) => void;
  /** Called when the agent leaves the desk. */
  readonly leave: () => void;
}

/** What one agent sees and does, line by line. */
export class Desk {
  readonly control: ControlClient<'partition'>;
  readonly say: (text: string) => void;
  readonly leave: () => void;
  readonly #agent: string;
  #agentId = '';
  /** Ids by the numbers that stand before the chats. */
  readonly #numbers: string[] = [];
  readonly #states = new Map<string, string>();
  #open: string | undefined;
  #shown = 0;
  /** What the agent has typed and knows already. */
  readonly #typed: string[] = [];
  #refreshing: Promise<void> | undefined;
  #isStale = false;

  constructor({ control, agent, say, leave }: DeskOptions) {
    this.control = control;
    this.say = say;
    this.leave = leave;
    this.#agent = agent;
  }

  /** The chat that is open, for a control call. @throws {DeskError} when none is */
  get chat(): { readonly conversation: string } {
    if (this.#open !== undefined) return { conversation: this.#open };
    throw new DeskError('No chat is open. /take takes the oldest one that waits.');
  }

  /** What the agent typed: something to say, or a slash and a word. What does not work is told in a sentence. */
  async execute(line: string): Promise<void> {
    const [, word, argument = ''] = /^\/(\S*)\s*(.*)$/s.exec(line.trim()) ?? [];
    try {
      if (word !== undefined) await findAct(word.toLowerCase(), argument).run(this, argument);
      else if (line.trim() !== '') await this.write({ text: line });
    } catch (error) {
      if (!(error instanceof DeskError) && !isControlError(error)) throw error;
      this.say(`! ${error.message}`);
    }
    await this.refresh();
  }

  async write(body: { readonly text: string } | { readonly html: string }): Promise<void> {
    const params = this.chat;
    this.#typed.push('text' in body ? body.text : body.html);
    try {
      await this.control.post('/conversations/{conversation}/messages', { params, body });
    } catch (error) {
      this.#typed.pop();
      throw error;
    }
  }

  async take(number: string): Promise<void> {
    const waiting = await this.control.get('/conversations', { query: { state: 'queued' } });
    const [oldest] = waiting;
    if (number === '' && oldest === undefined) throw new DeskError('No chat waits.');
    const id = number === '' ? oldest!.id : this.#idOf(number);
    await this.control.post('/conversations/{conversation}/take', { params: { conversation: id }, body: { agent: this.#agent } });
    this.#turnTo(id);
  }

  open(number: string): Promise<void> {
    this.#turnTo(this.#idOf(number));
    return Promise.resolve();
  }

  async list(): Promise<void> {
    const ongoing = await this.#ongoing();
    if (ongoing.length === 0) this.say('No chat waits and none goes on.');
    for (const one of ongoing) this.say(this.#describe(one));
  }

  async setPresence(loggedIn: boolean): Promise<void> {
    await this.control.patch('/agents/{agent}', { params: { agent: this.#agent }, body: { loggedIn } });
    this.say(loggedIn ? `${this.#agent} is at work.` : `${this.#agent} is logged out.`);
  }

  /** Shows what is new. */
  async refresh(): Promise<void> {
    this.#isStale = true;
    this.#refreshing ??= this.#refreshWhileStale();
    await this.#refreshing;
  }

  async #refreshWhileStale(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      try {
        for (const one of await this.#ongoing()) this.#tellChange(one);
        await this.#showOpen();
      } catch (error) {
        if (!isControlError(error)) throw error;
        // The chat was reset away; a simulator that is gone is told by the stream.
        if (error.kind === 'unknown' && this.#open !== undefined) this.#close('The chat is not there any more.');
      }
    }
    // At once, so that no call waits for a refresh that has ended.
    this.#refreshing = undefined;
  }

  async #ongoing(): Promise<Conversation[]> {
    const [agent, all] = await Promise.all([
      this.control.get('/agents/{agent}', { params: { agent: this.#agent } }),
      this.control.get('/conversations'),
    ]);
    this.#agentId = agent.id;
    return all.filter(({ state }) => state !== 'ended');
  }

  #tellChange(one: Conversation): void {
    const now = one.state === 'queued' ? 'waits' : one.agentId === this.#agentId ? 'yours' : 'elsewhere';
    const before = this.#states.get(one.id);
    this.#states.set(one.id, now);
    if (before === now || now === 'elsewhere') return;
    this.say(this.#describe(one));
    // A chat that was assigned to an idle desk opens by itself.
    if (now === 'yours' && this.#open === undefined) this.#turnTo(one.id);
  }

  #describe({ id, state, customerName, subject, entryPointId, agentId }: Conversation): string {
    const what = state === 'queued' ? 'waits' : agentId === this.#agentId ? 'is on your desk' : 'is on the desk of another agent';
    const about = subject === '' ? '' : `: "${subject}"`;
    return `[${this.#numberOf(id)}] ${customerName ?? 'Somebody'} ${what} (entry point ${entryPointId})${about}`;
  }

  async #showOpen(): Promise<void> {
    if (this.#open === undefined) return;
    const params = this.chat;
    const { transcript, state, agentId, customerName } = await this.control.get('/conversations/{conversation}', { params });
    if (this.#open !== params.conversation) return;
    for (const entry of transcript.slice(this.#shown)) this.#tellEntry(entry, customerName ?? 'The customer');
    this.#shown = transcript.length;
    if (state === 'ended') this.#close('The chat is over.');
    else if (agentId !== this.#agentId && state === 'assigned') this.#close('The chat is on the desk of another agent.');
    else if (state === 'queued' && this.#states.get(params.conversation) === 'yours') this.#close('The chat waits in a queue.');
  }

  #tellEntry({ from, type, content, agentId }: TranscriptEntry, customer: string): void {
    if (from === 'agent' && agentId === this.#agentId) {
      const at = this.#typed.indexOf(content ?? '');
      if (at >= 0) return void this.#typed.splice(at, 1);
    }
    // The desk says itself when a chat comes and goes.
    if (from === 'system') return;
    const who = from === 'customer' ? customer : agentId === this.#agentId ? this.#agent : 'Another agent';
    this.say(`${who}: ${content ?? entryWords[type] ?? type}`);
  }

  #turnTo(id: string): void {
    this.#open = id;
    this.#shown = 0;
    this.say(`── chat ${this.#numberOf(id)} ──`);
  }

  #close(why: string): void {
    this.say(`── ${why} ──`);
    this.#open = undefined;
    this.#shown = 0;
  }

  #numberOf(id: string): number {
    const at = this.#numbers.indexOf(id);
    return at >= 0 ? at + 1 : this.#numbers.push(id);
  }

  #idOf(number: string): string {
    const id = this.#numbers[Number(number) - 1];
    if (id !== undefined) return id;
    throw new DeskError(`"${number}" is the number of no chat. /chats lists them.`);
  }
}

const entryWords: Readonly<Record<string, string>> = {
  uploadAttachment: '(offers a file: /accept or /reject)',
  acceptAttachment: '(takes the file)',
  rejectAttachment: '(does not take the file)',
  complete: '(ends the chat)',
  transfer: '(transfers the chat)',
};
