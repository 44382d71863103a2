import type { Known } from '../plan/known.ts';
import { MissingError } from '../plan/known.ts';
import type { CallStep, Probe, ProbeAnswer, ProbeRequest, Setup, Step } from '../plan/probe.ts';
import {
  bearerOf,
  configurationCall,
  paths,
  readActivity,
  readConversation,
  request,
  startBody,
  tokenCall,
} from '../plan/requests.ts';
import type { Exchange, RecordingLine } from '../recording/exchange.ts';
import type { WantedCallbacks } from './callback-source.ts';
import type { Target } from './target.ts';

type Answered = ProbeAnswer | { readonly failure: string };

function isAnswer(answer: Answered): answer is ProbeAnswer {
  return 'status' in answer;
}

function isSuccess(answer: Answered): answer is ProbeAnswer {
  return isAnswer(answer) && answer.status >= 200 && answer.status < 300;
}

/** The ways to end a conversation, the usual one first: spec 8. */
const endForms: readonly ((id: string) => { method: 'POST' | 'PUT'; path: string; body?: object })[] = [
  (id) => ({ method: 'POST', path: paths.end, body: { conversation: { id } } }),
  (id) => ({ method: 'POST', path: paths.end, body: { id } }),
  (id) => ({ method: 'PUT', path: paths.end, body: { conversation: { id } } }),
  (id) => ({ method: 'POST', path: `${paths.conversation}/${id}/end` }),
  (id) => ({ method: 'PUT', path: `${paths.end}?conversation=${id}` }),
];

/** Takes probes through their steps at one ECE, and ends what they begin. */
export class Runner {
  readonly known: Known;
  /** Conversations that have begun and are not known to be over. */
  readonly open = new Set<string>();
  readonly #target: Target;
  readonly #tell: (line: RecordingLine) => void;
  #probe = '';
  #endForm = 0;

  /** @param tell is given each line of the recording at once, as it is: unmasked */
  constructor(target: Target, known: Known, tell: (line: RecordingLine) => void) {
    this.#target = target;
    this.known = known;
    this.#tell = tell;
  }

  /** Runs one probe. Its conversations are ended before the next start, and by {@link endAll}. */
  async run({ name, steps }: Probe): Promise<void> {
    this.#probe = name;
    for (const step of steps) await this.#take(step);
    this.#target.reply([200]);
  }

  /** Ends every conversation, logs every user session out and revokes every token. */
  async endAll(): Promise<void> {
    await this.endConversations();
    const { known } = this;
    for (const session of known.sessions.splice(0))
      await this.#send(request(known.root + paths.logOut, { method: 'DELETE' }, { 'x-egain-session': session }));
    known.session = undefined;
    for (const token of known.tokens.splice(0))
      await this.#send(request(known.root + paths.revoke, { method: 'POST' }, { authorization: `Bearer ${token}` }));
    known.token = undefined;
  }

  async endConversations(): Promise<void> {
    for (const id of [...this.open]) await this.#end(id);
    this.known.conversation = undefined;
  }

