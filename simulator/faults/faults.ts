import type { ErrorKey } from '../protocol/errors.ts';
import type { OperationId } from '../protocol/operations.ts';
import type { MessageType } from '../protocol/callbacks.ts';
import { applicationWithKey } from '../world/applications.ts';
import type { Random } from '../world/random.ts';
import type { World } from '../world/world.ts';

/** Which calls or callbacks a fault is for. Every member given must fit; without members it is for every call. */
export interface FaultMatch {
  readonly operation?: OperationId;
  /** Client key of the application. */
  readonly application?: string;
  readonly entryPoint?: string;
  readonly conversation?: string;
  /** A type of callback, or `any`. With it, the fault is for callbacks and not for calls. */
  readonly callback?: MessageType | 'any';
}

/** Which of the fitting calls or callbacks fire a fault: each, the next n, from the n-th on, or by seeded chance. */
export type FaultFire =
  | 'always'
  | { readonly times: number }
  | { readonly from: number }
  /** From 0 to 1. */
  | { readonly probability: number };

/** Milliseconds of the partition's time, or a range with both its ends, in which the seed decides the value. */
export type Delay = number | { readonly from: number; readonly to: number };

export function drawDelay(delay: Delay, random: Random): number {
  if (typeof delay === 'number') return delay;
  return Math.floor(random.between('fault-delay', delay.from, delay.to + 1));
}

