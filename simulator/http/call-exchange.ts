import type { Answer, CallUnderCheck, ReadCall, RoutedCall } from '../operations/call.ts';
import type { Subject } from '../operations/operation.ts';
import type { BodySchemas } from '../protocol/schemas/compiled-bodies.ts';
import { checkCall } from '../operations/checks.ts';
import { RefusalError } from '../operations/refusal-error.ts';
import { operationsById } from '../operations/table.ts';
import type { CallUnderway } from '../time/calls-underway.ts';
import { earlyFacts, entryPointAndConversation, lateFacts } from './call-facts.ts';
import { corsHeaders } from './cors.ts';
import type { EngineOptions, EnginePartition } from './engine.ts';
import { makeErrorAnswer, errorFormatOf, toRefusalError } from './error-answer.ts';
import type { ExchangeEnd, HttpAnswer } from './exchange.ts';
import { bytesOf } from './exchange.ts';
import type { CallResult, FaultTarget } from '../faults/fault-effects.ts';
import { applyFaults, corruptAnswer, findPace } from '../faults/fault-effects.ts';
import type { CallFacts, CallFault, FaultMoment } from '../faults/faults.ts';
import { goOn } from './go-on.ts';
import { noHeaders, writeHttpAnswer } from './http-answer.ts';
import type { CallbackHold } from '../callbacks/call-holds.ts';
import { realTimers } from '../time/real-timers.ts';

/** One call of ECE's API, from its route to the end of its exchange. */
export class CallExchange implements FaultTarget {
  readonly call: CallUnderCheck;
  readonly #partition: EnginePartition;
  readonly #schemas: BodySchemas;
  readonly #options: EngineOptions;
  readonly #startedAt = realTimers.elapsed();
  readonly #at: number;
  /** The life of the clock when the call arrived: a reset begins a new life, and the call belongs to the old one. */
  readonly #life: number;
  readonly #underway: CallUnderway;
  #faults: CallFault[] = [];
  #hold: CallbackHold | undefined;
  /** The answer of the operation, before the faults. */
  #operationAnswer: Answer | undefined;
  #refusal: RefusalError | undefined;
  /** What the call was about when its operation had run. */
  #subject: Subject | undefined;

  constructor(call: RoutedCall, partition: EnginePartition, schemas: BodySchemas, options: EngineOptions) {
    this.call = call;
    this.#partition = partition;
    this.#schemas = schemas;
    this.#options = options;
    this.#at = call.world.clock.now();
    this.#life = call.world.clock.life;
    this.#underway = partition.calls.begin(call.headers['x-request-id']);
  }

  /** Takes the call through its steps. When a step refuses the call, or a fault answers it, it goes on with step 5. */
  run(): ExchangeEnd | Promise<ExchangeEnd> {
    // 1. Faults that need only the operation and the caller.
    const result = this.#orErrorAnswer(() =>
      goOn(this.#applyFaults('early', earlyFacts), (answered) => answered ?? this.#perform()),
    );
    return goOn(result, (known) => {
      if (this.#isOver()) return this.#abandon();
      // 5. Faults that spare the effect and change only the answer.
      const changed = this.#orErrorAnswer(() => applyFaults(this.#faultsWhen('after'), this));
      // 6. The answer becomes bytes, and the journal records it.
      return goOn(changed, (other) => (this.#isOver() ? this.#abandon() : this.#finish(other ?? known)));
    });
  }

  #perform(): CallResult | Promise<CallResult> {
    // 2. The checks: who calls, and what the call says.
    const call = checkCall(this.call, this.#schemas);
    // 3. Faults that need the entry point or the conversation.
    const late = this.#applyFaults('late', lateFacts);
    // 4. The operation changes the world and answers.
    return goOn(late, (answered) => answered ?? this.#runOperation(call));
  }

  releaseCallbacks(): void {
    this.#hold?.release();
  }

  wait(ms: number): Promise<void> {
    return this.#underway.wait(ms);
  }

  #orErrorAnswer<Result>(task: () => Result | Promise<Result>): Result | CallResult | Promise<Result | CallResult> {
    const answer = (error: unknown): CallResult => ({ kind: 'answer', answer: this.#answerError(error) });
    try {
      const result = task();
      return result instanceof Promise ? result.catch(answer) : result;
    } catch (error) {
      return answer(error);
    }
  }

  #applyFaults(
    moment: FaultMoment,
    factsOf: (call: CallUnderCheck) => CallFacts,
  ): CallResult | undefined | Promise<CallResult | undefined> {
    const firing = this.#partition.installedFaults.ofCall(moment, () => factsOf(this.call));
    if (firing.length === 0) return undefined;
    this.#faults.push(...firing);
    const before = firing.filter(({ when }) => when === 'before');
    return goOn(applyFaults(before, this), (result) => (this.#isOver() ? { kind: 'close', at: 'start' } : result));
  }

  #faultsWhen(when: 'before' | 'after'): CallFault[] {
    return this.#faults.filter((fault) => fault.when === when);
  }

  #runOperation(call: ReadCall): CallResult | Promise<CallResult> {
    const { parsedQuery, content, world } = call;
    const hold = this.#partition.deliverer.openHold();
    this.#hold = hold;
    const first = hold.during(() => world.perform(() => operationsById[call.operation].run(call, parsedQuery, content)));
    if (!(first instanceof Promise)) return this.#keepAnswer(call, first);
    return first.then((remaining) =>
      this.#isOver()
        ? { kind: 'close', at: 'start' }
        : this.#keepAnswer(
            call,
            hold.during(() => world.perform(remaining)),
          ),
    );
  }

  #keepAnswer(call: ReadCall, answer: Answer): CallResult {
    this.#operationAnswer = answer;
    this.#subject = entryPointAndConversation(this.call, answer.conversation);
    this.#rememberAddress(call, this.#subject.conversation);
    return { kind: 'answer', answer };
  }

  /** Makes content URLs of the conversation begin with the URL that its client has called. */
  #rememberAddress({ caller, base, world }: ReadCall, id: string | undefined): void {
    if (caller.application === undefined || id === undefined) return;
    const conversation = world.state.conversations.get(id);
    if (conversation !== undefined) this.#options.address.remember(conversation, base);
  }

  /** Whether the partition was reset or restored meanwhile, so that the call belongs to no partition. */
  #isOver(): boolean {
    return this.call.world.clock.life !== this.#life;
  }

