import type { ControlClient } from '../../simulator/control/client-types.ts';
import type { Outline } from '../format/outline.ts';
import type { RunPartition } from '../stage/run-partition.ts';
import type { ActorStage } from '../stage/stage.ts';
import type { StageEvent } from '../stage/stage-events.ts';
import { StageValues } from '../stage/stage-values.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';
import type { ExternalFlow } from './external-flow.ts';

export interface ExternalStageParts {
  readonly outline: Pick<Outline, 'values' | 'agents'>;
  readonly partition: RunPartition;
  readonly flow: ExternalFlow;
  readonly eceUrl: string;
  readonly patienceMs: number;
  readonly lastEntry: number;
  readonly onEvent: (event: StageEvent, at: number) => void;
}

/** How often it is asked whether something has come, in real milliseconds. */
const pollMs = 200;

/** What the steps act on beside a flow that runs by itself: the partition in which the flow works, with its own clock. */
export class ExternalStage implements ActorStage {
  readonly partition: RunPartition;
  readonly values: StageValues;
  readonly agentBehaviour: Outline['agents'];
  readonly flow: ExternalFlow;
  readonly time: ActorStage['time'];
  /** Ids of the faults that the story made. */
  readonly faults: string[] = [];
  readonly evidence = { addFault: (id: string) => void this.faults.push(id) };
  readonly #onEvent: ExternalStageParts['onEvent'];
  #now = 0;
  #lastEntry: number;

  constructor({ outline, partition, flow, eceUrl, patienceMs, lastEntry, onEvent }: ExternalStageParts) {
    this.partition = partition;
    this.flow = flow;
    this.agentBehaviour = outline.agents;
    this.values = new StageValues({ ece: { url: eceUrl }, fileServer: { url: '' } }, outline.values);
    this.#onEvent = onEvent;
    this.#lastEntry = lastEntry;
    this.time = {
      settle: () => this.#settle(),
      waitFor: (what, find) => this.#waitFor(what, find, patienceMs),
      advance: (ms) => this.#advance({ ms }),
      advanceToNext: () => this.#advance({ to: 'next' }),
      // Its clock is not the flow's: one that is real has gone on by itself.
      catchUp: () => this.#settle(),
    };
  }

  get control(): ControlClient<'partition'> {
    return this.partition.control;
  }

  get now(): number {
    return this.#now;
  }

  get conversationIds(): readonly string[] {
    return this.flow.conversationIds;
  }

  conversationId(name?: string): string {
    return this.flow.conversationId(name);
  }

  tell(event: StageEvent): void {
    this.#onEvent(this.partition.withLocalNumbers(event), this.#now);
  }

  /** Tells what the journal has received since it was last read. */
  async #settle(): Promise<void> {
    this.#now = (await this.partition.access.readClock()).now;
    for (const entry of await this.partition.access.readJournalAfter(this.#lastEntry)) {
      this.#lastEntry = entry.number;
      this.#onEvent({ type: 'journal', entry: this.partition.withLocalNumbers(entry) }, entry.at);
    }
  }

  async #waitFor<Found>(what: string, find: () => Promise<{ value: Found } | undefined>, patienceMs: number): Promise<Found> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const found = await find();
      if (found !== undefined) return found.value;
      if (performance.now() >= deadline)
        throw new StepFailedError(what, `nothing within ${Math.round(patienceMs / 1000)} seconds`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  async #advance(by: { readonly ms: number } | { readonly to: 'next' }): Promise<void> {
    const { now: from } = await this.partition.access.readClock();
    const { now: to } = await this.control.post('/clock/advance', { body: by });
    this.tell({ type: 'time', from, to });
    await this.#settle();
  }
}