export type CallFaultAction =
  /** A refusal of the table of errors, with the status of the table or with another one. */
  | { readonly do: 'refuse'; readonly error: ErrorKey; readonly status?: number }
  | {
      readonly do: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | {
      readonly do: 'delay';
      readonly ms: Delay;
      /** Lets the callbacks of the call leave before its answer. */
      readonly callbacksFirst?: boolean;
    }
  | { readonly do: 'hang' }
  | { readonly do: 'close'; readonly at: 'start' | 'middle' }
  /** As `close`, but by RST: the peer loses what it has not read yet. */
  | { readonly do: 'reset'; readonly at: 'start' | 'middle' }
  /** Sends the body in pieces of `bytes`, with pauses by the partition's clock. */
  | { readonly do: 'trickle'; readonly bytes: number; readonly everyMs: number }
  /** `malformed`: the body is neither JSON nor XML. `truncated`: half of the body, with the length of that half. */
  | { readonly do: 'corrupt'; readonly how: 'malformed' | 'truncated' }
  | { readonly do: 'end-sessions'; readonly how: 'expire' | 'revoke' };

export type CallbackFaultAction =
  | { readonly do: 'drop' }
  | { readonly do: 'duplicate' }
  | { readonly do: 'delay'; readonly ms: Delay }
  /** The message leaves after the next one. */
  | { readonly do: 'reorder' };

export type FaultAction = CallFaultAction | CallbackFaultAction;

export interface FaultDefinition {
  readonly match: FaultMatch;
  readonly fire: FaultFire;
  readonly action: FaultAction;
  /** `after`: the operation has its effect, and only the answer is lost. */
  readonly when: 'before' | 'after';
}

export interface Fault extends FaultDefinition {
  readonly id: string;
  /** How many calls or callbacks fitted, and for how many of them the fault fired. */
  seen: number;
  fired: number;
}

export type CallFault = Fault & { readonly action: CallFaultAction };
export type CallbackFault = Fault & { readonly action: CallbackFaultAction };

/** When the faults of a call are looked for: `early` before the call is read, `late` when it has passed its checks. */
export type FaultMoment = 'early' | 'late';

/** What is known of a call when a fault is looked for. */
export interface CallFacts {
  readonly operation: OperationId;
  readonly application?: string | undefined;
  readonly entryPoint?: string | undefined;
  readonly conversation?: string | undefined;
}

export interface CallbackFacts {
  readonly callback: MessageType;
  readonly application: string;
  readonly entryPoint: string;
  readonly conversation: string;
}

const none: readonly never[] = [];

/** The faults of one partition. */
export class Faults {
  #faults = new Map<string, Fault>();
  #count = 0;
  readonly #random: () => Random;
  /** The faults of a special entry point. They always fire, are not listed and outlive a reset. */
  readonly #builtIn: (entryPoint: string) => readonly Fault[];
  readonly #namesNothing: (match: FaultMatch) => boolean;

  /**
   * @param namesNothing whether a fault names something that is gone, and therefore goes too
   */
  constructor(
    random: () => Random,
    builtIn: (entryPoint: string) => readonly Fault[] = () => [],
    namesNothing: (match: FaultMatch) => boolean = () => false,
  ) {
    this.#random = random;
    this.#builtIn = builtIn;
    this.#namesNothing = namesNothing;
  }

  add(definition: FaultDefinition): Fault {
    const fault: Fault = { id: `fault-${++this.#count}`, ...definition, seen: 0, fired: 0 };
    this.#faults.set(fault.id, fault);
    return fault;
  }

  list(): Fault[] {
    this.#forgetDangling();
    return [...this.#faults.values()];
  }

  #forgetDangling(): void {
    for (const { id, match } of this.#faults.values()) if (this.#namesNothing(match)) this.#faults.delete(id);
  }

  remove(id: string): boolean {
    return this.#faults.delete(id);
  }

  clear(): void {
    this.#faults.clear();
  }

  restore(faults: readonly Fault[]): void {
    this.#faults = new Map(faults.map((fault) => [fault.id, { ...fault }]));
    this.#count = Math.max(this.#count, ...faults.map(({ id }) => Number(id.slice('fault-'.length))));
  }

  /** Counts a call and returns the faults that fire at this moment. It asks for the facts only where a fault could fit. */
  ofCall(moment: FaultMoment, factsOf: () => CallFacts): readonly CallFault[] {
    if (this.#faults.size === 0 && moment === 'early') return none;
    const facts = factsOf();
    const all = this.#candidates(facts.entryPoint);
    if (all.length === 0) return none;
    const candidates = all.filter(
      ({ match }) => match.callback === undefined && momentOf(match) === moment && fits(match, facts),
    );
    return candidates.filter((fault) => this.#fires(fault)) as CallFault[];
  }

  /** Counts a callback and returns the faults that fire for it. */
  ofCallback({ callback, ...facts }: CallbackFacts): CallbackFault[] {
    const candidates = this.#candidates(facts.entryPoint).filter(
      ({ match }) => (match.callback === 'any' || match.callback === callback) && fits(match, facts),
    );
    return candidates.filter((fault) => this.#fires(fault)) as CallbackFault[];
  }

  #candidates(entryPoint: string | undefined): readonly Fault[] {
    const builtIn = entryPoint === undefined ? none : this.#builtIn(entryPoint);
    if (this.#faults.size === 0) return builtIn;
    this.#forgetDangling();
    return [...builtIn, ...this.#faults.values()];
  }

  #fires(fault: Fault): boolean {
    fault.seen++;
    const { fire } = fault;
    const fires =
      fire === 'always' ||
      ('times' in fire
        ? fault.fired < fire.times
        : 'from' in fire
          ? fault.seen >= fire.from
          : this.#random().between(`fault/${fault.id}`, 0, 1) < fire.probability);
    if (fires) fault.fired++;
    return fires;
  }
}

/** A fault acts as early as possible: before the call is read, unless it matches something that only a read call has. */
function momentOf({ entryPoint, conversation }: FaultMatch): FaultMoment {
  return entryPoint === undefined && conversation === undefined ? 'early' : 'late';
}

function fits(match: FaultMatch, facts: Omit<CallFacts, 'operation'> & { operation?: OperationId }): boolean {
  return (['operation', 'application', 'entryPoint', 'conversation'] as const).every(
    (member) => match[member] === undefined || match[member] === facts[member],
  );
}

/** Whether the fault names an application or an entry point that was removed, or a conversation that is no longer kept. */
export function namesNothing(world: World, { application, entryPoint, conversation }: FaultMatch): boolean {
  const { entryPoints, conversations } = world.state;
  return (
    (application !== undefined && applicationWithKey(world, application) === undefined) ||
    (entryPoint !== undefined && !entryPoints.has(entryPoint)) ||
    (conversation !== undefined && !conversations.has(conversation))
  );
}
