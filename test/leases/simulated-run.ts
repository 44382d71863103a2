import { randomUUID } from 'node:crypto';
import type { Database } from '../../client/chat-store/database.ts';
import { makeChatStore } from '../../client/chat-store/make-chat-store.ts';
import { openPostgres } from '../../client/chat-store/postgres.ts';
import { openSqlite } from '../../client/chat-store/sqlite.ts';
import type { ChatStore, Inbox } from '../../client/index.ts';
import { ConversationHeldError, createNodes } from '../../client/index.ts';
import { ManualClock } from '../client/clock.ts';
import { MortalProcess } from './mortal-process.ts';
import { seededRandom } from './random.ts';

/**
 * One run: two processes follow twenty conversations while each is killed and paused at random, on one clock and one database. Whatever
 * happens, every event is handled, in order, and twice only by a process that died or was paused meanwhile.
 */

export interface RunSettings {
  seed: number;
  conversations?: number;
  /** PostgreSQL and its schema. Default: one SQLite database in memory, whose statements are the same. */
  postgres?: { url: string; schema: string } | undefined;
}

export interface RunReport {
  seed: number;
  handled: number;
  twice: number;
  deaths: number;
  pauses: number;
  /** What must not happen, in sentences. */
  faults: string[];
}

interface Handling {
  process: MortalProcess;
  /** The database has it as handled. */
  isMarked: boolean;
  /** The process died or was paused before it was marked. */
  hadIncident: boolean;
}

const leaseMs = 30_000;
const forEver = { keepMs: null, keepClosedChatsMs: null };
const stepMs = 500;
const longestSteps = 4000;
const killsAndPausesUntilMs = 240_000;

/** Databases as the processes of a run open them. */
function openDatabases(clock: ManualClock, { postgres }: RunSettings) {
  const opened: Database[] = [];
  const closeAll = async () => {
    for (const database of opened) await database.close();
  };
  if (postgres) {
    const open = async (process: MortalProcess) => {
      const database = await openPostgres({ ...postgres, clock: process, timeoutMs: 60_000, leaseMs });
      opened.push(database);
      return database;
    };
    return { open, closeAll };
  }
  const base = openSqlite(':memory:', clock);
  opened.push(base);
  const listeners = new Set<(conversationId?: string) => void>();
  const open = (process: MortalProcess): Promise<Database> =>
    Promise.resolve({
      ...base,
      shared: true,
      announce: (_, conversationIds) => {
        for (const heard of listeners) for (const id of conversationIds) process.setTimeout(() => heard(id), 0);
        return Promise.resolve();
      },
      hear: (heard, pulse) => {
        const beat = () => {
          const sentAt = pulse.moment();
          void base.kysely.executeQuery(pulse.beat()).then(() => pulse.beaten(sentAt));
          process.setTimeout(beat, pulse.everyMs);
        };
        const heardWhenRunning = (id?: string) => process.whenRunning(() => heard(id));
        listeners.add(heardWhenRunning);
        beat();
        return Promise.resolve(() => Promise.resolve());
      },
      close: () => Promise.resolve(),
    });
  return { open, closeAll };
}

