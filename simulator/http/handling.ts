import type { Call, Answer } from '../operations/call.ts';
import type { BodySchemas } from '../operations/checks.ts';
import { checks } from '../operations/checks.ts';
import { RefusalError } from '../operations/refusal-error.ts';
import { operationsById } from '../operations/table.ts';
import type { CallUnderway } from '../calls-underway.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { callFacts } from './call-facts.ts';
import { corsHeaders } from './cors.ts';
import type { EngineOptions, PartitionDoors } from './engine.ts';
import { errorAnswer, formatOfErrors, internalError } from './error-answer.ts';
import type { HttpAnswer, ExchangeEnd } from './exchange.ts';
import type { CallFault, Striking, Struck } from './fault-strikes.ts';
import { corrupted, strike } from './fault-strikes.ts';
import { httpAnswer } from './http-answer.ts';
import { recordedAnswer, recordedRequest } from './recording.ts';

/** One call on its way. */
export class Handling {
  readonly #call: Call;
  readonly #partition: PartitionDoors;
  readonly #schemas: BodySchemas;
  readonly #options: EngineOptions;
  readonly #startedAt = performance.now();
  readonly #at: number;
  /** That of the clock when the call came: a call does not outlive a reset. */
  readonly #life: number;
  #faults: CallFault[] = [];
  /** Lets the callbacks of the call leave. */
  #release: () => void = () => undefined;
  readonly #underway: CallUnderway;
  #reply: Answer | undefined;
  #refused: RefusalError | undefined;

  constructor(call: Call, partition: PartitionDoors, schemas: BodySchemas, options: EngineOptions) {
    this.#call = call;
    this.#partition = partition;
    this.#schemas = schemas;
    this.#options = options;
    this.#at = call.world.clock.now();
    this.#life = call.world.clock.life;
    this.#underway = partition.calls.begin(call.headers['x-request-id']);
  }

  async run(): Promise<ExchangeEnd> {
    let struck = await this.#orRefused(() => this.#perform());
    if (this.#isOver()) return this.#abandon();
    const after = this.#faults.filter(({ when }) => when === 'after');
    struck = (await this.#orRefused(() => strike(after, this.#striking))) ?? struck;
    return this.#isOver() ? this.#abandon() : this.#finish(struck);
  }

  async #orRefused<Result>(task: () => Promise<Result>): Promise<Result | Struck> {
    try {
      return await task();
    } catch (error) {
      return { kind: 'answer', reply: this.#failed(error) };
    }
  }

  async #perform(): Promise<Struck> {
    const early = await this.#strikeBefore('early');
    if (early !== undefined) return early;
    for (const check of this.#call.settings['http.checkOrder']) checks[check](this.#call, this.#schemas);
    const late = await this.#strikeBefore('late');
    if (late !== undefined) return late;
    const { query, content } = this.#call.known;
    const held = this.#partition.deliverer.holdDuring(() => operationsById[this.#call.operation].run(this.#call, query, content));
    this.#release = held.release;
    this.#reply = await held.result;
    return { kind: 'answer', reply: this.#reply };
  }

  async #strikeBefore(stage: 'early' | 'late'): Promise<Struck | undefined> {
    const striking = this.#partition.strikes.strikingCall(() => callFacts(this.#call, stage), stage);
    this.#faults.push(...striking);
    const before = striking.filter(({ when }) => when === 'before');
    const struck = await strike(before, this.#striking);
    return this.#isOver() ? { kind: 'close', at: 'start' } : struck;
  }

  get #striking(): Striking {
    return { call: this.#call, release: () => this.#release(), wait: (ms) => this.#underway.wait(ms) };
  }

  /** Whether the partition was reset or restored meanwhile, so that the call belongs to nobody. */
  #isOver(): boolean {
    return this.#call.world.clock.life !== this.#life;
  }

  #abandon(): ExchangeEnd {
    this.#underway.end();
    return { kind: 'close', partial: null };
  }

  #failed(error: unknown): Answer {
    this.#refused = error instanceof RefusalError ? error : internalError(error);
    if (!(error instanceof RefusalError)) this.#options.onDefect(error);
    return errorAnswer(this.#call, this.#refused);
  }

  #finish(struck: Struck): ExchangeEnd {
    if (struck.kind === 'answer') {
      const answer = corrupted(this.#answer(struck.reply), this.#faults);
      this.#record(answer, null);
      return { kind: 'answer', answer, flushed: () => this.#end() };
    }
    if (struck.kind === 'hang') {
      this.#release();
      this.#underway.hang();
      this.#record(null, 'never answered');
      return { kind: 'hang', abandoned: () => this.#underway.end() };
    }
    this.#end();
    if (struck.at === 'start') {
      this.#record(null, 'the connection was closed before the answer');
      return { kind: 'close', partial: null };
    }
    const answer = this.#answer(this.#reply?.body === undefined ? halfAnswer : this.#reply);
    this.#record(answer, 'the connection was closed in the middle of the answer');
    return { kind: 'close', partial: { answer, bytes: Math.floor(answer.body.byteLength / 2) } };
  }

  /** The answer is out, or none will be: a manual clock waited for it, and so for the callbacks that come after it. */
  #end(): void {
    this.#release();
    this.#underway.end();
  }

  #answer(reply: Answer): HttpAnswer {
    try {
      return this.#written(reply);
    } catch (error) {
      return this.#written(this.#failed(error));
    }
  }

  #written(reply: Answer): HttpAnswer {
    const { settings, headers, known, operation } = this.#call;
    const format = reply.status >= 400 ? formatOfErrors(this.#call) : (known.format ?? formatOfErrors(this.#call));
    const cors = corsHeaders(headers['origin'], this.#options.allowedOrigins);
    return httpAnswer(reply, format, { ...cors, ...sessionHeader(this.#call, reply, settings, operation) });
  }

  #record(answer: HttpAnswer | null, problem: string | null): void {
    const { operation, known } = this.#call;
    const { entryPoint, conversation } = callFacts(this.#call, 'late');
    this.#partition.journal.record({
      kind: 'call',
      at: this.#at,
      operation,
      who: known.application?.name ?? known.user?.userName ?? null,
      entryPointId: entryPoint ?? null,
      conversationIds: conversation === undefined ? [] : [conversation],
      request: recordedRequest(this.#call),
      answer: answer && recordedAnswer(answer),
      problem,
      refusal: this.#refused ? { key: this.#refused.refusal.key, reason: this.#refused.refusal.reason } : null,
      faultId: this.#faults[0]?.id ?? null,
      durationMs: performance.now() - this.#startedAt,
    });
  }
}

/** What breaks off in the middle where the call has no answer of its own. */
const halfAnswer: Answer = {
  status: 200,
  body: { bytes: new TextEncoder().encode('{"interrupted":"in the middle of the answer"}'), contentType: 'application/json' },
};

/** Repeated in the answers of the v12 calls (spec 12); on v19 calls only where `http.sessionHeaderOnV19` says so. */
function sessionHeader(
  { known }: Call,
  { status, body }: Answer,
  settings: SettingValues,
  operation: Call['operation'],
): Record<string, string> {
  if (status >= 400) return {};
  if (known.session?.kind === 'user') return { 'x-egain-session': known.session.id };
  if (!settings['http.sessionHeaderOnV19']) return {};
  const issued =
    operation === 'obtainToken' && body !== undefined && 'json' in body
      ? (body.json as { access_token?: string }).access_token
      : undefined;
  const id = issued ?? known.session?.id;
  return id === undefined ? {} : { 'x-egain-session': id };
}
