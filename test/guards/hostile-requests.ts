import { connect } from 'node:net';
import path from 'node:path';
import { controlBase } from '../../simulator/control/base.ts';
import type { SettingName } from '../../simulator/protocol/settings.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import { logInCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { InnocentClient } from '../benchmark/innocent-client.ts';
import { ProcessUnderTest } from '../benchmark/harness/process-under-test.ts';
import { askingRequest } from './asking-request.ts';
import type { GuardOptions, GuardResult } from './guard.ts';
import { seedNumber } from './guard.ts';
import { hostileRequest } from './hostile-request.ts';
import type { Keys } from './hostile-request.ts';
import { numbersOf, Seeded } from './seeded.ts';

/**
 * No request makes the simulator fail: writes hostile requests to raw sockets, beside an innocent client. One request for four others goes to a
 * simulator in which calls fail on demand, and may ask for it: by special entry points, faults, settings, applications. There, an answer 500 is
 * no failure, but a defect is.
 * `node test/guards/hostile-requests.ts [--count N] [--seed S]`; its exit code is 1 when something failed.
 */
export interface HostileRequestsResult {
  readonly requests: number;
  /** How many answers had each status; 0 counts requests without an answer. */
  readonly statuses: ReadonlyMap<number, number>;
  /** A line for each answer 500, each defect, and each failure of the innocent client. */
  readonly failures: readonly string[];
  /** The longest time that the event loop of the simulator stood still, in milliseconds. */
  readonly longestStallMs: number;
  /** The most time of the processor in between two of its turns. */
  readonly mostWorkMs: number;
  readonly innocent: Pick<InnocentClient, 'answers' | 'longestMs'>;
}

const connections = 8;
/** A request that is cut short, or that waits, gets no answer; its client goes away. */
const patienceMs = 150;

/** The beginning of what is answered. */
function send(url: URL, request: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), url.hostname);
    let received = '';
    const timer = setTimeout(() => socket.destroy(), patienceMs);
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      if (received.length < 2000) received += part;
      // The answer has begun; a client that has asked for more than one thing waits for the rest.
      if (received.length >= 12) socket.end();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(received);
    });
    socket.write(request, 'latin1');
  });
}

async function keysOf(url: string): Promise<Keys> {
  const client = await EceClient.authorized(url);
  const { headers } = await client.send(logInCall(undefined, '?forceLogin=yes'));
  const configuration = await client.configuration();
  const { date } = (configuration.json as { entryPointConfiguration: [{ lastModified: { date: string } }] })
    .entryPointConfiguration[0].lastModified;
  return {
    token: client.token,
    session: headers['x-egain-session'] ?? '',
    conversation: await client.startConversation(),
    date,
  };
}

/** Takes back what lets calls fail, and what has ended sessions. */
async function restore(url: string): Promise<void> {
  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${url}${controlBase}${path}`, { method, body: JSON.stringify(body), signal: AbortSignal.timeout(2000) });
  await control('DELETE', '/faults');
  await control('PATCH', '/settings', defaultSettings satisfies Record<SettingName, unknown>);
  await control('POST', '/reset');
}

export interface AskingResult {
  /** How many of the requests that were not broken off had each status; 0 counts requests without an answer. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly failures: readonly string[];
  /** Of all requests, those whose answer was 2xx. */
  readonly acceptedShare: number;
}

const least = { acceptedShare: 0.05 };
/** So many requests are sent between two restorings of a simulator in which calls fail on demand. */
const requestsInBatch = 100;

/** Sends requests of which many let calls fail on demand. */
export async function guardAskingRequests(count: number, seed: number): Promise<AskingResult> {
  const peer = await ProcessUnderTest.run(path.join(import.meta.dirname, 'failing-simulator-process.ts'));
  const failures: string[] = [];
  const statuses = new Map<number, number>();
  peer.onDefect = (defect) => void failures.push(`defect: ${defect}`);
  try {
    for (let first = 0; first < count && peer.isAlive; first += requestsInBatch) {
      await restore(peer.url);
      const keys = await keysOf(peer.url);
      let next = first;
      const end = Math.min(count, first + requestsInBatch);
      const sendSome = async () => {
        while (next < end) {
          const answer = await send(new URL(peer.url), askingRequest(new Seeded(seed * 1_000_003 + next++), keys));
          const status = statusOf(answer);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: connections }, sendSome));
    }
    if (!peer.isAlive) failures.push('the simulator has ended');
  } catch (error) {
    failures.push(
      `the simulator could not be restored: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  } finally {
    peer.stop();
  }
  const accepted = [...statuses].reduce((sum, [status, times]) => (status >= 200 && status < 300 ? sum + times : sum), 0);
  const acceptedShare = accepted / count;
  if (acceptedShare < least.acceptedShare)
    failures.push(`only ${accepted} of ${count} requests that ask for failures were accepted`);
  return { statuses, failures, acceptedShare };
}

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