export async function runSimulated(settings: RunSettings): Promise<RunReport> {
  const { seed, conversations: count = 20 } = settings;
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const clock = new ManualClock();
  const startedAt = clock.now();
  const databases = openDatabases(clock, settings);
  const handlings = new Map<string, Handling[]>();
  const order = new Map<string, number[]>();
  const report: RunReport = { seed, handled: 0, twice: 0, deaths: 0, pauses: 0, faults: [] };
  const processes: MortalProcess[] = [];
  let isFaulty = true;

  const incident = (process: MortalProcess) => () => {
    report[process.state === 'dead' ? 'deaths' : 'pauses']++;
    for (const handling of [...handlings.values()].flat()) {
      if (handling.process === process && !handling.isMarked) handling.hadIncident = true;
    }
  };

  const hurt = (process: MortalProcess) => {
    if (!isFaulty || process.state !== 'running') return;
    if (random() < 0.5) {
      process.die();
      return;
    }
    process.pause();
    clock.setTimeout(() => process.continue(), below(2 * leaseMs));
  };

  const mark = (key: string, process: MortalProcess) => {
    const handling = handlings.get(key)?.findLast((one) => one.process === process);
    if (handling) handling.isMarked = true;
  };

  const follow = async (store: ChatStore, process: MortalProcess) => {
    const nodes = createNodes({ chatStore: store, clock: process, log: () => undefined });
    const handle = async (outputs: { conversationId: string; response: string }) => {
      if (process.state === 'dead') await process.running();
      const { id } = JSON.parse(outputs.response) as { id: string };
      const key = `${outputs.conversationId} ${id}`;
      const earlier = handlings.get(key) ?? [];
      if (earlier.length === 0) order.set(outputs.conversationId, [...(order.get(outputs.conversationId) ?? []), Number(id)]);
      // A pause between the check of the lease and the first line of a handler counts as one of the handler.
      handlings.set(key, [...earlier, { process, isMarked: false, hadIncident: process.state === 'paused' }]);
      await process.running();
      await new Promise<void>((resolve) => process.setTimeout(resolve, below(4) * 700));
    };
    const lookForMore = async () => {
      for (const conversationId of await store.inbox.ongoing()) {
        nodes.startConversation.startConversationOnSms
          .resume(conversationId, { on: { Message: handle, Complete: handle } })
          .catch((error: unknown) => {
            if (!(error instanceof ConversationHeldError)) report.faults.push(`seed ${seed}: ${String(error)}`);
          });
      }
      process.setTimeout(() => void lookForMore(), 5000);
    };
    await lookForMore();
  };

  const startProcess = async () => {
    const process: MortalProcess = new MortalProcess(clock, () => incident(process)());
    processes.push(process);
    process.busy++;
    const store = await makeChatStore(await databases.open(process), { clock: process, leaseMs, ...forEver });
    process.busy--;
    const chance = () => {
      if (random() < 0.002) hurt(process);
    };
    const done = async (method: keyof Inbox, given: unknown[]) => {
      if (method === 'handled') {
        const [{ conversationId, id }] = given as Parameters<Inbox['handled']>;
        mark(`${conversationId} ${id}`, process);
      }
      if (method === 'end') {
        const [conversationId] = given as Parameters<Inbox['end']>;
        mark(`${conversationId} ${lastOf(conversationId)}`, process);
      }
      await Promise.resolve();
    };
    void follow({ ...store, inbox: process.wrapInbox(store.inbox, chance, done) }, process);
  };

  // The receiver is a third process, to which nothing happens.
  const receiver = new MortalProcess(clock, () => undefined);
  const receiving = await makeChatStore(await databases.open(receiver), { clock: receiver, leaseMs, ...forEver });
  const ids = Array.from({ length: count }, (): string => randomUUID());
  const lengths = new Map(ids.map((id) => [id, 3 + below(4)]));
  const lastOf = (conversationId: string) => String(lengths.get(conversationId));
  for (const id of ids) await receiving.inbox.resume(id);
  const deliver = async (conversationId: string, n: number) => {
    const type = n === lengths.get(conversationId) ? 'complete' : 'text/plain';
    const json = JSON.stringify({ id: String(n), conversation: { id: conversationId }, type: { value: type }, content: `${n}` });
    receiver.busy++;
    await receiving.inbox.deliver([{ id: String(n), conversationId, json }], clock.now());
    receiver.busy--;
    if (n < lengths.get(conversationId)!) clock.setTimeout(() => void deliver(conversationId, n + 1), below(40_000));
  };
  for (const id of ids) clock.setTimeout(() => void deliver(id, 1), below(20_000));

  const slots = [0, 1];
  const restartDead = async () => {
    for (const slot of slots) {
      const alive = processes.filter(({ state }) => state !== 'dead').length;
      if (alive <= slot) await startProcess();
    }
  };
  const hurtSometimes = () => {
    hurt(processes[below(processes.length)]!);
    clock.setTimeout(hurtSometimes, below(20_000));
  };
  await restartDead();
  clock.setTimeout(hurtSometimes, below(20_000));

  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const settle = async () => {
    do await turn();
    while ([receiver, ...processes].some(({ busy, state }) => busy > 0 && state === 'running'));
    await turn();
  };
  const total = [...lengths.values()].reduce((sum, length) => sum + length, 0);
  const isOver = () => [...handlings.values()].filter((all) => all.some(({ isMarked }) => isMarked)).length === total;
  let steps = 0;
  for (; steps < longestSteps && !isOver(); steps++) {
    if (clock.now() - startedAt > killsAndPausesUntilMs) isFaulty = false;
    if (random() < 0.2 || !isFaulty) await restartDead();
    clock.advance(stepMs);
    await settle();
  }

  if (!isOver()) report.faults.push(`seed ${seed}: ${total - handlings.size} events were never handled`);
  for (const [key, all] of handlings) {
    report.handled++;
    if (all.length > 1) report.twice++;
    for (const { isMarked, hadIncident } of all.slice(0, -1)) {
      if (isMarked) report.faults.push(`seed ${seed}: ${key} was handled again after it was marked`);
      if (!hadIncident) report.faults.push(`seed ${seed}: ${key} was handled twice without a death or pause`);
    }
  }
  for (const [id, numbers] of order) {
    if (numbers.some((number, index) => number !== index + 1))
      report.faults.push(`seed ${seed}: ${id} in the order ${numbers.join()}`);
  }
  const { deaths } = report;
  for (const process of processes) process.die();
  await receiving.close();
  await databases.closeAll();
  return { ...report, deaths };
}
