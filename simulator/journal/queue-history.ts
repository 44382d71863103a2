import { queueDepth, waitTimeSeconds } from '../world/queue.ts';
import type { World } from '../world/world.ts';

/** How a queue stood from a moment on. */
export interface QueueSample {
  /** The partition's time, epoch milliseconds. */
  readonly at: number;
  readonly queueDepth: number;
  readonly waitTimeSeconds: number;
}

/** Samples that are kept of each queue. */
export const samplesOfQueue = 600;
/** Changes within this time become one sample, so that a busy queue has a history of ten minutes at least. */
const apartMs = 1000;
/** What can change a queue, beside what an administrator does to its agents. */
const changing: ReadonlySet<string> = new Set([
  'agent-changed',
  'conversation-queued',
  'conversation-assigned',
  'conversation-transferred',
  'conversation-ended',
]);

/** How the queues of a partition stood, change by change: what a chart shows that is opened later. */
export class QueueHistory {
  readonly #world: World;
  readonly #samples = new Map<string, QueueSample[]>();

  constructor(world: World) {
    this.#world = world;
    world.observe(({ type }) => {
      if (changing.has(type)) this.#record();
    });
  }

  /** By the id of the queue, oldest first; a queue is as in its last sample until now. */
  get all(): ReadonlyMap<string, readonly QueueSample[]> {
    this.#record();
    return this.#samples;
  }

  /** The world is another one. @internal */
  restart(): void {
    this.#samples.clear();
    this.#record();
  }

  #record(): void {
    const { state, clock } = this.#world;
    for (const queue of state.queues.values()) {
      const samples = this.#samples.get(queue.id) ?? [];
      const last = samples.at(-1);
      const depth = queueDepth(queue);
      const wait = waitTimeSeconds(this.#world, queue);
      if (last?.queueDepth === depth && last.waitTimeSeconds === wait) continue;
      const now = clock.now();
      if (last === undefined) this.#samples.set(queue.id, samples);
      // The first sample stays: it is what the queue began with.
      const isYoung = last !== undefined && samples.length > 1 && now - last.at < apartMs;
      if (isYoung) samples.pop();
      samples.push({ at: isYoung ? last.at : now, queueDepth: depth, waitTimeSeconds: wait });
      if (samples.length > samplesOfQueue) samples.shift();
    }
  }
}
