import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { InboxMessage } from '../../client/index.ts';
import { ChatStoreError, openChatStore } from '../../client/index.ts';
import type { RunReport } from './simulated-run.ts';
import { seededRandom } from './random.ts';

/**
 * One run with processes of the operating system and PostgreSQL: two follow the conversations, and each is killed (SIGKILL) and paused
 * (SIGSTOP, SIGCONT) at random until all is handled.
 */

export interface RealRunSettings {
  seed: number;
  url: string;
  /** A schema of its own. */
  schema: string;
  conversations?: number;
  /** Events of a conversation, the final one included. */
  events?: number;
  /** Kills and pauses, in turns. Afterwards the processes are left alone. */
  incidents?: number;
  /** Longest time between two of them, in milliseconds. */
  betweenMs?: number;
  /** Longest pause of a process, in milliseconds. Default: two and a half times the lease. */
  pauseMs?: number;
  /** How long a handler takes at most, in milliseconds. */
  handlerMs?: number;
}

export interface RealRunReport extends RunReport {
  /** From the first message to the end of the last conversation. */
  milliseconds: number;
  /** From an incident to the first event that another process handled in a conversation of the one that had it. */
  handOvers: number[];
}

const leaseMs = 1000;

interface Handling {
  follower: Follower;
  stint: number;
  at: number;
  isLastOfStint: boolean;
}

class Follower {
  readonly child: ChildProcess;
  /** From, to: when it was paused. Killed: for ever. */
  readonly incidents: [number, number][] = [];
  state: 'running' | 'paused' | 'dead' = 'running';

  constructor(child: ChildProcess) {
    this.child = child;
  }

  hit(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    const now = Date.now();
    if (signal === 'SIGCONT') this.incidents.at(-1)![1] = now;
    else this.incidents.push([now, Infinity]);
    this.state = { SIGKILL: 'dead', SIGSTOP: 'paused', SIGCONT: 'running' }[signal] as Follower['state'];
    this.child.kill(signal);
  }

  /** Whether it died or was paused after this time. */
  wasHitAfter(at: number): boolean {
    return this.incidents.some(([, to]) => to >= at);
  }
}

export async function runReal(settings: RealRunSettings): Promise<RealRunReport> {
  const { seed, url, schema, conversations = 20, events = 5, incidents = 6, betweenMs = 300, handlerMs = 40 } = settings;
  const { pauseMs = 2.5 * leaseMs } = settings;
  const random = seededRandom(seed);
  const store = await openChatStore({ url, schema, leaseMs });
  const handlings = new Map<string, Handling[]>();
  const over = new Set<string>();
  const allOver = Promise.withResolvers<undefined>();
  const followers: Follower[] = [];
  const report: RealRunReport = { seed, handled: 0, twice: 0, deaths: 0, pauses: 0, faults: [], milliseconds: 0, handOvers: [] };

  const isOver = (conversationId: string) => {
    over.add(conversationId);
    if (over.size === conversations) allOver.resolve(undefined);
  };
  const heard = (follower: Follower, line: Record<string, string | number>) => {
    const { begins, leaves, conversationId, stint, at, held } = line as Record<string, string> & { stint: number; at: number };
    if (begins !== undefined) {
      const key = `${conversationId} ${begins}`;
      for (const all of handlings.values())
        for (const one of all) if (one.follower === follower && one.stint === stint) one.isLastOfStint = false;
      handlings.set(key, [...(handlings.get(key) ?? []), { follower, stint, at, isLastOfStint: true }]);
    }
    // A conversation that was left for another reason is free, and is followed again.
    if (leaves !== undefined && held === undefined) isOver(leaves);
  };

  const start = async () => {
    const program = path.join(import.meta.dirname, 'follower.ts');
    const given = JSON.stringify({ chatStore: { url, schema, leaseMs }, handlerMs });
    const child = spawn(process.execPath, [program, given], { stdio: ['ignore', 'pipe', 'inherit'] });
    const follower = new Follower(child);
    followers.push(follower);
    const ready = Promise.withResolvers<undefined>();
    createInterface(child.stdout).on('line', (line) => {
      ready.resolve(undefined);
      heard(follower, JSON.parse(line) as Record<string, string | number>);
    });
    await ready.promise;
  };

  const ids = Array.from({ length: conversations }, (_, n) => `${seed}-${n}`);
  for (const id of ids) await store.inbox.resume(id);
  await Promise.all([start(), start()]);
  const startedAt = Date.now();

  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  /** Repeats what the database refuses for now, as ECE does. */
  const deliver = async (messages: InboxMessage[]): Promise<void> => {
    await store.inbox.deliver(messages, Date.now()).catch((error: unknown) => {
      if (!(error instanceof ChatStoreError && error.isTemporary)) throw error;
      return deliver(messages);
    });
  };
  const delivering = async () => {
    for (let n = 1; n <= events; n++) {
      const messages = ids.map((conversationId) => {
        const type = { value: n === events ? 'complete' : 'text/plain' };
        return {
          id: String(n),
          conversationId,
          json: JSON.stringify({ id: String(n), conversation: { id: conversationId }, type }),
        };
      });
      await deliver(messages);
      await pause(random() * 400);
    }
  };
  const hurting = async () => {
    for (let n = 0; n < incidents; n++) {
      await pause(random() * betweenMs);
      const follower = followers.filter(({ state }) => state === 'running')[Math.floor(random() * 2)];
      if (!follower) continue;
      if (n % 2 === 0) {
        follower.hit('SIGKILL');
        report.deaths++;
        await pause(random() * leaseMs);
        await start();
      } else {
        follower.hit('SIGSTOP');
        report.pauses++;
        // Sometimes shorter than the lease, mostly longer.
        await pause(random() * pauseMs);
        follower.hit('SIGCONT');
      }
    }
    // A process that dies between the end of a conversation and its line does not tell of the end.
    for (const id of ids) if (!(await store.inbox.resume(id))) isOver(id);
  };
  await Promise.all([delivering(), hurting(), allOver.promise]);
  report.milliseconds = Date.now() - startedAt;

  for (const { child } of followers) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  for (const { child } of followers) if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  await store.close();

  for (const id of ids) {
    for (let n = 1; n <= events; n++) {
      const all = (handlings.get(`${id} ${n}`) ?? []).sort((one, other) => one.at - other.at);
      if (all.length === 0) report.faults.push(`seed ${seed}: event ${n} of ${id} was never handled`);
      report.handled++;
      if (all.length > 1) report.twice++;
      for (const [index, { follower, at, isLastOfStint }] of all.slice(0, -1).entries()) {
        const [hit] = follower.incidents.filter(([, to]) => to >= at);
        if (hit) report.handOvers.push(all[index + 1]!.at - Math.max(hit[0], at));
        if (!follower.wasHitAfter(at))
          report.faults.push(`seed ${seed}: event ${n} of ${id} was handled twice without a death or pause`);
        if (!isLastOfStint) report.faults.push(`seed ${seed}: event ${n} of ${id} was handled again after it was marked`);
      }
    }
  }
  return report;
}