  #abandon(): ExchangeEnd {
    this.#underway.end();
    return { kind: 'close', partial: null };
  }

  #answerError(error: unknown): Answer {
    this.#refusal = toRefusalError(error);
    if (!(error instanceof RefusalError)) this.#options.onDefect(error);
    return makeErrorAnswer(this.call, this.#refusal);
  }

  #finish(result: CallResult): ExchangeEnd {
    switch (result.kind) {
      case 'answer': {
        const answer = corruptAnswer(this.#write(result.answer), this.#faults);
        this.#record(answer, null);
        return { kind: 'answer', answer, flushed: () => this.#end(), pace: findPace(this.#faults, this) };
      }
      case 'hang':
        this.#hold?.release();
        this.#underway.hang();
        this.#record(null, 'never answered');
        return { kind: 'hang', abandoned: () => this.#underway.end() };
      case 'close':
        this.#end();
        return result.at === 'start' ? this.#closeBeforeAnswer(result.isReset) : this.#closeInsideAnswer(result.isReset);
    }
  }

  #closeBeforeAnswer(isReset = false): ExchangeEnd {
    this.#record(null, `the connection was ${isReset ? 'reset' : 'closed'} before the answer`);
    return { kind: 'close', partial: null, isReset };
  }

  #closeInsideAnswer(isReset = false): ExchangeEnd {
    const hasBody = this.#operationAnswer?.body !== undefined;
    const answer = this.#write(hasBody ? this.#operationAnswer! : interruptedAnswer);
    this.#record(answer, `the connection was ${isReset ? 'reset' : 'closed'} in the middle of the answer`);
    return { kind: 'close', partial: { answer, bytes: Math.floor(bytesOf(answer.body).byteLength / 2) }, isReset };
  }

  /** The answer is sent, or none will come: callbacks and a manual clock do not wait for it any more. */
  #end(): void {
    this.#hold?.release();
    this.#underway.end();
  }

  #write(answer: Answer): HttpAnswer {
    try {
      return this.#writeInFormat(answer);
    } catch (error) {
      return this.#writeInFormat(this.#answerError(error));
    }
  }

  #writeInFormat(answer: Answer): HttpAnswer {
    const { headers, format } = this.call;
    const { origin } = headers;
    const session = sessionHeader(this.call, answer);
    const cors = origin === undefined ? noHeaders : corsHeaders(origin, this.#options.allowedOrigins);
    const further = session === undefined ? cors : { ...cors, 'x-egain-session': session };
    const inFormat = answer.status >= 400 || format === undefined ? errorFormatOf(this.call) : format;
    return writeHttpAnswer(answer, inFormat, this.call.settings, further);
  }

  #record(answer: HttpAnswer | null, problem: string | null): void {
    const { operation, caller, method, target, headers, body } = this.call;
    const { entryPoint, conversation } = this.#subject ?? entryPointAndConversation(this.call);
    this.#partition.exchanges.record({
      kind: 'call',
      at: this.#at,
      operation,
      who: caller?.application?.name ?? caller?.user?.userName ?? null,
      entryPointId: entryPoint ?? null,
      conversationIds: conversation === undefined ? [] : [conversation],
      request: { method, target, headers, body: body.asRead },
      answer,
      problem,
      refusal: this.#refusal ? { key: this.#refusal.refusal.key, reason: this.#refusal.refusal.reason } : null,
      faultId: this.#faults[0]?.id ?? null,
      durationMs: realTimers.elapsed() - this.#startedAt,
    });
  }
}

/** The answer that is cut off in the middle, when the answer of the operation has no body to cut. */
const interruptedAnswer: Answer = {
  status: 200,
  body: { bytes: new TextEncoder().encode('{"interrupted":"in the middle of the answer"}'), contentType: 'application/json' },
};

/** The answers of v12 calls repeat the session (spec 12). Those of v19 calls do so only with `http.sessionHeaderOnV19`. */
function sessionHeader({ caller, settings }: CallUnderCheck, { status, session }: Answer): string | undefined {
  if (status >= 400) return undefined;
  if (caller?.session?.kind === 'user') return caller.session.id;
  return settings['http.sessionHeaderOnV19'] ? (session ?? caller?.session?.id) : undefined;
}