export async function guardHostileRequests(count: number, seed: number): Promise<HostileRequestsResult> {
  const peer = await ProcessUnderTest.run(path.join(import.meta.dirname, 'simulator-process.ts'));
  const failures: string[] = [];
  const statuses = new Map<number, number>();
  peer.onDefect = (defect) => void failures.push(`defect: ${defect}`);
  try {
    const innocent = await new InnocentClient(peer.url).start();
    let keys = await keysOf(peer.url);
    const sendOne = async (at: number) => {
      // Hostile control calls end sessions and reset the world.
      if (at % 500 === 499) keys = await keysOf(peer.url).catch(() => keys);
      const request = hostileRequest(new Seeded(seed * 1_000_003 + at), keys);
      const answer = await send(new URL(peer.url), request);
      const status = statusOf(answer);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 500) failures.push(`request ${at}: ${JSON.stringify(request.slice(0, 500))} was answered ${answer}`);
    };
    let next = 0;
    const { longestMs: longestStallMs, mostWorkMs } = await peer.longestTurnDuring(() =>
      Promise.all(
        Array.from({ length: connections }, async () => {
          while (next < count && peer.isAlive) await sendOne(next++);
        }),
      ),
    );
    await innocent.stop();
    if (!peer.isAlive) failures.push('the simulator has ended');
    return { requests: count, statuses, failures, longestStallMs, mostWorkMs, innocent };
  } finally {
    peer.stop();
  }
}

/** One request for so many others may ask that calls fail. */
const othersForOneThatAsks = 4;

async function guardBoth(count: number, seed: number) {
  const result = await guardHostileRequests(count, seed);
  const asking = await guardAskingRequests(Math.ceil(count / othersForOneThatAsks), seed);
  const ofAsking = asking.failures.map((failure) => `where calls fail on demand: ${failure}`);
  return { ...result, failures: [...result.failures, ...ofAsking], asking };
}

const requestsBySize = { small: 4000, full: 100_000 };

export async function guard({ size, seed }: GuardOptions): Promise<GuardResult> {
  const [count, number] = [requestsBySize[size], seedNumber(seed)];
  const { failures, longestStallMs, mostWorkMs, asking } = await guardBoth(count, number);
  const again = `node test/guards/hostile-requests.ts --count ${count} --seed ${number}`;
  console.log(
    `  ${count} hostile requests, longest stall ${longestStallMs.toFixed(0)} ms (${mostWorkMs.toFixed(0)} ms of work); ${percent(asking.acceptedShare)} of those that ask for failures were accepted: ${again}`,
  );
  return { passed: count - Math.min(count, failures.length), failures };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function inWords(statuses: ReadonlyMap<number, number>): string {
  return [...statuses]
    .toSorted(([one], [other]) => one - other)
    .map(([status, times]) => `${times} x ${status || 'none'}`)
    .join(', ');
}

if (import.meta.main) {
  const [count, seed] = numbersOf(['count', 'seed'], [100_000, Date.now() % 100_000]) as [number, number];
  console.log(`${count} hostile requests, seed ${seed}`);
  const { statuses, failures, longestStallMs, mostWorkMs, innocent, asking } = await guardBoth(count, seed);
  for (const failure of failures) console.log(failure);
  console.log(`answers: ${inWords(statuses)}`);
  console.log(`where calls fail on demand: ${inWords(asking.statuses)}; ${percent(asking.acceptedShare)} were accepted`);
  console.log(
    `longest stall ${longestStallMs.toFixed(0)} ms, most work in one piece ${mostWorkMs.toFixed(0)} ms; the innocent client got ${innocent.answers} answers, the slowest in ${innocent.longestMs.toFixed(0)} ms`,
  );
  console.log(`${failures.length} failures`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
