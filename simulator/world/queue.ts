import type { EntryPoint } from './entry-points.ts';
import type { World } from './world.ts';

/** Chats that wait for an agent with the skill; the oldest is assigned first. */
export interface Queue {
  readonly id: string;
  name: string;
  skill: string;
  /** Name of the department that the queue belongs to. */
  department: string;
  /** Ids of conversations, longest waiting first. */
  waiting: string[];
  /** Milliseconds from assignment to end of the latest chats; at most {@link handlingTimesKept}. */
  handlingTimes: number[];
}

const handlingTimesKept = 20;

/** The queue of an entry point or a conversation. No queue is ever removed. */
export function queueOf(world: World, { queueId }: { readonly queueId: string }): Queue {
  return world.state.queues.get(queueId)!;
}

export function queueDepth(queue: Queue): number {
  return queue.waiting.length;
}

export function isQueueFull(entryPoint: EntryPoint, queue: Queue): boolean {
  return entryPoint.maximumQueueDepth !== null && queueDepth(queue) >= entryPoint.maximumQueueDepth;
}

/** Expected wait of the next chat in seconds: chats waiting x average handling time / agents (`availability.assumedHandlingSeconds`). */
export function waitTimeSeconds(world: World, queue: Queue): number {
  if (queueDepth(queue) === 0) return 0;
  let agents = 0;
  for (const { loggedIn, skills } of world.state.agents.values()) if (loggedIn && skills.includes(queue.skill)) agents++;
  const times = queue.handlingTimes;
  const averageMs =
    times.length === 0
      ? world.settings['availability.assumedHandlingSeconds'] * 1000
      : times.reduce((sum, time) => sum + time, 0) / times.length;
  return Math.ceil((queueDepth(queue) * averageMs) / Math.max(1, agents) / 1000);
}

export function recordHandlingTime(queue: Queue, milliseconds: number): void {
  queue.handlingTimes.push(milliseconds);
  if (queue.handlingTimes.length > handlingTimesKept) queue.handlingTimes.shift();
}
