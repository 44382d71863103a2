import type { Partition } from '../partition.ts';
import { rejectUnknownId } from '../doors/names.ts';
import type { Simulator } from '../simulator.ts';

/** An event that a part of the console sends to the open pages, e.g. that a customer wrote. */
export interface PartEvent {
  /** Null for an event about all partitions. */
  readonly partition: string | null;
  readonly part: string;
  readonly [member: string]: unknown;
}

/** What a part may use. */
export interface PartContext {
  readonly simulator: Simulator;
  /** The token of the control API. */
  readonly controlToken: string | undefined;
  /** Sends the event to the event streams of the partition, or to all. It is not kept, so a part must be able to answer its present state. */
  readonly tell: (partition: string | null, event: Readonly<Record<string, unknown>>) => void;
}

/** A part of the console of which the simulator itself knows nothing, e.g. the customer's phone. */
export interface ConsolePart {
  /** @throws {SimulatorError} for a request that is wrong or cannot be done */
  readonly ask: (partition: Partition, request: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Opens a part when it is asked for the first time. */
export type OpenConsolePart = (context: PartContext) => Promise<ConsolePart>;

/** The parts that were handed in at the start of the simulator. */
export class ConsoleParts {
  readonly #openers: Readonly<Record<string, OpenConsolePart>>;
  readonly #context: Omit<PartContext, 'tell'>;
  readonly #open = new Map<string, Promise<ConsolePart>>();
  readonly #listeners = new Set<(event: PartEvent) => void>();

  constructor(openers: Readonly<Record<string, OpenConsolePart>>, context: Omit<PartContext, 'tell'>) {
    this.#openers = openers;
    this.#context = context;
    context.simulator.onClose(async () => {
      await Promise.all([...this.#open.values()].map(async (part) => (await part).close()));
    });
  }

  get names(): string[] {
    return Object.keys(this.#openers);
  }

  /** @throws {UnknownIdError} when there is no such part, and what the part throws */
  async ask(name: string, partition: Partition, request: Readonly<Record<string, unknown>>): Promise<unknown> {
    return (await this.#part(name)).ask(partition, request);
  }

  #part(name: string): Promise<ConsolePart> {
    const opener = Object.hasOwn(this.#openers, name) ? this.#openers[name] : undefined;
    if (opener === undefined) rejectUnknownId('part of the console', ['part'], name, this.names);
    let part = this.#open.get(name);
    if (part === undefined) {
      const tell: PartContext['tell'] = (partition, event) => this.#tell({ ...event, partition, part: name });
      part = opener({ ...this.#context, tell });
      this.#open.set(name, part);
      part.catch(() => this.#open.delete(name));
    }
    return part;
  }

  #tell(event: PartEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  listen(listener: (event: PartEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