  async #take(step: Step): Promise<void> {
    try {
      if (step.do === 'call' && step.starts && !step.keepsOthers) await this.endConversations();
      for (const setup of step.needs) await this.#setUp(setup, step);
      if (step.callbacks !== undefined) {
        // What comes late belongs to no step.
        await this.#target.settle();
        this.#takeCallbacks();
      }
      if (step.replies !== undefined) this.#target.reply(step.replies);
      if (step.do === 'act') await this.#act(step);
      if (step.do === 'call') await this.#call(step);
      if (step.callbacks !== undefined) await this.#await(step, step.callbacks);
    } catch (error) {
      if (!(error instanceof MissingError)) throw error;
    }
  }

  async #act({ step, act }: Extract<Step, { do: 'act' }>): Promise<void> {
    const startedAt = this.#iso();
    const done = await this.#target.perform(act, this.known);
    this.#tell({ kind: 'act', probe: this.#probe, step, startedAt, act, done });
  }

  async #call(step: CallStep): Promise<void> {
    const made = step.request(this.known);
    const answer = await this.#send(made, step.step);
    if (!isSuccess(answer)) return;
    step.learn?.(answer, this.known);
    if (step.starts) this.#begin(answer);
    if (step.ends) this.#leave();
  }

  #begin({ body }: ProbeAnswer): void {
    const id = readConversation(body);
    if (id === undefined) return;
    this.open.add(id);
    this.known.conversation = id;
    this.known.activity = readActivity(body);
  }

  /** The conversation is over. */
  #leave(): void {
    const { conversation } = this.known;
    if (conversation === undefined) return;
    this.open.delete(conversation);
    this.known.formerConversation = conversation;
    this.known.conversation = undefined;
  }

  async #await({ step }: Step, wanted: WantedCallbacks): Promise<void> {
    const conversation = this.known.conversation ?? this.known.formerConversation;
    const arrived: Exchange[] = [];
    const count_ = () => {
      arrived.push(...this.#takeCallbacks(step));
      return arrived.reduce((sum, one) => sum + countMessages(one, conversation), 0) >= wanted.count;
    };
    await this.#target.waitForCallbacks(wanted, count_);
    count_();
  }

  /** Records what has come, and learns the agent's file from it. */
  #takeCallbacks(step?: string): Exchange[] {
    const came = this.#target.takeCallbacks();
    for (const exchange of came) {
      this.#tell({ ...exchange, probe: this.#probe, ...(step !== undefined && { step }) });
      this.#learnFile(exchange.request.body ?? '');
    }
    return came;
  }

  #learnFile(body: string): void {
    const attachment = /"attachment"\s*:\s*\[\s*\{(.*?)\}/s.exec(body)?.[1];
    const id = /"id"\s*:\s*"?([\w-]+)"?/.exec(attachment ?? '')?.[1];
    const url = /"contentUrl"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(attachment ?? '')?.[1];
    if (id !== undefined && url !== undefined) this.known.file = { id, url: JSON.parse(`"${url}"`) as string };
  }

  async #setUp(setup: Setup, step: Step): Promise<void> {
    const { known } = this;
    if (setup === 'token' && known.token === undefined) {
      const { request: make, learn } = tokenCall('set-up');
      const answer = await this.#send(make(known));
      if (isSuccess(answer)) learn?.(answer, known);
    }
    if (setup === 'date') {
      const situation = (step.do === 'call' && step.situation) || 'ready';
      for (const one of new Set([situation, 'ready'] as const)) await this.#learnDate(known.entryPoints[one]);
    }
    if (setup === 'conversation' && known.conversation === undefined) await this.#startOne();
    if (setup === 'session' && known.session === undefined) await this.#logIn();
  }

  async #learnDate(id: string | undefined): Promise<void> {
    const { known } = this;
    if (id === undefined || id in known.dates || known.token === undefined) return;
    const { request: make } = configurationCall('set-up', { query: `?entrypoint=${id}` });
    const answer = await this.#send(make(known));
    const date = isSuccess(answer) ? readDate(answer.body) : undefined;
    if (date !== undefined) known.dates[id] = date;
  }

  /** Tries the forms of an id until one is taken. */
  async #startOne(): Promise<void> {
    await this.#setUp('date', { do: 'wait', step: '', needs: [] });
    for (const idForm of new Set([this.known.idForm, 'string', 'number'] as const)) {
      this.known.idForm = idForm;
      const body = startBody(this.known);
      const made = request(
        this.known.root + paths.start,
        { method: 'POST', query: '?anonymousCustomer=yes', body },
        bearerOf(this.known),
      );
      const answer = await this.#send(made);
      if (!isSuccess(answer)) continue;
      this.#begin(answer);
      return;
    }
  }

  async #logIn(): Promise<void> {
    const { known } = this;
    if (known.user === undefined) return;
    const { userName, password } = known.user;
    for (const body of [
      { userName, password },
      { username: userName, password },
    ]) {
      const made = request(known.root + paths.logIn, { method: 'POST', query: '?forceLogin=yes', body });
      const answer = await this.#send(made);
      const session = isSuccess(answer) ? answer.headers['x-egain-session'] : undefined;
      if (session === undefined) continue;
      known.session = session;
      known.sessions.push(session);
      return;
    }
  }

  async #end(id: string): Promise<void> {
    const forms = [this.#endForm, ...endForms.keys()];
    if (this.known.token === undefined) await this.#setUp('token', { do: 'wait', step: '', needs: [] });
    if (this.known.token === undefined) return;
    for (const form of new Set(forms)) {
      const { method, path, body } = endForms[form]!(id);
      const made = request(this.known.root + path, { method, ...(body !== undefined && { body }) }, bearerOf(this.known));
      const answer = await this.#send(made);
      // ECE is silent: another form would wait in vain.
      if (!isAnswer(answer)) return;
      const isOver = isSuccess(answer) || isAboutOver(answer);
      if (!isOver) continue;
      if (isSuccess(answer)) this.#endForm = form;
      this.open.delete(id);
      return;
    }
  }

  async #send(made: ProbeRequest, step?: string): Promise<Answered> {
    const startedAt = this.#iso();
    const before = this.#target.now();
    const answer = await this.#target.send(made);
    this.#tell({
      kind: 'call',
      probe: this.#probe,
      ...(step !== undefined && { step }),
      startedAt,
      durationMs: Math.max(0, this.#target.now() - before),
      request: {
        method: made.method,
        url: this.#target.origin + made.target,
        headers: made.headers,
        ...contentOf(made.body ?? ''),
      },
      ...('failure' in answer
        ? { response: null, failure: answer.failure }
        : { response: { status: answer.status, headers: answer.headers, ...contentOf(answer.body) } }),
    });
    return answer;
  }

  #iso(): string {
    return new Date(this.#target.now()).toISOString();
  }
}

/** Bodies in a recording are shown up to this length. */
const longestBody = 20_000;

function contentOf(body: string): { body?: string; bytes: number } {
  const bytes = Buffer.byteLength(body);
  if (body === '') return { bytes };
  return { body: body.length <= longestBody ? body : body.slice(0, 200), bytes };
}

/** The conversation is over already: `404-142`, or the code of the successor. */
function isAboutOver({ status, body }: ProbeAnswer): boolean {
  return /-(142|630)\b/.test(body) && status >= 400;
}

function readDate(body: string): string | undefined {
  return /"lastModified"\s*:\s*\{\s*"date"\s*:\s*"([^"]+)"/.exec(body)?.[1] ?? /<(?:\w+:)?date>([^<]+)</.exec(body)?.[1];
}

/** How many messages of the conversation a callback holds; a file that is fetched counts as one. */
export function countMessages({ request: { method, body = '' } }: Exchange, conversation: string | undefined): number {
  if (method === 'GET') return 1;
  return conversation === undefined ? 0 : body.split(conversation).length - 1;
}
