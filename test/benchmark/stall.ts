import { createSimulator } from '../../simulator/index.ts';
import { paths, tokenCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { requestInit } from '../../simulator/testing/exchange.ts';
import { hostileBodies } from './hostile-bodies.ts';
import { InnocentClient } from './innocent-client.ts';
import { FindingsCollector } from './harness/findings.ts';
import { ProcessUnderTest } from './harness/process-under-test.ts';
import type { Question } from './harness/question.ts';

/**
 * The longest time that the event loop of the simulator stands still under hostile and large input, and the longest that an innocent
 * client waits beside it: `npm run benchmark -- stall [name]`. With a name, only the rows whose names hold it.
 */
const goalMs = 100;
/** Of the processor: what else the machine does counts for the stall, and not for this. */
const workGoalMs = 50;
const conversations = 5000;

const callOfType: Readonly<Record<string, string>> = {
  'application/xml': paths.logIn,
  'application/json': paths.logIn,
  'application/x-www-form-urlencoded': `${paths.token}?forceLogin=yes`,
};

async function measureStalls(wanted: string): Promise<void> {
  const peer = await ProcessUnderTest.start('--agents', 'silent');
  const control = `${peer.url}/_sim/v1`;
  let longest = 0;
  let longestWork = 0;

  async function measure(name: string, task: () => Promise<unknown>): Promise<void> {
    if (!name.includes(wanted)) return;
    const innocent = await new InnocentClient(peer.url).start();
    const startedAt = performance.now();
    const { longestMs: stall, mostWorkMs: work } = await peer.longestTurnDuring(task);
    const lasted = performance.now() - startedAt;
    await innocent.stop();
    longest = Math.max(longest, stall);
    longestWork = Math.max(longestWork, work);
    const figures = [stall, work, innocent.longestMs, lasted].map((ms) => ms.toFixed(0).padStart(8)).join('');
    console.log(
      `${name.padEnd(46)}${figures}${stall > goalMs || work > workGoalMs ? '  over' : ''}${innocent.failures > 0 ? `  ${innocent.failures} failures` : ''}`,
    );
  }

  async function download(path: string): Promise<number> {
    let bytes = 0;
    const answer = await expectStatus(await fetch(control + path), 200);
    for await (const part of answer.body as AsyncIterable<Uint8Array>) bytes += part.byteLength;
    return bytes;
  }

  async function post(path: string, body: unknown, method = 'POST'): Promise<void> {
    const answer = await fetch(control + path, { method, body: typeof body === 'string' ? body : JSON.stringify(body) });
    await (await expectStatus(answer, 200, 201, 204)).text();
  }

  console.log(`Node ${process.version}; milliseconds                   stall    work  client   whole`);

  for (const [name, type, text] of hostileBodies) {
    const authorization = requestInit(tokenCall()).headers!['authorization' as never];
    await measure(name, async () => {
      for (let count = 0; count < 3; count++) {
        const answer = await fetch(peer.url + callOfType[type]!, {
          method: 'POST',
          headers: { 'content-type': type, authorization },
          body: text,
        });
        await (await expectStatus(answer, 200, 400, 401, 413)).text();
      }
    });
  }

  const large = await largeWorld();
  const megabytes = (large.length / 1e6).toFixed(0);
  await measure(`snapshot of ${megabytes} MB: put`, () => post('/snapshots/large', large, 'PUT'));
  await measure(`snapshot of ${megabytes} MB: restore`, () => post('/snapshots/large/restore', undefined));
  await measure(`snapshot of ${megabytes} MB: take`, () => post('/snapshots', { name: 'again' }));
  await measure(`snapshot of ${megabytes} MB: get`, () => download('/snapshots/again'));
  await measure(`list of ${conversations} conversations`, () => download('/conversations'));
  await measure('list of all customers', () => download('/customers'));
  await measure('reset', () => post('/reset', undefined));

  const client = await EceClient.authorized(peer.url);
  const id = await client.startConversation();
  const text = 'x'.repeat(19_000);
  for (let count = 0; count < 2000; count++) await client.say(id, text);
  await measure('journal of 2000 entries of 19 kB', () => download('/journal?limit=100000'));
  await measure('the same as HAR', () => download('/journal.har?limit=100000'));
  await measure('four HARs at once', () =>
    Promise.all([1, 2, 3, 4].map(() => fetch(`${control}/journal.har?limit=100000`).then((answer) => answer.arrayBuffer()))),
  );
  await measure('the conversation with 2000 entries', () => download(`/conversations/${id}`));
  await measure('events from the beginning', async () => {
    const stop = new AbortController();
    const answer = await fetch(`${control}/events?after=0`, { signal: stop.signal });
    let bytes = 0;
    for await (const part of answer.body as AsyncIterable<Uint8Array>) if ((bytes += part.byteLength) > 30e6) break;
    stop.abort();
  });
  await post('/journal', undefined, 'DELETE');
  for (let count = 0; count < 2000; count++) await client.say(id, text);
  await measure('a wait for what never happens', async () => {
    const match = { event: { type: 'application-changed' } };
    const answer = await fetch(`${control}/wait`, { method: 'POST', body: JSON.stringify({ match, timeoutMs: 0 }) });
    await (await expectStatus(answer, 408)).text();
  });
  const customers = Array.from({ length: 10_000 }, (_, at) => ({ contacts: [{ emails: [`${at}@example.com`] }] }));
  await measure('a partition of 10,000 customers: make', () => post('/partitions', { name: 'large', world: { customers } }));
  await measure('a partition of 10,000 customers: reset', () => post('/partitions/large/reset', undefined));
  await measure('a partition of 10,000 customers: list', () => download('/partitions/large/customers'));
  const file = JSON.stringify({ name: 'x', $: 'y'.repeat(60_000_000) });
  await measure('a control body of 60 MB: one text', async () =>
    (await fetch(`${control}/queues`, { method: 'POST', body: file })).text(),
  );
  const lists = `{"name":[${'[],'.repeat(20_000_000)}[]]}`;
  await measure('a control body of 60 MB: empty lists', async () =>
    (await fetch(`${control}/queues`, { method: 'POST', body: lists })).text(),
  );
  await measure('a snapshot of 60 MB: empty lists', async () =>
    (await fetch(`${control}/snapshots/wrong`, { method: 'PUT', body: lists })).text(),
  );
  const entries = Array.from({ length: 500_000 }, (_, at) => [`c${at}`, { id: 'c', transcript: [], startedAt: 1, more: {} }]);
  const wrong = { format: 'ece-simulator-snapshot', version: 2, partitions: [{ state: { conversations: { $map: entries } } }] };
  await measure('a snapshot of 30 MB: wrong entries', async () =>
    (await fetch(`${control}/snapshots/wrong`, { method: 'PUT', body: JSON.stringify(wrong) })).text(),
  );
  const members = `{${Array.from({ length: 3_000_000 }, (_, at) => `"member${at}":1`).join(',')}}`;
  await measure('a control body of 50 MB: members', async () =>
    (await fetch(`${control}/queues`, { method: 'POST', body: members })).text(),
  );
  await measure('a fault of 60 MB', async () => (await fetch(`${control}/faults`, { method: 'POST', body: members })).text());

  console.log(
    `\nlongest stall: ${longest.toFixed(0)} ms (goal: below ${goalMs} ms), most work in one piece: ${longestWork.toFixed(0)} ms (goal: ${workGoalMs} ms); the simulator is ${peer.isAlive ? 'alive' : 'dead'}`,
  );
  peer.stop();
}

async function expectStatus(answer: Response, ...statuses: number[]): Promise<Response> {
  if (!statuses.includes(answer.status))
    throw new Error(`${answer.url}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  return answer;
}

/** A world in which much has happened, as a snapshot. */
async function largeWorld(): Promise<string> {
  const simulator = createSimulator({ agents: 'silent', clock: 'manual', seed: 'stall' });
  try {
    const client = EceClient.inProcess(simulator);
    for (let count = 0; count < conversations; count++) {
      const id = await client.startConversation();
      await client.say(id, 'x'.repeat(1000));
      await client.say(id, 'Hello');
    }
    return simulator.snapshots.export();
  } finally {
    await simulator.close();
  }
}

export const question: Question = {
  asks: 'how long does hostile or large input stop the event loop, and let an innocent client wait? [part of a name]',
  isOfSources: true,
  run: async ({ rest: [wanted = ''] }) => {
    await measureStalls(wanted);
    return new FindingsCollector();
  },
};
